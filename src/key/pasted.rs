//! Cleans up texts that were copied out of JSON, an environment file or a web page.

use crate::text::has_no_width;
use zeroize::Zeroizing;

/// Returns the text of a key without the white space, zero-width characters and pair of quotes that copying puts around
/// it, and with line ends instead of `\n`. JSON is returned unchanged.
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
        // In JSON within a JSON string, a backslash is escaped as well.
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
    fn additions_by_copying_are_removed() {
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
