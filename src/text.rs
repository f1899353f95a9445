//! Finds short texts. The standard library's search is optimised for long ones, and would add a kilobyte to the module.

pub(crate) fn find(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    (0..=text.len()).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted)))
}

pub(crate) fn split_once<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, at)?)?;
    Some((before, rest.strip_prefix(at)?))
}

/// Splits a text before the first `mark`. If there is no `mark`, the second part is empty.
pub(crate) fn split_before(text: &str, mark: char) -> (&str, &str) {
    text.find(mark).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// True for zero-width characters, directional marks, the byte order mark and the soft hyphen.
pub(crate) fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_standard_library_finds() {
        for text in ["", ":", "::", ":::", "a::b::c", "é::", "a:b", "::é"] {
            assert_eq!(find(text, "::"), text.find("::"), "{text}");
            assert_eq!(find(text, ""), Some(0), "{text}");
            assert_eq!(split_once(text, "::"), text.split_once("::"), "{text}");
            let (before, rest) = split_before(text, ':');
            assert_eq!((Some(before), format!("{before}{rest}")), (text.split(':').next(), text.into()));
        }
    }
}
