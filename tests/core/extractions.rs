use crate::{json, text};
use agent_identity_wasm::{AssertionExtractor, ErrorCode, ExtractedAssertion, SCHEME, extract_assertions};
use wasm_bindgen_test::wasm_bindgen_test;

const HEADERS: &str = include_str!("../vectors/headers.json");

/// Returns the headers of the table that have the scheme `AgentAssertion` followed by a space or a tab.
fn headers() -> Vec<String> {
    let table = json(HEADERS);
    let headers = table["cases"].as_array().unwrap().iter().map(|case| text(case, "header").to_owned());
    headers.filter(|header| is_extracted(header)).collect()
}

fn is_extracted(header: &str) -> bool {
    let Some((scheme, rest)) = header.split_at_checked(SCHEME.len()) else { return false };
    scheme.eq_ignore_ascii_case(SCHEME) && rest.starts_with([' ', '\t']) && !header.contains('\0')
}

fn har(headers: &[String]) -> String {
    let entry = |(index, header): (usize, &String)| {
        serde_json::json!({"request": {
            "method": "POST",
            "headers": [{"name": "Authorization", "value": header}],
            "url": format!("https://a.example/{index}"),
        }})
    };
    let entries: Vec<_> = headers.iter().enumerate().map(entry).collect();
    serde_json::json!({"log": {"entries": entries}}).to_string()
}

#[wasm_bindgen_test(unsupported = test)]
fn every_header_of_the_table_is_extracted_unchanged_from_a_har_file() {
    let headers = headers();
    assert!(headers.len() > 400);
    let found = extract_assertions(har(&headers).as_bytes()).unwrap();
    assert_eq!(found.len(), headers.len());
    for (index, (one, header)) in found.iter().zip(&headers).enumerate() {
        let wanted = if header.len() > 8192 { &header[..8193] } else { header.as_str() };
        assert_eq!(one.header, wanted);
        assert_eq!((one.line, one.entry), (1, Some(u64::try_from(index).unwrap())));
        assert_eq!(one.url.as_deref(), Some(format!("https://a.example/{index}").as_str()));
        assert_eq!(one.method.as_deref(), Some("POST"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_result_does_not_depend_on_where_the_text_is_split() {
    let har = har(&headers()[..20]).replace('-', "\\u002d");
    let whole = extract_assertions(har.as_bytes()).unwrap();
    for size in [1, 2, 3, 5, 8, 13, 1000] {
        let mut extractor = AssertionExtractor::default();
        let mut found: Vec<ExtractedAssertion> = Vec::new();
        for chunk in har.as_bytes().chunks(size) {
            found.extend(extractor.push(chunk).unwrap());
        }
        found.extend(extractor.finish().unwrap());
        assert_eq!(found, whole, "{size}");
        assert_eq!(extractor.finish().unwrap(), []);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_header_that_was_cut_is_refused_for_its_length() {
    let long = format!("{{\"value\":\"{SCHEME} {}\"}}", "x".repeat(10_000));
    let found = extract_assertions(long.as_bytes()).unwrap();
    let verdict = agent_identity_wasm::Assertion::parse(&found[0].header);
    assert_eq!(verdict.unwrap_err().code(), ErrorCode::AssertionTooLong);
}

#[wasm_bindgen_test(unsupported = test)]
fn changing_any_byte_does_no_harm() {
    let har = har(&headers()[..2]);
    for at in 0..har.len() {
        for byte in [b'"', b'\\', b'{', b']', b'\n', 0xff] {
            let mut changed = har.clone().into_bytes();
            changed[at] = byte;
            assert!(extract_assertions(&changed).unwrap().len() <= 4);
        }
    }
}
