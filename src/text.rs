//! Finding short texts. The standard library's search is made for long ones, and weighs a kilobyte.

pub(crate) fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window == wanted.as_bytes())
}

pub(crate) fn split_once<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, at)?)?;
    Some((before, rest.strip_prefix(at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_standard_library_finds() {
        for text in ["", ":", "::", ":::", "a::b::c", "é::", "a:b", "::é"] {
            assert_eq!(find(text, "::"), text.find("::"), "{text}");
            assert_eq!(split_once(text, "::"), text.split_once("::"), "{text}");
        }
    }
}
