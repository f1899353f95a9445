//! Decodes JSON strings.

use std::borrow::Cow;

/// Decodes a JSON string. Returns `None` if `written` is not a string, or has an unpaired surrogate.
pub(crate) fn text(written: &str) -> Option<String> {
    decode(written).map(Cow::into_owned)
}

/// Decodes a string that the scanner has accepted. Returns `None` if an escape is an unpaired surrogate.
pub(super) fn decode(written: &str) -> Option<Cow<'_, str>> {
    let content = written.strip_prefix('"')?.strip_suffix('"')?;
    if content.contains('\\') {
        decode_escapes(content).map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(content))
    }
}

fn decode_escapes(content: &str) -> Option<String> {
    let mut text = String::with_capacity(content.len());
    let mut rest = content.chars();
    while let Some(c) = rest.next() {
        text.push(if c == '\\' { escaped(&mut rest)? } else { c });
    }
    Some(text)
}

fn escaped(rest: &mut std::str::Chars) -> Option<char> {
    Some(match rest.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(rest),
        itself => itself,
    })
}

fn unicode(rest: &mut std::str::Chars) -> Option<char> {
    let first = code_unit(rest)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    if (rest.next()?, rest.next()?) != ('\\', 'u') {
        return None;
    }
    let second = code_unit(rest).filter(|unit| (0xdc00..0xe000).contains(unit))?;
    char::from_u32(((first & 0x3ff) << 10 | second & 0x3ff).wrapping_add(0x1_0000))
}

fn code_unit(rest: &mut std::str::Chars) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit << 4 | rest.next()?.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_serde_json_reads() {
        for written in [
            r#""""#,
            r#""plain é 雪 😀""#,
            r#""\"\\\/\b\f\n\r\t""#,
            r#""\u0041\u00e9\u96EA\ud83d\ude00\u0000""#,
            r#""\ud800""#,
            r#""\udc00""#,
            r#""\ud800x""#,
            r#""\ud800\n""#,
            r#""\ud800\ud800""#,
            r#""\ud83d\u0041""#,
            r#""\ude00\ud83d""#,
        ] {
            let theirs = serde_json::from_str::<String>(written).ok();
            assert_eq!(decode(written).map(Cow::into_owned), theirs, "{written}");
        }
    }
}
