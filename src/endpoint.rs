//! The URLs of the authority.

use crate::error::{Error, ErrorCode, Result};
use crate::id::AgentRuntimeId;
use crate::secret::{Quoted, quoted};
use crate::text;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// A deployment with well-known hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `chatgpt.com`
    Production,
    /// `chatgpt-staging.com`
    Staging,
}

impl Environment {
    /// Returns `https://chatgpt.com/backend-api`, or the base URL of staging.
    pub const fn chatgpt_base_url(self) -> &'static str {
        match self {
            Self::Production => "https://chatgpt.com/backend-api",
            Self::Staging => "https://chatgpt-staging.com/backend-api",
        }
    }

    /// Returns `https://auth.openai.com/api/accounts`, or the base URL of staging.
    pub const fn auth_api_base_url(self) -> &'static str {
        match self {
            Self::Production => "https://auth.openai.com/api/accounts",
            Self::Staging => "https://auth.api.openai.org/api/accounts",
        }
    }

    /// Returns the environment to which a ChatGPT base URL belongs, or `None` if it does not belong to any.
    pub fn of_chatgpt_base_url(base: &str) -> Option<Self> {
        let base = base.trim_end_matches('/');
        let host = ["/backend-api/codex", "/backend-api", "/codex"]
            .iter()
            .find_map(|path| base.strip_suffix(path))
            .unwrap_or(base);
        match host {
            "https://chatgpt.com" | "https://chat.openai.com" => Some(Self::Production),
            "https://chatgpt-staging.com" => Some(Self::Staging),
            _ => None,
        }
    }
}

impl std::str::FromStr for Environment {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "production" => Ok(Self::Production),
            "staging" => Ok(Self::Staging),
            _ => {
                Err(Error::new(ErrorCode::BaseUrlInvalid, "an environment is \"production\" or \"staging\""))
            }
        }
    }
}

/// The base URLs of ChatGPT and of the AuthAPI, and the URLs below them.
///
/// ```
/// use agent_identity_wasm::{AgentRuntimeId, Endpoints, Environment};
///
/// let endpoints = Endpoints::from(Environment::Production);
/// let runtime_id = AgentRuntimeId::new("é").unwrap();
/// assert_eq!(
///     endpoints.task_registration_url(&runtime_id),
///     "https://auth.openai.com/api/accounts/v1/agent/%C3%A9/task/register",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoints {
    chatgpt_base_url: String,
    auth_api_base_url: String,
}

impl fmt::Debug for Endpoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoints")
            .field("chatgpt_base_url", &Quoted(&self.chatgpt_base_url))
            .field("auth_api_base_url", &Quoted(&self.auth_api_base_url))
            .finish()
    }
}

impl From<Environment> for Endpoints {
    fn from(environment: Environment) -> Self {
        Self {
            chatgpt_base_url: environment.chatgpt_base_url().into(),
            auth_api_base_url: environment.auth_api_base_url().into(),
        }
    }
}

impl Endpoints {
    /// Resolves the name of an environment or a ChatGPT base URL. A base URL that does not belong to a known
    /// environment requires `auth_api_base_url`. If `auth_api_base_url` is given, it is used as it is.
    pub fn resolve(environment_or_base_url: &str, auth_api_base_url: Option<&str>) -> Result<Self> {
        let chatgpt_base_url = match environment_or_base_url.parse::<Environment>() {
            Ok(environment) => environment.chatgpt_base_url().to_owned(),
            Err(_) => base_url("the ChatGPT base URL", environment_or_base_url)?,
        };
        let auth_api_base_url = match auth_api_base_url {
            Some(base) => base_url("the AuthAPI base URL", base)?,
            None => known_auth_api(&chatgpt_base_url, environment_or_base_url)?.to_owned(),
        };
        Ok(Self { chatgpt_base_url, auth_api_base_url })
    }

    /// Returns the base URL of ChatGPT, without trailing slashes.
    pub fn chatgpt_base_url(&self) -> &str {
        &self.chatgpt_base_url
    }

    /// Returns the base URL of the AuthAPI, without trailing slashes.
    pub fn auth_api_base_url(&self) -> &str {
        &self.auth_api_base_url
    }

    /// Returns the URL at which agents are registered.
    pub fn agent_registration_url(&self) -> String {
        format!("{}/v1/agent/register", self.auth_api_base_url)
    }

    /// Returns the URL at which the tasks of an agent are registered.
    pub fn task_registration_url(&self, agent_runtime_id: &AgentRuntimeId) -> String {
        let segment = utf8_percent_encode(agent_runtime_id.as_str(), NOT_IN_A_SEGMENT);
        format!("{}/v1/agent/{segment}/task/register", self.auth_api_base_url)
    }

    /// Returns the URL of the JWKS with the keys that sign Agent Identity JWTs.
    pub fn jwks_url(&self) -> String {
        let base = &self.chatgpt_base_url;
        let wham = if text::find(base, "/backend-api").is_some() { "/wham" } else { "" };
        format!("{base}{wham}/agent-identities/jwks")
    }
}

/// The characters that a segment of a path must percent-encode: all except `pchar` (RFC 3986 §3.3).
const NOT_IN_A_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// A refusal quotes the base as it was `given`: in lower case, a secret in it could not be told any more.
fn known_auth_api(chatgpt_base_url: &str, given: &str) -> Result<&'static str> {
    let environment = Environment::of_chatgpt_base_url(chatgpt_base_url).ok_or_else(|| {
        Error::new(
            ErrorCode::BaseUrlUnknown,
            format!("no AuthAPI is known for {}; give the AuthAPI base URL as well", quoted(given)),
        )
    })?;
    Ok(environment.auth_api_base_url())
}

fn base_url(name: &str, text: &str) -> Result<String> {
    match base_url_fault(text) {
        Some(fault) => Err(Error::new(ErrorCode::BaseUrlInvalid, format!("{name} {fault}"))),
        None => Ok(in_lower_case(text.trim_end_matches('/'))),
    }
}

/// Normalizes a base URL: its scheme and host are case-insensitive and become lower case (RFC 3986 §6.2.2.1).
fn in_lower_case(base: &str) -> String {
    let (scheme, rest) = text::split_once(base, "://").unwrap_or(("", base));
    let (authority, path) = text::split_before(rest, '/');
    format!("{}://{}{path}", scheme.to_ascii_lowercase(), authority.to_ascii_lowercase())
}

/// Returns the reason why a text is not a base URL: a scheme, host, port and path by the rules of RFC 3986.
fn base_url_fault(text: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = text::split_once(text, "://") else {
        return Some("is not an absolute URL");
    };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Some("is neither http nor https");
    }
    if rest.contains(['?', '#']) {
        return Some("has a query or a fragment");
    }
    let (authority, path) = text::split_before(rest, '/');
    if authority.contains('@') {
        return Some("has a user before its host");
    }
    if !is_authority(authority) {
        return Some("names no host, or none that RFC 3986 allows");
    }
    (!path.split('/').all(|segment| is_made_of(segment, "-._~!$&'()*+,;=:@")))
        .then_some("has a character in its path that must be percent-encoded")
}

fn is_authority(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((address, port))) if is_ipv6(address) => (address, port),
        Some(_) => return false,
        None => text::split_before(authority, ':'),
    };
    let port = port.strip_prefix(':').unwrap_or(port);
    !host.is_empty() && (host.contains(':') || is_made_of(host, "-._~!$&'()*+,;=")) && is_port(port)
}

/// True for the number of a TCP port, and for an empty text, which RFC 3986 §3.2.3 allows.
fn is_port(port: &str) -> bool {
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    let digits = port.trim_start_matches('0');
    is_number && (digits.is_empty() || digits.parse::<u16>().is_ok())
}

/// True for an IPv6 address: eight groups of hexadecimal digits, or fewer around one `::`. An IPv4 address at the end
/// counts as two groups.
fn is_ipv6(address: &str) -> bool {
    let without_ipv4 = match address.rsplit_once(':') {
        Some((front, last)) if is_ipv4(last) => format!("{front}:0:0"),
        _ => address.to_owned(),
    };
    match text::split_once(&without_ipv4, "::") {
        Some((left, right)) => {
            groups(left).zip(groups(right)).is_some_and(|(left, right)| left.saturating_add(right) < 8)
        }
        None => groups(&without_ipv4) == Some(8),
    }
}

/// True for an IPv4 address: four decimal numbers from 0 to 255 without leading zeros.
fn is_ipv4(text: &str) -> bool {
    let is_octet = |part: &str| {
        matches!(part.len(), 1..=3)
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
            && part.parse::<u8>().is_ok()
    };
    text.split('.').all(is_octet) && text.split('.').count() == 4
}

/// Counts the groups of an IPv6 address. Returns `None` if a group is malformed.
fn groups(text: &str) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let is_group =
        |group: &str| matches!(group.len(), 1..=4) && group.bytes().all(|digit| digit.is_ascii_hexdigit());
    text.split(':').all(is_group).then(|| text.split(':').count())
}

/// True if a text consists of letters, digits, the characters in `also`, and percent-encoded octets.
fn is_made_of(text: &str, also: &str) -> bool {
    let mut parts = text.split('%');
    let is_plain = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c));
    let is_octet = |part: &str| {
        part.get(..2).is_some_and(|octet| octet.bytes().all(|digit| digit.is_ascii_hexdigit()))
            && is_plain(part.get(2..).unwrap_or_default())
    };
    parts.next().is_none_or(is_plain) && parts.all(is_octet)
}

#[cfg(test)]
mod tests {
    use super::{base_url, base_url_fault};

    #[test]
    fn a_base_is_scheme_host_port_and_path() {
        for base in [
            "https://a.example",
            "http://127.0.0.1:8080/x/y/",
            "http://[::1]:80",
            "http://[2001:db8::1]",
            "http://[1:2:3:4:5:6:7:8]",
            "http://[::ffff:1.2.3.4]",
            "http://[1:2:3:4:5:6:1.2.3.4]:443",
            "http://[64:ff9b::255.0.10.99]",
            "HTTPS://A.EXAMPLE",
            "hTtP://a",
            "https://a:0",
            "https://a:65535",
            "https://a:00443",
            "https://1.2.3.4",
            "https://a_b.example:/",
            "https://a.example/%C3%A9;v=1/@x",
        ] {
            assert_eq!(base_url_fault(base), None, "{base}");
        }
        for base in [
            "",
            "a.example",
            "https:a",
            "https:/a",
            "https://",
            "https:///x",
            "https://:80",
            "ftp://a",
            "httpss://a",
            "https://a b",
            "https://a\\b",
            "https://é.example",
            "https://a/é",
            "https://a/%",
            "https://a/%4",
            "https://a/%zz",
            "https://u@a",
            "https://u:p@a",
            "https://@a",
            "https://a?",
            "https://a/#",
            "https://[::1",
            "https://[a]",
            "https://[:::::]",
            "https://[::1.2]",
            "https://[1.2.3.4]",
            "https://[::256.0.0.1]",
            "https://[::1.2.3.04]",
            "https://[::1.2.3.4:5]",
            "https://[1:2:3:4:5:6:7:1.2.3.4]",
            "https://[1:2:3:4:5:1.2.3.4]",
            "https://[:1.2.3.4]",
            "https://[::1.2.3.4.5]",
            "https://a:65536",
            "https://a:99999",
            "https://a:-1",
            "https://a:+1",
            "https://[::1]:65536",
            "https://[1::2::3]",
            "https://[1:2:3:4:5:6:7::8:9]",
            "https://[::1]x",
            "https://a:b",
            "https://a/[x]",
            "https://a/\n",
            " https://a",
            "https://a ",
        ] {
            assert!(base_url_fault(base).is_some(), "{base:?}");
        }
    }

    #[test]
    fn scheme_and_host_are_kept_in_lower_case() {
        for (base, kept) in [
            ("HTTPS://ChatGPT.com/backend-api", "https://chatgpt.com/backend-api"),
            ("HTTP://[::FFFF:1.2.3.4]:8080/Path/", "http://[::ffff:1.2.3.4]:8080/Path"),
            ("Https://A.example", "https://a.example"),
        ] {
            assert_eq!(base_url("it", base).as_deref(), Ok(kept), "{base}");
        }
    }
}
