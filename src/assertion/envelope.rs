//! The JSON object inside the token.

use super::{Assertion, signed_text};
use crate::base64;
use crate::error::{Error, ErrorCode, Result};
use crate::id::{AgentRuntimeId, AgentTaskId};
use crate::json::{Object, ObjectWriter};
use crate::timestamp::Timestamp;

/// The members of an envelope in the order in which the Codex client writes them: sorted by name.
pub(crate) const MEMBERS: [&str; 4] = ["agent_runtime_id", "signature", "task_id", "timestamp"];

const LAST_MEMBER: &str = "timestamp";

pub(super) fn write(
    agent_runtime_id: &AgentRuntimeId,
    signature: &[u8; 64],
    task_id: &AgentTaskId,
    timestamp: Timestamp,
) -> String {
    let values = [
        agent_runtime_id.as_str(),
        &base64::encode_standard(signature),
        task_id.as_str(),
        &timestamp.to_string(),
    ];
    let members = MEMBERS.into_iter().zip(values);
    members.fold(ObjectWriter::new(), |writer, (name, value)| writer.string(name, value)).finish()
}

pub(super) fn read(json: &str) -> Result<Assertion> {
    match plain_values(json) {
        Some(values) => assertion(values, "{}".into()),
        None => read_any(json),
    }
}

/// Reads an envelope as the client writes it: four members in its order, without white space and escapes. Any other
/// text, right or wrong, gives `None`, and [`read_any`] judges it.
fn plain_values(json: &str) -> Option<[&str; 4]> {
    let mut rest = json.strip_prefix('{')?;
    let mut values = [""; 4];
    for (name, value) in MEMBERS.into_iter().zip(&mut values) {
        rest = rest.strip_prefix('"')?.strip_prefix(name)?.strip_prefix("\":\"")?;
        (*value, rest) = rest.split_once('"')?;
        if value.bytes().any(|byte| byte < b' ' || byte == b'\\') {
            return None;
        }
        rest = rest.strip_prefix(if name == LAST_MEMBER { '}' } else { ',' })?;
    }
    rest.is_empty().then_some(values)
}

fn read_any(json: &str) -> Result<Assertion> {
    let object = Object::parse("the envelope", json)?;
    for name in MEMBERS {
        object.require(name)?;
    }
    let [agent_runtime_id, signature, task_id, timestamp] = MEMBERS.map(|name| object.string(name));
    let values = [agent_runtime_id?, signature?, task_id?, timestamp?];
    assertion(values.each_ref().map(AsRef::as_ref), object.others(&MEMBERS))
}

/// Reads the values of [`MEMBERS`], in their order.
fn assertion(values: [&str; 4], unsigned_members: String) -> Result<Assertion> {
    let [agent_runtime_id, signature, task_id, timestamp] = values;
    let agent_runtime_id = AgentRuntimeId::new(agent_runtime_id)?;
    let task_id = AgentTaskId::new(task_id)?;
    let timestamp = timestamp.parse()?;
    Ok(Assertion {
        signature: read_signature(signature)?,
        signed_text: signed_text(&agent_runtime_id, &task_id, timestamp),
        agent_runtime_id,
        task_id,
        timestamp,
        unsigned_members,
    })
}

pub(crate) fn read_signature(text: &str) -> Result<[u8; 64]> {
    let malformed = |what: String| Error::new(ErrorCode::SignatureMalformed, format!("signature {what}"));
    let bytes = base64::decode_standard(text).map_err(malformed)?;
    <[u8; 64]>::try_from(bytes).map_err(|bytes| malformed(format!("has {} bytes, not 64", bytes.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plain_form_takes_the_short_way() {
        let plain = r#"{"agent_runtime_id":"a","signature":"s","task_id":"é t","timestamp":""}"#;
        assert_eq!(plain_values(plain), Some(["a", "s", "é t", ""]));
        for other in [
            plain.replace(',', ", "),
            plain.replace("é", "\\u00e9"),
            plain.replace("é", "\t"),
            plain.replace("é", "\\"),
            plain.replace('}', ""),
            plain.replace('}', " }"),
            format!("{plain} "),
            format!(" {plain}"),
            plain.replace('}', ",\"more\":1}"),
            plain.replace("task_id", "task"),
            plain.replace("\"s\"", "1"),
            plain.replace("a\",", "a\"}"),
            plain.replace(
                "\"signature\":\"s\",\"task_id\":\"é t\"",
                "\"task_id\":\"é t\",\"signature\":\"s\"",
            ),
            String::new(),
        ] {
            assert_eq!(plain_values(&other), None, "{other}");
        }
    }

    #[test]
    fn both_ways_read_the_same() {
        let signature = base64::encode_standard(&[7; 64]);
        for (id, task, time) in [
            ("agent-1", "task-1", "2026-11-22T06:16:09Z"),
            ("é", "\u{7f}雪", "2026-02-30T06:16:09Z"),
            ("a b", "t", "2026-11-22T06:16:09Z"),
            ("a", " t", "2026-11-22T06:16:09Z"),
            ("", "t", "soon"),
        ] {
            let json = format!(
                r#"{{"agent_runtime_id":"{id}","signature":"{signature}","task_id":"{task}","timestamp":"{time}"}}"#
            );
            let values = plain_values(&json).unwrap();
            let [short, long] =
                [assertion(values, "{}".into()), read_any(&json)].map(|read| format!("{read:?}"));
            assert_eq!(short, long, "{json}");
        }
    }
}
