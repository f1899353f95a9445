//! Reads and writes PEM (RFC 7468): one block, with its base64 on one line or several.

use crate::base64;
use zeroize::Zeroizing;

const DASHES: &str = "-----";

/// Returns the label after `-----BEGIN`, if the text starts with that.
pub(in crate::key) fn label(text: &str) -> Option<&str> {
    split(text).map(|(label, _)| label)
}

/// Returns the label and the text after the dashes that follow it.
fn split(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("-----BEGIN ")?.split_once(DASHES)
}

/// Returns the bytes in the block, or `None` if the block is malformed.
pub(in crate::key) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (label, rest) = split(text)?;
    let rest = rest.trim_ascii().strip_suffix(DASHES)?.strip_suffix(label)?;
    let body = base64::without_white_space(rest.strip_suffix("-----END ")?);
    base64::decode_secret(&body).filter(|der| !der.is_empty())
}

/// Writes a block of at most 48 bytes, whose base64 fits on one line.
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
