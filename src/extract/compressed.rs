//! Recognizes compressed data, which is not text.

/// The first bytes of compressed formats: RFC 1952 §2.3.1, RFC 8878 §3.1.1, and the like.
const MAGICS: [(&[u8], &str); 5] = [
    (&[0x1f, 0x8b], "gzip"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "zstd"),
    (b"PK\x03\x04", "zip"),
    (&[0xfd, b'7', b'z', b'X', b'Z'], "xz"),
    (b"BZh9", "bzip2"),
];

pub(super) const LONGEST_MAGIC: usize = 5;

/// Returns the name of the format that data begins with.
pub(super) fn format(data: &[u8]) -> Option<&'static str> {
    MAGICS.iter().find(|(magic, _)| data.starts_with(magic)).map(|(_, name)| *name)
}
