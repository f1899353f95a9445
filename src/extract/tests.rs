use super::*;

const TOKEN: &str = "eyJhZ2VudF9ydW50aW1lX2lkIjoiYSJ9";

type Row<'a> = (&'a str, u64, Option<u64>, Option<&'a str>, Option<&'a str>);

/// Extracts the assertions of a text after replacing `§` by one, and checks that the result does not depend on the
/// pieces in which the text arrives.
fn extract_in_pieces(text: &str) -> Vec<ExtractedAssertion> {
    let text = text.replace('§', &format!("AgentAssertion {TOKEN}"));
    let found = extract_assertions(text.as_bytes()).unwrap();
    for size in [1, 2, 3, 7, 64] {
        let mut extractor = AssertionExtractor::default();
        let mut pieces: Vec<_> =
            text.as_bytes().chunks(size).flat_map(|chunk| extractor.push(chunk).unwrap()).collect();
        pieces.extend(extractor.finish().unwrap());
        assert_eq!(pieces, found, "{text} in pieces of {size}");
    }
    found
}

fn finds(text: &str, expected: &[Row]) {
    let found = extract_in_pieces(text);
    let actual: Vec<Row> = found
        .iter()
        .map(|row| (row.header.as_str(), row.line, row.entry, row.method.as_deref(), row.url.as_deref()))
        .collect();
    assert_eq!(actual, expected, "{text}");
}

/// The header that replaces `§`.
const HEADER: &str = "AgentAssertion eyJhZ2VudF9ydW50aW1lX2lkIjoiYSJ9";

#[test]
fn a_byte_order_mark_does_not_hide_the_structure() {
    let text = "\u{feff} {\"log\":{\"entries\":[{\"request\":{\"url\":\"https://a.example\",\"method\":\"PUT\",\"h\":\"§\"}}]}}";
    finds(text, &[(HEADER, 1, Some(0), Some("PUT"), Some("https://a.example"))]);
}

#[test]
fn a_har_file() {
    let entry = |initiator: &str, method: &str, url: &str, value: &str| {
        format!(
            r#"{{"_initiator":{{"url":"{initiator}"}},
              "request":{{"headers":[{{"name":"authorization","value":"{value}"}}],"method":"{method}","url":"{url}"}},
              "response":{{"headers":[{{"name":"x-echo","value":"{value}"}}],"redirectURL":""}}}}"#
        )
    };
    let entries = [
        entry("https://page.example", "GET", "https://a.example/1", "Bearer x"),
        entry(
            "https://page.example",
            "POST",
            "https:\\/\\/a.example\\/2",
            "\\u0041gentAssertion eyJ\\u002d\\/",
        ),
        entry("https://page.example", "PUT", "https://a.example/3", "§"),
    ]
    .join(",");
    let har = format!(r#"{{"log":{{"version":"1.2","entries":[{entries}],"creator":{{"url":"x"}}}}}}"#);
    let odd = "AgentAssertion eyJ-/";
    finds(
        &har,
        &[
            (odd, 4, Some(1), Some("POST"), Some("https://a.example/2")),
            (odd, 5, Some(1), Some("POST"), Some("https://a.example/2")),
            (HEADER, 6, Some(2), Some("PUT"), Some("https://a.example/3")),
            (HEADER, 7, Some(2), Some("PUT"), Some("https://a.example/3")),
        ],
    );
    // The file is truncated, as after a crash.
    finds(
        &har[..har.rfind("\"response").unwrap()],
        &[
            (odd, 4, Some(1), Some("POST"), Some("https://a.example/2")),
            (odd, 5, Some(1), Some("POST"), Some("https://a.example/2")),
            (HEADER, 6, Some(2), Some("PUT"), Some("https://a.example/3")),
        ],
    );
}

#[test]
fn lines_of_json() {
    let (get, post) = (Some("GET"), Some("POST"));
    for (line, method, url) in [
        (r#"{"url":"/a","method":"GET","authorization":"§"}"#, get, Some("/a")),
        (r#"{"headers":{"Authorization":["§"]},"http.method":"POST","http.url":"/b"}"#, post, Some("/b")),
        (r#"{"req":{"method":"GET","url":"/c"},"auth":"§"}"#, get, Some("/c")),
        (r#"{"first":{"authorization":"§"},"second":{"url":"/d"}}"#, None, None),
        (r#"{"msg":"curl -d x https://e.example -H 'Authorization: §'"}"#, post, Some("https://e.example")),
        (
            r#"{"msg":"{\"authorization\":\"§\",\"url\":\"https://f.example\"}"}"#,
            None,
            Some("https://f.example"),
        ),
        (r#"{"a":1} POST /g §"#, post, Some("/g")),
        (r#"[1] POST /h §"#, post, Some("/h")),
        (r#"[2026-11-22 06:16:09] [info] GET /i "authorization":"§""#, get, Some("/i")),
    ] {
        let before = "{\"url\":\"/x\",\"method\":\"PUT\"}\n{\"cut\":\"of\n\n{\"broken\":tru, e}\n";
        finds(&format!("{before}{line}\n{before}"), &[(HEADER, 5, None, method, url)]);
    }
}

#[test]
fn a_list_that_is_the_whole_text() {
    let list = r#"[ {"url":"/a"}, "x", {"url":"/b","h":"§"}, [1, {"h":"§"}] ]"#;
    finds(list, &[(HEADER, 1, Some(2), None, Some("/b")), (HEADER, 1, Some(3), None, None)]);
    let half_a_pair = r#"[{"url":"/a\ud83d","h":"§"}]"#;
    finds(half_a_pair, &[(HEADER, 1, Some(0), None, Some("/a\u{fffd}"))]);
}

#[test]
fn lines_of_text() {
    let dump = "POST /v1/x HTTP/1.1\r\nHost: a.example\r\nAuthorization: §\r\n\r\nAuthorization: §\r\n";
    finds(dump, &[(HEADER, 3, None, Some("POST"), Some("/v1/x")), (HEADER, 5, None, None, None)]);
    let command = "$ curl https://a.example/x \\\n  -H 'Authorization: §' \\\n  -X PUT\n§\n";
    finds(
        command,
        &[(HEADER, 2, None, Some("PUT"), Some("https://a.example/x")), (HEADER, 4, None, None, None)],
    );
    finds("\u{feff}§ and §", &[(HEADER, 1, None, None, None), (HEADER, 1, None, None, None)]);
    finds(
        "{\n§\n]§\n\"§",
        &[(HEADER, 2, None, None, None), (HEADER, 3, None, None, None), (HEADER, 4, None, None, None)],
    );
}

#[test]
fn utf_16_of_ascii() {
    let text: Vec<u8> = format!("GET /a {HEADER}\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = extract_assertions(&[&[0xff, 0xfe], text.as_slice()].concat()).unwrap();
    assert_eq!((found[0].header.as_str(), found[0].url.as_deref()), (HEADER, Some("/a")));
}

#[test]
fn a_zero_byte_ends_a_token() {
    let found = extract_in_pieces("A=§\0B=1\0");
    assert_eq!(found[0].header, HEADER);
}

#[test]
fn malformed_input_does_no_harm() {
    let deep = "{\"a\":[".repeat(10_000);
    finds(&format!("{deep}\n\"{HEADER}\""), &[(HEADER, 2, None, None, None)]);
    assert!(extract_in_pieces(&"\"\\u".repeat(10_000)).is_empty());
    let bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    assert!(extract_assertions(&bytes).unwrap().is_empty());
}

#[test]
fn the_memory_is_bounded() {
    let mut extractor = AssertionExtractor::default();
    extractor.push(b"{\"list\":[").unwrap();
    let mut count = 0;
    for _ in 0..5000 {
        count += extractor.push(format!("\"{HEADER}\",").as_bytes()).unwrap().len();
        assert!(extractor.pending.len() <= MAX_PENDING && extractor.pending_bytes <= MAX_PENDING_BYTES);
    }
    assert_eq!(count + extractor.finish().unwrap().len(), 5000);
    for hostile in
        ["x", "(", "\"", "\\", "AgentAssertion eyJ", "[", "{\"url\":\"", "AgentAssertion \n", "A\n  "]
    {
        for _ in 0..1000 {
            extractor.push(hostile.repeat(100).as_bytes()).unwrap();
            assert!(extractor.window.capacity() <= 262_144, "{hostile}");
        }
        extractor.finish().unwrap();
    }
}

#[test]
fn compressed_data_is_refused() {
    for data in [b"\x1f\x8b\x08\0\0\0".as_slice(), b"\x28\xb5\x2f\xfd\0", b"PK\x03\x04\0", b"\x1f\x8b"] {
        for size in [1, 2, 100] {
            let mut extractor = AssertionExtractor::default();
            let pushed: Result<Vec<_>> = data.chunks(size).map(|chunk| extractor.push(chunk)).collect();
            let refused = pushed.and_then(|_| extractor.finish()).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::TextCompressed);
            let _ = extractor.finish();
            let found = extractor.push(format!("{HEADER}\n").as_bytes()).unwrap().len();
            assert_eq!(found + extractor.finish().unwrap().len(), 1);
        }
    }
}

#[test]
fn the_assertions_of_a_request_share_one_url() {
    let text = format!(
        "GET https://a.example/{}\n{}",
        "x".repeat(8000),
        "authorization:AgentAssertion x\n".repeat(200)
    );
    let found = extract_assertions(text.as_bytes()).unwrap();
    let list = format!(
        "{{\"a\":{{\"url\":\"{0}\",\"method\":\"{0}\",\"authorization\":[{1}\"x\"]}}}}",
        "y".repeat(8192),
        format!("\"{HEADER}\",").repeat(300)
    );
    let listed = extract_assertions(list.as_bytes()).unwrap();
    assert_eq!((found.len(), listed.len()), (200, 300));
    for found in [found, listed] {
        let first = found[0].url.clone().unwrap();
        assert_eq!(first.len(), 2048);
        assert!(found.iter().all(|one| Arc::ptr_eq(one.url.as_ref().unwrap(), &first)));
    }
    assert!(extract_assertions(list.as_bytes()).unwrap()[0].method.is_none());
}

#[test]
fn the_cost_grows_linearly_with_the_text() {
    let parts = [
        "AgentAssertion eyJ\n",
        "AgentAssertion {\n",
        "authorization:AgentAssertion x\n",
        " authorization:AgentAssertion x(\n",
        "\"\\u",
        "{\"a\":",
        "{\"url\":\"/x\",\"h\":\"AgentAssertion eyJhZ2VudF9ydW50aW1lX2lkIjoi\"},",
        "https://a.example/x ",
        "-X GET ",
        "a=b:c ",
        "GET ",
        "[\n",
        "\\\n",
        "2026-11-26",
        "{\"authorization\":\"AgentAssertion x\"}\n",
        "'{([",
        "\"value\":\"AgentAssertion ",
        "curl -H 'AgentAssertion eyJhZ2VudF9ydW50aW1lX2lkIjoi' \\\n",
    ];
    for part in parts {
        for (size, small_count) in [(7, 200), (100_000, 500)] {
            let cost = |count: usize| {
                let text = part.repeat(count);
                let work = || {
                    let mut extractor = AssertionExtractor::default();
                    text.as_bytes().chunks(size).for_each(|chunk| drop(extractor.push(chunk)));
                    extractor.finish()
                };
                scan::steps::per_byte(scan::steps::of(work), text.len())
            };
            let (small, large) = (cost(small_count), cost(small_count * 2));
            assert!(
                large <= small * 1.5 + 2.0,
                "{part:?} in pieces of {size}: {small} and {large} steps a byte"
            );
        }
    }
}
