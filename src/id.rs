//! Identifiers: opaque text that is safe in a URL path, in the signed text and in JSON.

use crate::error::{Error, ErrorCode, Result};
use crate::secret::quoted;
use std::fmt;

struct Rules {
    name: &'static str,
    code: ErrorCode,
    max_bytes: u32,
    stands_in_path: bool,
}

impl Rules {
    fn check(&self, text: &str) -> Result<()> {
        match self.fault(text) {
            Some(fault) => Err(Error::new(self.code, format!("{} {fault}", self.name))),
            None => Ok(()),
        }
    }

    fn fault(&self, text: &str) -> Option<String> {
        if text.is_empty() {
            return Some("is empty".into());
        }
        if usize::try_from(self.max_bytes).is_ok_and(|max| text.len() > max) {
            return Some(format!("has {} bytes, more than {}", text.len(), self.max_bytes));
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| c.is_control()) {
            return Some(format!("has the control character {} at byte {at}", c.escape_unicode()));
        }
        if text.trim() != text {
            return Some("begins or ends with white space".into());
        }
        if self.stands_in_path { path_fault(text) } else { None }
    }
}

fn path_fault(text: &str) -> Option<String> {
    if matches!(text, "." | "..") {
        return Some(format!("is {text:?}, which a URL path would swallow"));
    }
    let (at, c) =
        text.char_indices().find(|(_, c)| c.is_whitespace() || matches!(c, ':' | '/' | '\\' | '?' | '#'))?;
    Some(format!("has {c:?} at byte {at}"))
}

macro_rules! identifier {
    ($(#[$doc:meta])+ $name:ident, $rules:ident = $rule:expr) => {
        const $rules: Rules = $rule;

        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The greatest length, in bytes of UTF-8.
            pub const MAX_BYTES: u32 = $rules.max_bytes;

            /// Takes the text if it follows the rules of this type.
            pub fn new(text: impl Into<String>) -> Result<Self> {
                let text = text.into();
                $rules.check(&text)?;
                Ok(Self(text))
            }

            /// Returns the text as it is sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// Redacts the id if a secret was used for it by mistake, as messages do.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), quoted(&self.0))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                Self::new(text)
            }
        }
    };
}

identifier! {
    /// The authority's id of one registered agent.
    ///
    /// It has 1 to 256 bytes, no control characters, no white space and none of `:` `/` `\` `?` `#`, and it is neither
    /// `.` nor `..`. The rules make it safe in a URL path, and as the first field of a signed text whose fields `:`
    /// separates.
    ///
    /// ```
    /// use agent_identity_wasm::{AgentRuntimeId, ErrorCode};
    ///
    /// assert!(AgentRuntimeId::new("agent-runtime-0001").is_ok());
    /// assert_eq!(AgentRuntimeId::new("a:b").unwrap_err().code(), ErrorCode::AgentRuntimeIdInvalid);
    /// ```
    AgentRuntimeId,
    RUNTIME_ID = Rules {
        name: "agent_runtime_id",
        code: ErrorCode::AgentRuntimeIdInvalid,
        max_bytes: 256,
        stands_in_path: true,
    }
}

identifier! {
    /// The authority's id of one registered task: 1 to 256 bytes, no control characters, no white space at its ends.
    AgentTaskId,
    TASK_ID = Rules {
        name: "task_id",
        code: ErrorCode::TaskIdInvalid,
        max_bytes: 256,
        stands_in_path: false,
    }
}

identifier! {
    /// The caller's own stable name for a piece of work: 1 to 512 bytes, no control characters, no white space at its
    /// ends. It comes from the public design; the released client does not send it.
    ExternalTaskRef,
    EXTERNAL_TASK_REF = Rules {
        name: "external_task_ref",
        code: ErrorCode::ExternalTaskRefInvalid,
        max_bytes: 512,
        stands_in_path: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_bytes_of_utf8() {
        assert!(AgentTaskId::new("é".repeat(128)).is_ok());
        assert!(AgentTaskId::new("é".repeat(128) + "x").is_err());
        assert!(ExternalTaskRef::new("x".repeat(512)).is_ok());
        assert!(ExternalTaskRef::new("x".repeat(513)).is_err());
    }

    #[test]
    fn ids_are_read_and_shown_as_text() {
        assert_eq!("é 1".parse::<AgentTaskId>().unwrap().to_string(), "é 1");
        assert_eq!("a:b".parse::<AgentRuntimeId>().unwrap_err().code(), ErrorCode::AgentRuntimeIdInvalid);
    }

    #[test]
    fn an_id_that_is_a_key_is_not_printed() {
        let id =
            AgentTaskId::new("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g").unwrap();
        assert_eq!(format!("{id:?}"), "AgentTaskId(\"[redacted]\")");
        assert_eq!(format!("{:?}", AgentTaskId::new("a\u{202e}b").unwrap()), "AgentTaskId(\"a\\u{202e}b\")");
    }

    #[test]
    fn refusals_say_what_and_where() {
        let table = [
            ("", "agent_runtime_id is empty"),
            ("ab:c", "agent_runtime_id has ':' at byte 2"),
            ("é/", "agent_runtime_id has '/' at byte 2"),
            ("a b", "agent_runtime_id has ' ' at byte 1"),
            ("a\u{7f}", "agent_runtime_id has the control character \\u{7f} at byte 1"),
            (" a", "agent_runtime_id begins or ends with white space"),
            ("..", "agent_runtime_id is \"..\", which a URL path would swallow"),
        ];
        for (text, message) in table {
            assert_eq!(AgentRuntimeId::new(text).unwrap_err().message(), message);
        }
    }

    #[test]
    fn a_task_id_may_contain_characters_that_a_runtime_id_may_not() {
        for text in ["a:b", "a b", "a/b", "..", "\"\\"] {
            assert!(AgentTaskId::new(text).is_ok(), "{text}");
            if text != "\"\\" {
                assert!(AgentRuntimeId::new(text).is_err(), "{text}");
            }
        }
        for text in ["\u{a0}a", "a\u{3000}", "a\u{85}", "\n"] {
            assert!(AgentTaskId::new(text).is_err(), "{text:?}");
        }
    }
}
