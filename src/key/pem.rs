//! PEM armour (RFC 7468): one block, in lines of base64.

use crate::base64;
use zeroize::Zeroizing;

const END_OF_LABEL: &str = "-----";

/// What stands after `-----BEGIN`, where a text starts with that.
pub(super) fn label(text: &str) -> Option<&str> {
    let first_line = text.lines().next()?.trim_ascii_end();
    first_line.strip_prefix("-----BEGIN ")?.strip_suffix(END_OF_LABEL)
}

/// The bytes inside; none where the armour is broken.
pub(super) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let label = label(text)?;
    let mut lines = text.lines().map(str::trim_ascii_end);
    let last_line = lines.next_back()?.strip_prefix("-----END ")?;
    if last_line.strip_suffix(END_OF_LABEL) != Some(label) {
        return None;
    }
    let mut body = Zeroizing::new(String::with_capacity(text.len()));
    lines.skip(1).for_each(|line| body.push_str(line));
    base64::decode_secret(&body).filter(|der| !der.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_block_and_nothing_around_it() {
        let block = "-----BEGIN X Y-----\nAAEC\nAwQ=\n-----END X Y-----";
        assert_eq!(label(block), Some("X Y"));
        assert_eq!(decode(block).unwrap().as_slice(), [0, 1, 2, 3, 4]);
        assert_eq!(decode(&block.replace('\n', "\r\n")).unwrap().as_slice(), [0, 1, 2, 3, 4]);
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
