//! Finding short texts, and showing them. The standard library's search is made for long ones, and weighs a kilobyte.

/// What no text has but one with a private key: PEM's label, and of PKCS#8 what stands before an Ed25519 seed (its
/// algorithm, and the start of the octets), in hex, and in base64 after each number of bytes.
const MARKS_OF_A_KEY: [&str; 6] =
    ["PRIVATE KEY", "06032b6570042204", "06032B6570042204", "BQYDK2VwBCIE", "MAUGAytlcAQi", "BgMrZXAEIgQg"];

/// For an error: in quotes, unless it looks like a private key that came to the wrong place.
pub(crate) fn shown(text: &str) -> String {
    if MARKS_OF_A_KEY.iter().any(|mark| find(text, mark).is_some()) {
        return "[redacted]".into();
    }
    format!("{text:?}")
}

pub(crate) fn find(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    (0..=text.len()).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted)))
}

pub(crate) fn split_once<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, at)?)?;
    Some((before, rest.strip_prefix(at)?))
}

/// What is before the first `mark`, and the rest with it.
pub(crate) fn split_before(text: &str, mark: char) -> (&str, &str) {
    text.find(mark).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_key_is_not_shown() {
        for (text, expected) in [
            ("task-1 é\n", "\"task-1 é\\n\""),
            ("https://x.example/MC4CAQAwBQYDK2VwBCIE", "[redacted]"),
            ("MFECAQEwBQYDK2VwBCIE", "[redacted]"),
            ("MIGUAgEAMAUGAytlcAQiBCA", "[redacted]"),
            ("MIIBXgIBADAFBgMrZXAEIgQg", "[redacted]"),
            ("302e020100300506032b657004220420", "[redacted]"),
            ("302E020100300506032B657004220420", "[redacted]"),
            // SPKI of a public key.
            ("MCowBQYDK2VwAyEA", "\"MCowBQYDK2VwAyEA\""),
            ("-----BEGIN PRIVATE KEY-----", "[redacted]"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

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
