use super::finding::{Findings, Span};
use super::{DecodedParts, parse_member};
use crate::assertion::MEMBERS;
use crate::error::{Error, ErrorCode};
use crate::json::{Member, Object, quote};

/// Reads the members of the envelope and reports everything that is wrong or unusual about each.
pub(super) fn read(json: &str, findings: &mut Findings) -> DecodedParts {
    let (object, end) = match Object::scan("the envelope", json) {
        Ok(scanned) => scanned,
        Err(error) => {
            findings.refuse(Err(error), None);
            return DecodedParts::default();
        }
    };
    if end < json.len() {
        let what = "something follows the envelope";
        findings
            .refuse(Err(Error::new(ErrorCode::JsonTrailingData, what)), Some(Span::Json(end..json.len())));
    }
    for member in object.duplicates() {
        let what = format!("{} is there twice", member.shown());
        let span = Some(Span::Json(member.span.clone()));
        findings.refuse(Err(Error::new(ErrorCode::JsonMemberDuplicate, what)), span);
    }
    let parts = read_members(&object, findings);
    remark(&object, json, findings);
    parts
}

fn read_members(object: &Object, findings: &mut Findings) -> DecodedParts {
    let mut parts =
        DecodedParts { unsigned_members: Some(object.others(&MEMBERS)), ..DecodedParts::default() };
    for name in MEMBERS {
        let member = object.members().iter().find(|member| member.name == name);
        let span = member.map(|member| Span::Json(member.value_span()));
        match object.string(name) {
            Ok(text) => findings.refuse(parse_member(name, &text, &mut parts), span),
            Err(error) => findings.refuse(Err(error), span),
        }
    }
    parts
}

fn remark(object: &Object, json: &str, findings: &mut Findings) {
    for member in object.members() {
        let span = Some(Span::Json(member.span.clone()));
        if !MEMBERS.contains(&member.name.as_ref()) {
            let what = format!("{} is covered by no signature: do not rely on it", member.shown());
            findings.warn("unsigned_member", &what, span);
        } else if is_escaped(member, json) {
            findings.note("json_escapes", "a member is written with escapes that it does not need", span);
        }
        let has_colon = |value| crate::json::text(value).is_some_and(|text| text.contains(':'));
        if &member.name == "agent_runtime_id" && has_colon(member.value) {
            let what = "with a colon in the runtime id, two different assertions have the same signed text";
            findings.warn("signed_text_ambiguous", what, Some(Span::Json(member.value_span())));
        }
    }
    let names = object.members().iter().map(|member| member.name.as_ref());
    if !names.filter(|name| MEMBERS.contains(name)).is_sorted() {
        findings.note(
            "member_order",
            "the members are not sorted by name, as the Codex client writes them",
            None,
        );
    }
    if has_white_space(object, json) {
        findings.note("json_white_space", "there is white space between the members", None);
    }
}

/// True if the name or the value has escapes that the client would not write.
fn is_escaped(member: &Member, json: &str) -> bool {
    let is_plain = |written: &str| crate::json::text(written).is_none_or(|text| quote(&text) == written);
    let name = json.get(member.span.start..member.value_span().start).unwrap_or_default();
    !is_plain(name.trim_ascii_end().trim_end_matches(':').trim_ascii_end()) || !is_plain(member.value)
}

/// True if there is white space outside of names and values.
fn has_white_space(object: &Object, json: &str) -> bool {
    let mut at = 0;
    let gaps = object.members().iter().map(|member| {
        let gap = json.get(at..member.span.start);
        at = member.span.end;
        gap
    });
    let loose_before = gaps.into_iter().any(|gap| !matches!(gap, Some("{" | ",")));
    let loose_colon = |member: &Member| {
        let before = json.get(..member.value_span().start).unwrap_or_default();
        !before.ends_with("\":")
    };
    let tail = object.members().last().and_then(|last| json.get(last.span.end..)).unwrap_or("}");
    loose_before
        || object.members().iter().any(loose_colon)
        || !tail.starts_with('}')
        || tail.ends_with(|c: char| c.is_ascii_whitespace())
}
