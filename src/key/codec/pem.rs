//! PEM armour (RFC 7468): one block, with its base64 on one line or on many.

use crate::base64;
use zeroize::Zeroizing;

const DASHES: &str = "-----";

/// The label after `-----BEGIN`, if a text starts with that.
pub(in crate::key) fn label(text: &str) -> Option<&str> {
    split(text).map(|(label, _)| label)
}

/// The label and what follows the first line.
fn split(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("-----BEGIN ")?.split_once(DASHES)
}

/// The bytes inside. `None` if the armour is broken.
pub(in crate::key) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (label, rest) = split(text)?;
    let rest = rest.trim_ascii().strip_suffix(DASHES)?.strip_suffix(label)?;
    let body = base64::without_white_space(rest.strip_suffix("-----END ")?);
    base64::decode_secret(&body).filter(|der| !der.is_empty())
}

/// Armour around bytes of at most 48, on one line.
pub(in crate::key) fn encode(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", base64::encode_standard(der))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_block_and_nothing_around_it() {
        let block = "-----BEGIN X Y-----\nAAEC\nAwQ=\n-----END X Y-----";
        assert_eq!(label(block), Some("X Y"));
        for spaced in ["\n", "\r\n", "\n    ", " ", "\n\n", ""] {
            assert_eq!(
                decode(&block.replace('\n', spaced)).unwrap().as_slice(),
                [0, 1, 2, 3, 4],
                "{spaced:?}"
            );
        }
        for broken in [
            block.replace("END X Y", "END X"),
            block.replace("AwQ=", "AwQ"),
            block.replace("AAEC\n", "AAEC\n\n ="),
            block.replace("AAEC\nAwQ=\n", ""),
            format!("{block}\n{block}"),
            format!("{block}\nmore"),
        ] {
            assert!(decode(&broken).is_none(), "{broken}");
        }
    }
}
