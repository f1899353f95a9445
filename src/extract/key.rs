//! The members of logs and HAR files that say something about a request.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Key {
    #[default]
    Other,
    Url,
    Method,
    /// What holds a request that its neighbours belong to.
    Request,
    /// What holds a header's whole value.
    Header,
    Log,
    Entries,
}

const LONGEST: usize = 20;

const KEYS: [(&[u8], Key); 9] = [
    (b"url", Key::Url),
    (b"uri", Key::Url),
    (b"method", Key::Method),
    (b"", Key::Request),
    (b"req", Key::Request),
    (b"value", Key::Header),
    (b"authorization", Key::Header),
    (b"log", Key::Log),
    (b"entries", Key::Entries),
];

impl Key {
    /// Without regard to letter case, and to what stands before and between words: `http.url`, `requestMethod`.
    pub(super) fn of(name: &[u8]) -> Self {
        let letters = name.iter().filter(|byte| byte.is_ascii_alphanumeric()).take(LONGEST);
        let word: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
        let word = word.strip_prefix(b"http").unwrap_or(&word);
        let word = word.strip_prefix(b"request").unwrap_or(word);
        KEYS.iter().find(|(known, _)| *known == word).map_or(Self::Other, |(_, key)| *key)
    }
}
