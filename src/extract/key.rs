//! The members of logs, HAR files and commands that describe a request.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Key {
    #[default]
    Other,
    Url,
    /// A complete URL, as a member of an object that describes a URL.
    UrlText,
    /// A path and query. Together with a host it forms a URL.
    Path,
    /// A host, optionally with a port.
    Host,
    /// The scheme of a URL.
    Scheme,
    Method,
    /// The time at which the request was sent or logged.
    Time,
    /// The status of the response.
    Status,
    /// An object that describes the request to which the members beside it belong, too.
    Request,
    /// An object that describes the response.
    Response,
    /// The name of a pair whose value is another member.
    Label,
    /// The value of a pair whose name is another member, or the value of an authorization.
    Value,
    Log,
    Entries,
}

/// The most letters of a name that are read.
const MAX_NAME_LETTERS: usize = 28;

/// The known names, sorted, in lower case, without punctuation, and without the prefixes that [`Key::of`] removes.
const KEYS: &[(&[u8], Key)] = &[
    (b"", Key::Request),
    (b"arrayvalue", Key::Value),
    (b"asctime", Key::Time),
    (b"authority", Key::Host),
    (b"createdat", Key::Time),
    (b"date", Key::Time),
    (b"datetime", Key::Time),
    (b"domain", Key::Host),
    (b"entries", Key::Entries),
    (b"epoch", Key::Time),
    (b"epochmillis", Key::Time),
    (b"eventtime", Key::Time),
    (b"full", Key::UrlText),
    (b"fullurl", Key::Url),
    (b"host", Key::Host),
    (b"hostname", Key::Host),
    (b"href", Key::UrlText),
    (b"intvalue", Key::Value),
    (b"key", Key::Label),
    (b"log", Key::Log),
    (b"loggedat", Key::Time),
    (b"method", Key::Method),
    (b"name", Key::Label),
    (b"observedtime", Key::Time),
    (b"observedtimestamp", Key::Time),
    (b"observedtimeunixnano", Key::Time),
    (b"original", Key::UrlText),
    (b"originalurl", Key::Url),
    (b"path", Key::Path),
    (b"raw", Key::UrlText),
    (b"receivedat", Key::Time),
    (b"req", Key::Request),
    (b"res", Key::Response),
    (b"response", Key::Response),
    (b"responsecode", Key::Status),
    (b"responsestatus", Key::Status),
    (b"responsestatuscode", Key::Status),
    (b"scheme", Key::Scheme),
    (b"sentat", Key::Time),
    (b"serveraddress", Key::Host),
    (b"startedat", Key::Time),
    (b"starteddatetime", Key::Time),
    (b"starttime", Key::Time),
    (b"starttimeunixnano", Key::Time),
    (b"status", Key::Status),
    (b"statuscode", Key::Status),
    (b"stringvalue", Key::Value),
    (b"t", Key::Time),
    (b"target", Key::Path),
    (b"time", Key::Time),
    (b"timelocal", Key::Time),
    (b"timestamp", Key::Time),
    (b"timestampms", Key::Time),
    (b"timeunixnano", Key::Time),
    (b"ts", Key::Time),
    (b"uri", Key::Url),
    (b"url", Key::Url),
    (b"urlfull", Key::Url),
    (b"urlhost", Key::Host),
    (b"urloriginal", Key::Url),
    (b"urlpath", Key::Path),
    (b"urlraw", Key::Url),
    (b"urlscheme", Key::Scheme),
    (b"value", Key::Value),
    (b"values", Key::Value),
];

impl Key {
    /// Reads a name. Ignores letter case, punctuation and the prefixes `http` and `request`, as in `http.url`,
    /// `requestMethod` and `:path`.
    pub(super) fn of(name: &[u8]) -> Self {
        let mut word = [0; MAX_NAME_LETTERS];
        let letters = name.iter().filter(|byte| byte.is_ascii_alphanumeric());
        let length = word.iter_mut().zip(letters).map(|(to, byte)| *to = byte.to_ascii_lowercase()).count();
        let word = word.get(..length).unwrap_or_default();
        let word = word.strip_prefix(b"http").unwrap_or(word);
        let word = word.strip_prefix(b"request").unwrap_or(word);
        KEYS.binary_search_by_key(&word, |(known, _)| known)
            .ok()
            .and_then(|at| KEYS.get(at))
            .map_or(Self::Other, |(_, key)| *key)
    }

    /// True if a string or a number is read as the value of such a member.
    pub(super) fn is_read(self) -> bool {
        matches!(
            self,
            Self::Url | Self::Path | Self::Host | Self::Scheme | Self::Method | Self::Time | Self::Status
        ) || matches!(self, Self::Label | Self::Value | Self::UrlText)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_and_each_is_found() {
        assert!(KEYS.is_sorted_by(|(one, _), (other, _)| one < other));
        for (name, key) in [
            ("url", Key::Url),
            ("http.url", Key::Url),
            ("url.full", Key::Url),
            ("http.request.method", Key::Method),
            ("requestMethod", Key::Method),
            (":path", Key::Path),
            (":authority", Key::Host),
            ("@timestamp", Key::Time),
            ("http.response.status_code", Key::Status),
            ("statusCode", Key::Status),
            ("http.status_code", Key::Status),
            ("req", Key::Request),
            ("request", Key::Request),
            ("httpRequest", Key::Request),
            ("redirectURL", Key::Other),
            ("http.target", Key::Path),
            ("http.host", Key::Host),
            ("startTimeUnixNano", Key::Time),
            ("referer", Key::Other),
        ] {
            assert_eq!(Key::of(name.as_bytes()), key, "{name}");
        }
    }
}
