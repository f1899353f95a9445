use super::*;
use crate::{AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, UnixTime};

/// Returns a header with a valid signature.
pub(crate) fn header() -> String {
    let agent = AgentIdentity::new(AgentRuntimeId::new("agent-1").unwrap(), AgentKey::generate(&[1; 64]));
    agent.authorization_header(&AgentTaskId::new("task-1").unwrap(), UnixTime::from_millis(0).unwrap())
}

fn all(text: &str) -> Vec<Sighting> {
    let text = Text::whole(text.as_bytes());
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(sighting) = next(&text, from).unwrap() {
        from = sighting.range.end;
        found.push(sighting);
    }
    found
}

/// Returns the assertions in a text after replacing each `§` in it by a header with a valid signature.
fn headers(text: &str) -> Vec<String> {
    let found = all(&text.replace('§', &header()));
    found.into_iter().filter(|one| one.kind == Kind::Assertion).map(|one| one.header).collect()
}

#[test]
fn an_assertion_is_found_whatever_surrounds_it() {
    for text in [
        "§",
        " §\n",
        "[authorization: §]",
        "(§)",
        "<b>§</b>",
        "&quot;§&quot;",
        "|§|",
        "§.",
        "“§”",
        "§;",
        "`§`",
        "§,",
        "§!",
        "§?",
        "§:",
        "§…",
        "{§}",
        "«§»",
        "'§'",
        "‘§’",
        "*§*",
        "**§**",
        "_§_",
        "__§__",
        "~§~",
        "~~§~~",
        "§\\n",
        "§\\",
        "\\x1b[32m§\\x1b[0m",
        "\\u001b[32m§\\u001b[0m",
        "\u{1b}[32m§\u{1b}[0m",
        "\\e[1;32m§\\e[m",
        "\\033[32m§\\033[0m",
        "^[[32m§^[[0m",
        "#033[32m§#033[0m",
        "[32m§[0m",
        "\u{1b}]8;;https://a.example\u{7}§\u{1b}]8;;\u{7}",
        "\\x22§\\x22",
        "\\n§\\n",
        "%20§%20",
        "#012§#012",
        "\\u0022§\\u0022",
        "\\x27§\\x27",
        "%22§%22",
        "%27§%27",
        "&#34;§&#34;",
        "&#x22;§&#x22;",
        "&#39;§&#39;",
        "&lt;§&gt;",
        "^\"§^\"",
        "^\\^\"§^\\^\"",
        "#011§#011",
        "\\t§\\t",
        "\\r\\n§\\r\\n",
        "\\\\n§\\\\n",
        "%0A§%0A",
        "%0D%0A§%0D%0A",
        "\u{200b}§\u{200b}",
        "x\u{feff}§\u{feff}x",
        "\u{a0}§\u{a0}",
        "token=§&x=1",
        "a=§%26x",
        "\\\"§\\\"",
        "\\\\\\\"§\\\\\\\"",
        "é§é",
        "^M§^M",
        "$'\\nauthorization: §'",
        "§\u{0}",
        "authorization:§",
        "'Authorization': '§'",
        "Authorization=§",
        "\"authorization\":[\"§\"]",
        "Authorization => §",
        "req.Header.Set(\"Authorization\", \"§\")",
        "- authorization: §",
        "authorization = \"§\"",
        "```\n§\n```",
        "<code>§</code>",
        "§ 200 12ms",
        "> authorization: §\r\n> accept: */*",
        "§\r\nX: y",
        "§\nX-Y: eyJ",
        "§ x",
        "§\n\nx",
        "§\\r\\nAccept: */*",
        "§\\n  at foo",
    ] {
        assert_eq!(headers(text), [header()], "{text}");
    }
}

#[test]
fn several_assertions_are_found_one_by_one() {
    for text in ["§\n§", "§ §", "§,§", "§, §", "§;§", "\"§\",\"§\"", "§\\n§", "|§|§|"] {
        assert_eq!(headers(text), [header(), header()], "{text}");
    }
}

#[test]
fn prose_is_not_an_assertion() {
    for prose in [
        "AgentAssertion header",
        "xAgentAssertion eyJhZ2VudF9ydW50aW1l",
        "AgentAssertions eyJhZ2VudF9ydW50aW1l",
        "AgentAssertion https://example.com/a/long/path",
        "AgentAssertion",
        "AgentAssertion ",
        "an AgentAssertion, or not",
        "authorization is AgentAssertion x",
        "{\"scheme\":\"AgentAssertion\",\"token\":\"eyJhZ2VudF9ydW50aW1l\"}",
        "\"msg\":\"AgentAssertion is missing\"",
    ] {
        assert_eq!(headers(prose), [""; 0], "{prose}");
    }
}

#[test]
fn a_challenge_is_not_an_assertion() {
    for text in [
        "{\"name\":\"www-authenticate\",\"value\":\"AgentAssertion realm=\\\"g\\\"\"}",
        "{\"value\":\"AgentAssertion realm=\\\"g\\\"\",\"name\":\"www-authenticate\"}",
        "{\"name\":\"www-authenticate\",\"value\":\"AgentAssertion abcdefghijklmnopqrstuvwxyz\"}",
        "< www-authenticate: AgentAssertion realm=\"g\", error=\"invalid_token\"",
        "Proxy-Authenticate: AgentAssertion error=invalid_token",
        "wwwAuthenticate=AgentAssertion realm=&quot;g&quot;",
        "AgentAssertion realm = \"g\"",
        "\"WWW_Authenticate\":[\"AgentAssertion realm=\\\"authorization\\\"\"]",
    ] {
        assert_eq!(headers(text), [""; 0], "{text}");
        assert_eq!(all(text)[0].kind, Kind::Challenge, "{text}");
    }
    assert_eq!(headers("www-authenticate: Bearer\nauthorization: §"), [header()]);
}

#[test]
fn the_value_of_a_named_header_is_an_assertion_whatever_it_contains() {
    for named in ["Authorization: ", "{\"authorization\":\"", "aauthorization=", "authorization\\\": \\\""] {
        assert_eq!(headers(&format!("{named}AgentAssertion x")), ["AgentAssertion x"], "{named}");
    }
    for whole in ["AgentAssertion a b, c", "AgentAssertion ", "agentassertion \t\\\"", "AgentAssertion\tx"] {
        let text = format!("{{\"value\": \"{whole}\"}}");
        assert_eq!(headers(&text), [crate::json::unescape(whole.as_bytes())], "{whole}");
    }
}

/// Wraps a line in every known way, at every column.
#[test]
fn wrapped_lines_are_joined() {
    for between in [
        "\n",
        "\r\n",
        "\n  ",
        "\n> ",
        "\n> > ",
        "\n| ",
        "\n│ ",
        " \n",
        " │\n│ ",
        "\\\n",
        " \\\n  ",
        "^\r\n",
        "`\n",
        "=\n",
        "=\r\n",
        "\\n",
        "\\r\\n",
        "<br>",
        "\n# ",
        "\n// ",
        "\n\t",
    ] {
        for at in (1..20).chain((20..header().len()).step_by(7)) {
            let (start, end) = (&header()[..at], &header()[at..]);
            for (before, after) in
                [("", ""), ("authorization: ", "\nX: y"), ("-H 'authorization: ", "' https://a.example")]
            {
                let text = format!("{before}{start}{between}{end}{after}");
                // A line break before or after the space leaves one space.
                let found = headers(&text);
                assert_eq!(found, [header()], "{text:?}");
            }
        }
    }
}

#[test]
fn wrapped_at_any_width() {
    for width in (10..120).step_by(3) {
        for between in ["\n", "\n    ", "\r\n> ", "\\\n"] {
            let lines: Vec<_> = header()
                .as_bytes()
                .chunks(width)
                .map(|line| String::from_utf8(line.to_vec()).unwrap())
                .collect();
            let text = lines.join(between);
            let found = all(&text);
            assert_eq!(found[0].header, header(), "{text}");
            assert!(found[0].marks.is_wrapped);
        }
    }
}

#[test]
fn a_line_that_does_not_complete_the_token_is_not_joined() {
    let cut = &header()[..100];
    for next in [
        "INFO started",
        "Content-Type: x",
        "abcdef",
        "eyJ.eyJ.x",
        "{\"a\":1}",
        "200 OK",
        "authorization:AgentAssertion x",
    ] {
        assert_eq!(headers(&format!("{cut}\n{next}\n"))[0], cut, "{next}");
    }
    let complete = header();
    for next in ["INFO", "abc", "abc\ndef"] {
        assert_eq!(headers(&format!("{complete}\n{next}")), [complete.as_str()], "{next}");
    }
}

#[test]
fn a_fault_in_a_token_stays_in_it() {
    let (start, end) = (header()[..60].to_owned(), header()[60..].to_owned());
    for fault in [".", "*", "~", "!", "$", "@", ":", "=", "+", "/", "#"] {
        assert_eq!(headers(&format!("{start}{fault}{end}")), [format!("{start}{fault}{end}")], "{fault}");
    }
    for padding in ["=", "=="] {
        for text in ["{}", "authorization: {}\n", "'{}'", "{} x", "{}&x=1", "{}\r\nX: y"] {
            let padded = header() + padding;
            assert_eq!(headers(&text.replace("{}", &padded)), [padded.as_str()], "{text}");
        }
    }
}

#[test]
fn invisible_characters_are_left_out_and_escapes_are_decoded() {
    for inside in ["\u{200b}", "\u{feff}", "\u{1b}[0m", "\u{1b}[01;31m\u{1b}[K", "\\u200b", "&shy;", "<wbr>"]
    {
        let text = format!("{}{inside}{}", &header()[..60], &header()[60..]);
        let found = all(&text);
        assert_eq!(
            (found[0].header.as_str(), found[0].marks.has_invisible),
            (header().as_str(), true),
            "{inside}"
        );
    }
    let escaped = header().replace('e', "\\u0065").replace('c', "%63");
    assert_eq!(headers(&escaped), [header()]);
    assert_eq!(headers(&header().replacen('A', "\\u0041", 1)), [header()]);
}

#[test]
fn odd_separators_are_named_and_kept() {
    for (separator, c) in [
        ("\u{a0}", '\u{a0}'),
        ("\t", '\t'),
        ("\\t", '\t'),
        ("&nbsp;", '\u{a0}'),
        (": ", ':'),
        ("=", '='),
        (" \"", '"'),
    ] {
        let text = header().replacen(' ', separator, 1);
        let found = all(&text);
        assert_eq!(found[0].marks.separator, Some(c), "{separator}");
        assert_eq!(&found[0].header[found[0].token_at..], &header()[15..], "{separator}");
        assert_eq!(&text[found[0].token.clone()], &header()[15..], "{separator}");
    }
    for plain in ["   ", "%20", "+", "\\u0020", "&#32;", "\n", " \n "] {
        let found = all(&header().replacen(' ', plain, 1));
        assert_eq!(found[0].marks.separator, None, "{plain}");
        assert_eq!(found[0].header.replace("   ", " "), header(), "{plain}");
    }
}

#[test]
fn hidden_tokens() {
    for (token, hidden) in [
        ("[Redacted]", Hidden::Redacted),
        ("[REDACTED]", Hidden::Redacted),
        ("<redacted>", Hidden::Redacted),
        ("***", Hidden::Redacted),
        ("********", Hidden::Redacted),
        ("…", Hidden::Truncated),
        ("...", Hidden::Truncated),
        ("[FILTERED]", Hidden::Redacted),
        ("xxxxxxxx", Hidden::Redacted),
        ("REDACTED", Hidden::Redacted),
        ("••••••", Hidden::Redacted),
        ("<hidden>", Hidden::Redacted),
        ("(truncated)", Hidden::Truncated),
        ("eyJhZ2VudF9ydW50aW1lX2lk…", Hidden::Truncated),
        ("eyJhZ2VudF9ydW50aW1lX2lk...", Hidden::Truncated),
        ("eyJhZ2VudF9ydW50aW1lX2lk[truncated]", Hidden::Truncated),
        ("eyJhZ2Vu***", Hidden::Truncated),
        ("[...]", Hidden::Truncated),
    ] {
        for text in ["authorization: AgentAssertion {}", "AgentAssertion {}", "'AgentAssertion {}'"] {
            let text = text.replace("{}", token);
            assert_eq!(all(&text)[0].marks.hidden, Some(hidden), "{text}");
        }
    }
    assert_eq!(all(&format!("{}...", header()))[0].marks.hidden, None);
}

#[test]
fn a_header_that_is_too_long_is_cut_one_byte_after_the_limit() {
    let header = format!("AgentAssertion {}", "x".repeat(20_000));
    let cut = header[..=8192].to_owned();
    assert_eq!(headers(&header)[0], cut);
    assert_eq!(headers(&format!("{{\"value\":\"{header}\"}}"))[0], cut);
}

#[test]
fn a_bare_token_is_found() {
    let token = header()[15..].to_owned();
    let wrapped = format!("{}\n  {}", &token[..70], &token[70..]);
    for text in [
        token.clone(),
        format!("\"{token}\""),
        format!("'{token}'\n"),
        wrapped,
        format!("<{token}>"),
        format!("\u{feff}{token}"),
    ] {
        let (found, ..) = bare_token(text.as_bytes()).unwrap();
        assert_eq!(found, token, "{text}");
    }
    for none in ["hello world", "short", "Bearer eyJh.eyJh", "AgentAssertioneyJhZ2VudF9ydW50aW1lX2lk", ""] {
        assert!(bare_token(none.as_bytes()).is_none(), "{none}");
    }
}

/// If the end of a text is missing, the answer is the same as for the whole text, or it asks for more of it.
#[test]
fn an_answer_does_not_change_when_more_text_arrives() {
    let h = header();
    for text in [
        format!("a {h} b"),
        format!("\"value\":\"{h}\""),
        h.replacen(' ', "\n", 1),
        format!("{}\n  {}' x", &h[..50], &h[50..]),
        format!("{h}\\u0022"),
        "authorization: AgentAssertion [Redacted] x".to_string(),
    ] {
        let whole = next(&Text::whole(text.as_bytes()), 0).unwrap();
        for end in 0..text.len() {
            let part = Text::new(&text.as_bytes()[..end], false);
            if let Ok(Some(found)) = next(&part, 0) {
                assert_eq!(Some(found), whole, "{text} up to {end}")
            }
        }
    }
}

#[test]
fn the_cost_grows_linearly_with_the_text() {
    let parts = [
        "AgentAssertion eyJ\n",
        "AgentAssertion\neyJ\n",
        "-AgentAssertion\neyJ\n",
        "A\ngentAssertion\neyJ\n",
        "AgentAssertion {",
        "authorization:AgentAssertion \"",
        "\"value\":\"AgentAssertion ",
        "\\\\\\\\",
        "AgentAssertion \\",
        "AgentAssertion eyJ ",
        "AgentAssertion \u{1b}]",
        "AgentAssertion [",
        "AgentAssertion eyJ%",
        "gG",
        "AgentAssertion          ",
        "AgentAssertion eyJ\n    > ",
    ];
    for part in parts {
        let cost = |count: usize| {
            let text = part.repeat(count);
            steps::per_byte(steps::of(|| all(&text)), text.len())
        };
        let (small, large) = (cost(500), cost(1_000));
        assert!(large <= small * 1.2 + 1.0, "{part:?}: {small} and {large} steps a byte");
    }
}
