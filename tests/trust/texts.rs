//! Inspection and extraction find the same assertion in a text, whatever surrounds it.

use crate::targets::given::{AGENT, options};
use crate::tried;
use agent_identity_wasm::{AgentTaskId, extract_assertions, inspect};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const CASES: u32 = 2_000;

/// Generates a text that can surround an assertion.
fn surroundings() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "\"",
            "'",
            "`",
            "\\\"",
            "\\n",
            "\\u0022",
            "\\x1b[0m",
            "\u{1b}[31m",
            "%20",
            "%22",
            "&quot;",
            "&lt;",
            "^\"",
            "#012",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "|",
            ",",
            ";",
            ".",
            "!",
            " ",
            "\n",
            "\r\n",
            "\t",
            "\u{a0}",
            "\u{200b}",
            "\u{feff}",
            "“",
            "”",
            "> ",
            "\\",
            "*",
            "_",
            "~",
            "authorization: ",
            "\"authorization\":\"",
            "\"value\":\"",
            "-H '",
            "curl ",
            "GET /x ",
            "www-authenticate: ",
            "a",
            "Z",
            "9",
            "é",
            "=",
            "+",
            "/",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,12}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Generates a way to wrap the assertion: the line break, and the width of a line.
fn breaks() -> impl Strategy<Value = (&'static str, usize)> {
    let between = proptest::sample::select(vec![
        "", "", "\n", "\r\n  ", "\n> ", "\\\n", "^\n", "\\n", " \n", "\u{200b}",
    ]);
    (between, 20..120_usize)
}

fn wrapped(header: &str, (between, width): (&str, usize)) -> String {
    if between.is_empty() {
        return header.to_owned();
    }
    let lines: Vec<&str> =
        header.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join(between)
}

#[test]
fn inspection_and_extraction_show_one_header() {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let given = (surroundings(), surroundings(), breaks(), "[a-z0-9-]{1,40}");
    let outcome = TestRunner::new(config).run(&given, |(before, after, breaks, task)| {
        let options = options();
        let header = AGENT.authorization_header(&AgentTaskId::new(&task).unwrap(), options.now);
        let text = format!("{before}{}{after}", wrapped(&header, breaks));
        let Ok(found) = extract_assertions(text.as_bytes()) else { return Ok(()) };
        let inspection = inspect(&text, Some(&AGENT.public_key()), &options);
        if let [one] = found.as_slice() {
            prop_assert_eq!(inspection.header.as_deref(), Some(one.header.as_str()), "{:?}", text);
        }
        // Only the signed header is valid. It may be followed by a character that decodes to white space after the
        // envelope.
        let is_signed = inspection.header.as_deref().is_some_and(|found| found.starts_with(&header));
        prop_assert!(!inspection.valid || is_signed, "{:?}", text);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    tried("texts", usize::try_from(CASES).unwrap());
}
