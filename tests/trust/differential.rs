//! Compares our envelope reader with serde_json on generated JSON. `tests/node/trust` does the same with `JSON.parse`.
//!
//! The fuzz target makes the comparison. If our reader accepts a text, serde_json must read the same from it. If ours
//! refuses a text that serde_json accepts, the reason must be a rule of the protocol (an id, a timestamp, a duplicate
//! name) and not the syntax of JSON.

use crate::{targets, tried};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const CASES: u32 = 20_000;

fn names() -> impl Strategy<Value = String> {
    let known = ["agent_runtime_id", "signature", "task_id", "timestamp"];
    prop_oneof![
        8 => proptest::sample::select(known.to_vec()).prop_map(|name| format!("\"{name}\"")),
        1 => proptest::sample::select(known.to_vec()).prop_map(|name| name.replace('t', "\\u0074")).prop_map(|name| format!("\"{name}\"")),
        2 => strings(),
    ]
}

fn strings() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "é",
        "雪",
        "😀",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0061",
        "\\u00E9",
        "\\u0000",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\uD83D\\u0041",
        "\\x",
        "\\u12",
        "\\",
        "\u{1}",
        "\t",
        "\u{7f}",
        "\u{2028}",
        "__proto__",
        "'",
    ];
    let weights = pieces.into_iter().map(|piece| (if piece.len() > 6 { 1 } else { 3 }, Just(piece)));
    let piece = proptest::strategy::Union::new_weighted(weights.collect());
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn scalars() -> impl Strategy<Value = String> {
    let odd = [
        "null",
        "true",
        "false",
        "nul",
        "NaN",
        "Infinity",
        "-Infinity",
        "undefined",
        "0",
        "-0",
        "00",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1E+5",
        "1e-5",
        "1e",
        "1e400",
        "-1e400",
        "1e-400",
        "9007199254740993",
        "0x10",
        "1_0",
        "123456789012345678901234567890",
        "1.7976931348623157e309",
    ];
    prop_oneof![
        2 => proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        2 => strings(),
        1 => Just("\"2026-11-22T06:16:09Z\"".to_owned()),
        1 => Just(format!("\"{}==\"", "A".repeat(86))),
        1 => Just("\"agent-1\"".to_owned()),
    ]
}

fn values() -> impl Strategy<Value = String> {
    let nested = scalars().prop_recursive(6, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            proptest::collection::vec((names(), inner), 0..4).prop_map(object),
        ]
    });
    prop_oneof![
        16 => nested,
        1 => (1..400_usize).prop_map(|depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth))),
        1 => (1..100_usize).prop_map(|depth| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth))),
    ]
}

fn object(members: Vec<(String, String)>) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// Generates envelopes in which at most a few members are invalid. Otherwise, hardly any would be accepted.
fn envelopes() -> impl Strategy<Value = String> {
    let sound = [
        ("\"agent_runtime_id\"", "\"agent-1\"".to_owned()),
        ("\"signature\"", format!("\"{}==\"", "A".repeat(86))),
        ("\"task_id\"", "\"task-1\"".to_owned()),
        ("\"timestamp\"", "\"2026-11-22T06:16:09Z\"".to_owned()),
    ];
    let sound: Vec<_> = sound.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let kept = proptest::sample::subsequence(sound.clone(), 0..=4);
    let others = proptest::collection::vec((names(), values()), 0..3);
    let all = prop_oneof![1 => kept, 4 => Just(sound)];
    (all, others)
        .prop_map(|(kept, others)| kept.into_iter().chain(others).collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(object)
}

#[test]
fn serde_json_reads_what_we_read() {
    let around = proptest::sample::select(vec!["", " ", "\n", "\u{feff}", "\0", "x", "{}", ","]);
    let given = (
        envelopes(),
        prop_oneof![9 => Just(""), 1 => around.clone()],
        prop_oneof![9 => Just(""), 1 => around],
    );
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let read = std::cell::Cell::new(0);
    let outcome = TestRunner::new(config).run(&given, |(envelope, before, after)| {
        let json = format!("{before}{envelope}{after}");
        read.set(read.get() + usize::from(targets::envelope::read(json.as_bytes()).is_some()));
        targets::envelope::run(json.as_bytes());
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let cases = usize::try_from(CASES).unwrap();
    assert!(read.get() > cases / 10 && read.get() < cases, "{} of {cases} are read", read.get());
    tried("differential", cases);
}
