//! One strict way to read a JSON object: whole, with every name once, and its values kept as they were written.

use crate::error::{Error, ErrorCode, Result};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;

/// The members of an object in the order in which they were written.
pub(crate) struct Object<'a> {
    document: &'static str,
    members: Vec<(String, &'a RawValue)>,
}

impl<'a> Object<'a> {
    /// Reads `text`, which refusals call `document`.
    pub(crate) fn parse(document: &'static str, text: &'a str) -> Result<Self> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let members = reader.deserialize_map(Members).map_err(|error| unreadable(document, &error))?;
        reader.end().map_err(|error| {
            Error::new(ErrorCode::JsonTrailingData, format!("{document} goes on after its object: {error}"))
        })?;
        let object = Self { document, members };
        object.refuse_duplicates()?;
        Ok(object)
    }

    fn refuse_duplicates(&self) -> Result<()> {
        let mut seen = BTreeSet::new();
        match self.members.iter().find(|(name, _)| !seen.insert(name)) {
            Some((name, _)) => Err(self.refusal(ErrorCode::JsonMemberDuplicate, name, "is there twice")),
            None => Ok(()),
        }
    }

    fn refusal(&self, code: ErrorCode, name: &str, what: &str) -> Error {
        Error::new(code, format!("{}: member {name:?} {what}", self.document))
    }

    /// The member `name` as it was written.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.members.iter().find(|(found, _)| found == name).map(|(_, value)| *value)
    }

    /// Refuses an object without the member `name`.
    pub(crate) fn require(&self, name: &str) -> Result<&'a RawValue> {
        self.get(name).ok_or_else(|| self.refusal(ErrorCode::JsonMemberMissing, name, "is missing"))
    }

    /// The member `name`, which must be a string.
    pub(crate) fn string(&self, name: &str) -> Result<String> {
        self.read_string(name, self.require(name)?)
    }

    /// The member `name`, which must be a string where it is present.
    pub(crate) fn optional_string(&self, name: &str) -> Result<Option<String>> {
        self.get(name).map(|value| self.read_string(name, value)).transpose()
    }

    /// As [`Self::optional_string`], but `null` counts as absent.
    pub(crate) fn nullable_string(&self, name: &str) -> Result<Option<String>> {
        self.get(name)
            .filter(|value| value.get() != "null")
            .map(|value| self.read_string(name, value))
            .transpose()
    }

    fn read_string(&self, name: &str, value: &RawValue) -> Result<String> {
        if !value.get().starts_with('"') {
            return Err(self.refusal(ErrorCode::JsonMemberNotString, name, "is not a string"));
        }
        serde_json::from_str(value.get())
            .map_err(|_| self.refusal(ErrorCode::JsonInvalid, name, "is not Unicode text"))
    }

    /// The members that are none of `known`, with their values as JSON.
    pub(crate) fn others(&self, known: &[&str]) -> Vec<(String, Box<RawValue>)> {
        let others = self.members.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        others.map(|(name, value)| (name.clone(), (*value).to_owned())).collect()
    }
}

/// Writes JSON without white space, non-ASCII characters unescaped.
pub(crate) fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Writes an object of members whose values are JSON already.
pub(crate) fn write_object(members: &[(String, Box<RawValue>)]) -> String {
    struct Members<'a>(&'a [(String, Box<RawValue>)]);
    impl Serialize for Members<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
        }
    }
    write(&Members(members))
}

fn unreadable(document: &str, error: &serde_json::Error) -> Error {
    if error.is_data() {
        return Error::new(ErrorCode::JsonNotObject, format!("{document} is not a JSON object"));
    }
    Error::new(ErrorCode::JsonInvalid, format!("{document} is not JSON: {error}"))
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(4);
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<ErrorCode> {
        Object::parse("it", text).err().map(|error| error.code())
    }

    #[test]
    fn one_object_and_nothing_else() {
        use ErrorCode::*;
        for (text, expected) in [
            (" {} \n", None),
            ("", Some(JsonInvalid)),
            ("\u{feff}{}", Some(JsonInvalid)),
            ("{'a':1}", Some(JsonInvalid)),
            ("{\"a\":1,}", Some(JsonInvalid)),
            ("{\"a\":\"\n\"}", Some(JsonInvalid)),
            ("{\"\\ud800\":1}", Some(JsonInvalid)),
            ("nul", Some(JsonInvalid)),
            ("null", Some(JsonNotObject)),
            ("[{}]", Some(JsonNotObject)),
            ("{}{}", Some(JsonTrailingData)),
            ("{} \0", Some(JsonTrailingData)),
            ("{\"a\":1,\"\\u0061\":1}", Some(JsonMemberDuplicate)),
            ("{\"__proto__\":1,\"b\":0,\"__proto__\":1}", Some(JsonMemberDuplicate)),
            ("{\"a\":1,\"a\":1} {", Some(JsonTrailingData)),
        ] {
            assert_eq!(code(text), expected, "{text:?}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(code(&deep), None);
    }

    #[test]
    fn values_stay_as_they_were_written() {
        let object = Object::parse("it", r#"{"n":1.50e400,"s":"\u0061","z":null}"#).unwrap();
        assert_eq!(object.others(&["s"])[0].1.get(), "1.50e400");
        assert_eq!(object.string("s").unwrap(), "a");
        assert_eq!(object.string("n").unwrap_err().code(), ErrorCode::JsonMemberNotString);
        assert_eq!(object.string("x").unwrap_err().code(), ErrorCode::JsonMemberMissing);
        assert_eq!(object.optional_string("z").unwrap_err().code(), ErrorCode::JsonMemberNotString);
        assert_eq!(object.nullable_string("z").unwrap(), None);
    }
}
