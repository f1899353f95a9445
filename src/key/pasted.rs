//! Texts as people hold them: copied out of JSON, an environment file, a web page.

use crate::text::has_no_width;
use zeroize::Zeroizing;

/// The text of a key without what copying adds to it: white space, characters without a width and a pair of quotes
/// around it, and line ends written as `\n`. JSON stays as it is.
pub(super) fn tidied(text: &str) -> Zeroizing<String> {
    let text = bare(text);
    let mut tidy = Zeroizing::new(String::with_capacity(text.len()));
    if text.starts_with('{') {
        tidy.push_str(text);
        return tidy;
    }
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        tidy.push_str(before);
        // In JSON in JSON, a backslash is escaped as well.
        let escape = escape.trim_start_matches('\\');
        rest = match escape.chars().next() {
            Some('n' | 'r' | 't') => {
                tidy.push('\n');
                escape.get(1..).unwrap_or_default()
            }
            Some('/' | '\n' | '\r') => escape,
            _ => {
                tidy.push('\\');
                escape
            }
        };
    }
    tidy.push_str(rest);
    let length = tidy.trim_end().len();
    if length < tidy.len() { Zeroizing::new(bare(&tidy).to_owned()) } else { tidy }
}

const QUOTES: [(&str, &str); 6] =
    [("\\\"", "\\\""), ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’")];

fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || has_no_width(c));
    let unquoted = QUOTES.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    unquoted.map_or(text, bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_copying_adds_is_undone() {
        for (text, expected) in [
            ("a b", "a b"),
            (" \u{feff}\n a \u{200b}\r\n", "a"),
            ("\"a\"", "a"),
            (" ' \"a\" ' ", "a"),
            (r#""\"a\"""#, "a"),
            (r#"a="\"""#, r#"a="\"""#),
            ("“a”", "a"),
            ("\"a", "\"a"),
            (r#""a\nb\r\nc\n""#, "a\nb\n\nc"),
            (r"a\\nb\/c", "a\nb/c"),
            ("a\\\nb", "a\nb"),
            (r"a\xb\", r"a\xb\"),
            (r#" {"a":"\n"} "#, r#"{"a":"\n"}"#),
            ("\"\"", ""),
            ("\"", "\""),
        ] {
            assert_eq!(tidied(text).as_str(), expected, "{text:?}");
        }
    }
}
