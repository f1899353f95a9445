use super::scan::{Fault, Result as Scanned, Scanner};
use super::{string, write::ObjectWriter};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::quoted;
use std::borrow::Cow;
use std::ops::Range;

/// The members of an object in the order in which they were written.
pub(crate) struct Object<'a> {
    document: &'static str,
    members: Vec<Member<'a>>,
}

pub(crate) struct Member<'a> {
    pub name: Cow<'a, str>,
    /// The value as it was written.
    pub value: &'a str,
    /// The range from the name's opening quote to the value's last byte.
    pub span: Range<usize>,
}

/// The longest name that a message quotes. Every key is longer in any encoding.
const MAX_QUOTED_NAME_LENGTH: usize = 32;

impl Member<'_> {
    /// Returns the range of the value.
    pub(crate) fn value_span(&self) -> Range<usize> {
        self.span.end.saturating_sub(self.value.len())..self.span.end
    }

    /// Describes the member for a message: by its name if that is a short word, and by its position otherwise, because
    /// a secret may have been put in place of a name.
    pub(crate) fn shown(&self) -> String {
        let is_word =
            self.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if is_word && self.name.len() <= MAX_QUOTED_NAME_LENGTH {
            return format!("member {}", quoted(&self.name));
        }
        format!("the member at byte {}", self.span.start)
    }
}

impl<'a> Object<'a> {
    /// Parses `text`, which must hold one object, with each name once, and nothing else. Errors call it `document`.
    pub(crate) fn parse(document: &'static str, text: &'a str) -> Result<Self> {
        let (object, end) = Self::scan(document, text)?;
        if end < text.len() {
            let what = format!("{document} goes on after its object at byte {end}");
            return Err(Error::new(ErrorCode::JsonTrailingData, what));
        }
        object.refuse_duplicates()?;
        Ok(object)
    }

    fn refuse_duplicates(&self) -> Result<()> {
        match self.duplicates().first() {
            Some(member) => {
                let what = format!("{}: {} is there twice", self.document, member.shown());
                Err(Error::new(ErrorCode::JsonMemberDuplicate, what))
            }
            None => Ok(()),
        }
    }

    /// Parses the object at the start of `text`, like [`Self::parse`], but accepts duplicate names and any text after
    /// the object. Also returns the end of the object, including white space after it.
    pub(crate) fn scan(document: &'static str, text: &'a str) -> Result<(Self, usize)> {
        let mut scanner = Scanner::new(text);
        scanner.white_space();
        if scanner.peek() != Some(b'{') {
            return Err(not_an_object(document, scanner));
        }
        let members = members(&mut scanner).map_err(|fault| invalid(document, fault))?;
        scanner.white_space();
        Ok((Self { document, members }, scanner.position()))
    }

    /// Returns every member whose name an earlier member has.
    pub(crate) fn duplicates(&self) -> Vec<&Member<'a>> {
        let mut by_name: Vec<_> = self.members.iter().collect();
        by_name.sort_unstable_by_key(|member| (member.name.as_ref(), member.span.start));
        let pairs = by_name.iter().zip(by_name.iter().skip(1));
        let duplicates = pairs.filter(|(before, member)| before.name == member.name);
        let mut duplicates: Vec<_> = duplicates.map(|(_, member)| *member).collect();
        duplicates.sort_unstable_by_key(|member| member.span.start);
        duplicates
    }

    fn refusal(&self, code: ErrorCode, name: &str, what: &str) -> Error {
        Error::new(code, format!("{}: member {} {what}", self.document, super::quote(name)))
    }

    /// Returns every member as it was written.
    pub(crate) fn members(&self) -> &[Member<'a>] {
        &self.members
    }

    /// Returns the value of the member `name` as it was written.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.members.iter().find(|member| member.name == name).map(|member| member.value)
    }

    /// Returns the value of the member `name` as it was written. It is an error if the member is missing.
    pub(crate) fn require(&self, name: &str) -> Result<&'a str> {
        self.get(name).ok_or_else(|| self.refusal(ErrorCode::JsonMemberMissing, name, "is missing"))
    }

    /// Returns the member `name`, which must be present and a string.
    pub(crate) fn string(&self, name: &str) -> Result<Cow<'a, str>> {
        self.read_string(name, self.require(name)?)
    }

    /// Returns the member `name`, which must be a string if it is present.
    pub(crate) fn optional_string(&self, name: &str) -> Result<Option<Cow<'a, str>>> {
        self.get(name).map(|value| self.read_string(name, value)).transpose()
    }

    /// Returns the member `name`, which must be a string or `null` if it is present. `null` counts as absent.
    pub(crate) fn nullable_string(&self, name: &str) -> Result<Option<Cow<'a, str>>> {
        self.get(name).filter(|value| *value != "null").map(|value| self.read_string(name, value)).transpose()
    }

    fn read_string(&self, name: &str, value: &'a str) -> Result<Cow<'a, str>> {
        if !value.starts_with('"') {
            return Err(self.refusal(ErrorCode::JsonMemberNotString, name, "is not a string"));
        }
        string::decode(value)
            .ok_or_else(|| self.refusal(ErrorCode::JsonInvalid, name, "holds half of a surrogate pair"))
    }

    /// Returns an object of the members whose names are not in `known`.
    pub(crate) fn others(&self, known: &[&str]) -> String {
        let others = self.members.iter().filter(|member| !known.contains(&member.name.as_ref()));
        others.fold(ObjectWriter::new(), |writer, member| writer.json(&member.name, member.value)).finish()
    }
}

fn members<'a>(scanner: &mut Scanner<'a>) -> Scanned<Vec<Member<'a>>> {
    scanner.expect(b'{', "expected an object")?;
    let mut members = Vec::with_capacity(4);
    scanner.white_space();
    if scanner.take(b'}') {
        return Ok(members);
    }
    loop {
        members.push(member(scanner)?);
        scanner.white_space();
        if !scanner.take(b',') {
            return scanner.expect(b'}', "expected a comma or }").map(|()| members);
        }
    }
}

fn member<'a>(scanner: &mut Scanner<'a>) -> Scanned<Member<'a>> {
    scanner.white_space();
    let at = scanner.position();
    let half = Fault { what: "a member's name holds half of a surrogate pair", at };
    let name = string::decode(scanner.name()?).ok_or(half)?;
    let value = scanner.value()?;
    Ok(Member { name, value, span: at..scanner.position() })
}

fn not_an_object(document: &str, mut scanner: Scanner) -> Error {
    match scanner.value() {
        Ok(_) => Error::new(ErrorCode::JsonNotObject, format!("{document} is not a JSON object")),
        Err(fault) => invalid(document, fault),
    }
}

fn invalid(document: &str, Fault { what, at }: Fault) -> Error {
    Error::new(ErrorCode::JsonInvalid, format!("{document} is not JSON: {what} at byte {at}"))
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
            ("[1,", Some(JsonInvalid)),
            ("null", Some(JsonNotObject)),
            ("[{}]", Some(JsonNotObject)),
            ("[] []", Some(JsonNotObject)),
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
    fn refusals_say_what_and_where() {
        for (text, message) in [
            ("{\"a\" 1}", "it is not JSON: expected a colon at byte 5"),
            ("{} x", "it goes on after its object at byte 3"),
            ("{\"a\":1,\"a\":2}", "it: member \"a\" is there twice"),
        ] {
            assert_eq!(Object::parse("it", text).err().unwrap().message(), message);
        }
    }

    #[test]
    fn values_stay_as_they_were_written() {
        let object =
            Object::parse("it", r#"{ "n" : 1.50e400 ,"s":"\u0061","z":null,"\u006f":[ 1 ]}"#).unwrap();
        assert_eq!(object.others(&["s", "z"]), r#"{"n":1.50e400,"o":[ 1 ]}"#);
        assert_eq!(object.string("s").unwrap(), "a");
        assert_eq!(object.string("n").unwrap_err().code(), ErrorCode::JsonMemberNotString);
        assert_eq!(object.string("x").unwrap_err().code(), ErrorCode::JsonMemberMissing);
        assert_eq!(object.optional_string("z").unwrap_err().code(), ErrorCode::JsonMemberNotString);
        assert_eq!(object.nullable_string("z").unwrap(), None);
    }
}
