//! Changes members of an object and leaves every other byte as it was.

use super::{Object, quote};
use crate::error::Result;

/// A member's name and its new value as JSON, or `None` to remove the member.
pub(crate) type Change<'a> = (&'a str, Option<String>);

/// Applies `changes` to the object in `text`. Existing members keep their place; new ones follow the last member, in
/// the object's layout. Errors call the text `document`.
pub(crate) fn edit(document: &'static str, text: &str, changes: &[Change]) -> Result<String> {
    let object = Object::parse(document, text)?;
    let style = Style::of(text, &object);
    let mut out = String::from(style.head);
    let mut is_first = true;
    let mut end_of_last = None;
    for member in object.members() {
        let separator = end_of_last.and_then(|end| text.get(end..member.span.start)).unwrap_or_default();
        end_of_last = Some(member.span.end);
        let written = text.get(member.span.clone()).unwrap_or_default();
        let written = match changes.iter().find(|(name, _)| member.name == *name) {
            None => written.to_owned(),
            Some((_, Some(value))) => {
                format!("{}{value}", written.strip_suffix(member.value).unwrap_or_default())
            }
            Some((_, None)) => continue,
        };
        out.push_str(if is_first { "" } else { separator });
        out.push_str(&written);
        is_first = false;
    }
    for (name, value) in changes.iter().filter(|(name, _)| object.get(name).is_none()) {
        if let Some(value) = value {
            out.push_str(if is_first { "" } else { &style.separator });
            out.push_str(&format!("{}{}{value}", quote(name), style.colon));
            is_first = false;
        }
    }
    out.push_str(style.tail);
    Ok(out)
}

/// The layout of an object.
struct Style<'a> {
    /// The text before the first member.
    head: &'a str,
    /// The text between two members.
    separator: String,
    /// The text between a name and its value.
    colon: &'a str,
    /// The text after the last member.
    tail: &'a str,
}

impl<'a> Style<'a> {
    fn of(text: &'a str, object: &Object) -> Self {
        let (Some(first), Some(last)) = (object.members().first(), object.members().last()) else {
            let head = text.split_inclusive('{').next().unwrap_or_default();
            let tail = text.strip_prefix(head).unwrap_or_default();
            return Self { head, separator: ",".into(), colon: ":", tail };
        };
        let head = text.get(..first.span.start).unwrap_or_default();
        let indent = head.trim_start().strip_prefix('{').unwrap_or_default();
        let written = text.get(first.span.clone()).unwrap_or_default();
        let before_value = written.strip_suffix(first.value).unwrap_or_default();
        let colon = before_value.rsplit_once('"').map_or(":", |(_, colon)| colon);
        let tail = text.get(last.span.end..).unwrap_or_default();
        Self { head, separator: format!(",{indent}"), colon, tail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, changes: &[(&str, Option<&str>)]) -> String {
        let changes: Vec<Change> =
            changes.iter().map(|(name, value)| (*name, value.map(str::to_owned))).collect();
        edit("it", text, &changes).unwrap()
    }

    #[test]
    fn every_other_byte_stays() {
        let text = "{\n  \"a\" : 1.50e0,\n  \"\\u0062\":[ ],\n\t\"c\": null\n}\n";
        assert_eq!(edited(text, &[]), text);
        assert_eq!(edited(text, &[("b", Some("2"))]), text.replace("[ ]", "2"));
        assert_eq!(edited(text, &[("d", Some("4"))]), text.replace("null", "null,\n  \"d\" : 4"));
        assert_eq!(edited(text, &[("a", None)]), "{\n  \"\\u0062\":[ ],\n\t\"c\": null\n}\n");
        assert_eq!(edited(text, &[("c", None)]), text.replace(",\n\t\"c\": null", ""));
        assert_eq!(edited(text, &[("a", None), ("b", None), ("c", None)]), "{\n  \n}\n");
        assert_eq!(edited(text, &[("x", None)]), text);
    }

    #[test]
    fn an_empty_object_can_be_filled() {
        for (text, filled) in [
            ("{}", "{\"a\":1,\"b\":2}"),
            (" { } ", " {\"a\":1,\"b\":2 } "),
            ("{\r\n}\r\n", "{\"a\":1,\"b\":2\r\n}\r\n"),
        ] {
            assert_eq!(edited(text, &[("a", Some("1")), ("b", Some("2"))]), filled);
        }
    }
}
