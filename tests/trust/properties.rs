//! Properties that check_property for every id, time and text, tested with generated cases.

use crate::{targets, tried};
use agent_identity_wasm::{
    AgentIdentity, AgentKey, AgentRuntimeId, AgentTaskId, Assertion, Environment, ErrorCode, ExternalTaskRef,
    FreshnessWindow, MAX_HEADER_BYTES, Timestamp, UnixTime, VerifyOptions, verify, verify_task_registration,
};
use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;

const CASES: u32 = 1_000;

/// Generates the texts that PROTOCOL §1 allows as runtime ids. The rules are repeated here, independently of the core.
fn runtime_ids() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        proptest::collection::vec(any::<char>(), 1..64).prop_map(String::from_iter),
        "[a-z0-9._~-]{1,256}",
        "[!-~]{1,40}",
    ];
    text.prop_map(|text| {
        text.replace(|c: char| c.is_control() || c.is_whitespace() || ":/\\?#".contains(c), "_")
    })
    .prop_filter("a path segment of its own", |text| text != "." && text != "..")
    .prop_filter("at most 256 bytes", |text| text.len() <= 256)
}

fn task_ids() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        proptest::collection::vec(any::<char>(), 1..64).prop_map(String::from_iter),
        "[ -~]{1,256}",
        "[ab:]{1,8}",
        "[0-9TZ:-]{1,24}",
    ];
    text.prop_map(|text| text.replace(char::is_control, ":"))
        .prop_filter("no white space at its ends", |text| text.trim() == text)
        .prop_filter("1 to 256 bytes", |text| (1..=256).contains(&text.len()))
}

fn times() -> impl Strategy<Value = UnixTime> {
    let millis = prop_oneof![-62_167_219_200_000..=253_402_300_799_999_i64, Just(0), Just(-1)];
    millis.prop_map(|millis| UnixTime::from_millis(millis).expect("a year of four digits"))
}

fn keys() -> impl Strategy<Value = AgentKey> {
    proptest::array::uniform32(any::<u8>()).prop_map(|half| {
        let random: [u8; 64] = [half, half].concat().try_into().unwrap();
        AgentKey::generate(&random)
    })
}

fn agents() -> impl Strategy<Value = AgentIdentity> {
    (runtime_ids(), keys()).prop_map(|(id, key)| AgentIdentity::new(AgentRuntimeId::new(id).unwrap(), key))
}

fn tasks() -> impl Strategy<Value = AgentTaskId> {
    task_ids().prop_map(|id| AgentTaskId::new(id).unwrap())
}

/// Generates ids from so few characters that two triples would have the same signed text if that were possible.
fn short_triples() -> impl Strategy<Value = (String, String, UnixTime)> {
    let time = prop_oneof![Just(0), Just(1_000), Just(86_400_000)];
    ("[a1]{1,3}", "[a1:]{1,4}", time.prop_map(|millis| UnixTime::from_millis(millis).unwrap()))
}

fn signed_text(agent: &AgentIdentity, task: &AgentTaskId, now: UnixTime) -> String {
    Assertion::parse(&agent.authorization_header(task, now)).unwrap().signed_text().to_owned()
}

fn envelope_of(agent: &AgentIdentity, task: &AgentTaskId, now: UnixTime) -> String {
    let header = agent.authorization_header(task, now);
    String::from_utf8(Base64UrlUnpadded::decode_vec(&header["AgentAssertion ".len()..]).unwrap()).unwrap()
}

fn header_of(envelope: &str) -> String {
    format!("AgentAssertion {}", Base64UrlUnpadded::encode_string(envelope.as_bytes()))
}

fn check_property<S: Strategy>(given: S, check: impl Fn(S::Value)) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&given, |value| {
        check(value);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    tried("properties", usize::try_from(CASES).unwrap());
}

#[test]
fn a_signed_header_is_parsed_and_verifies() {
    check_property((agents(), tasks(), times()), |(agent, task, now)| {
        let header = agent.authorization_header(&task, now);
        assert!(header.is_ascii() && header.len() <= MAX_HEADER_BYTES);
        let read = verify(&header, &agent.public_key(), &VerifyOptions::at(now)).unwrap();
        assert_eq!(read.agent_runtime_id(), agent.agent_runtime_id());
        assert_eq!(read.task_id(), &task);
        assert_eq!(read.timestamp(), Timestamp::from(now));
        assert_eq!(read.unsigned_members(), "{}");
    });
}

/// The fields can be recovered from the text, because a runtime id does not contain a colon and a timestamp has 20
/// characters.
#[test]
fn the_fields_can_be_recovered_from_a_signed_text() {
    check_property((agents(), tasks(), times()), |(agent, task, now)| {
        let text = signed_text(&agent, &task, now);
        let (runtime_id, rest) = text.split_once(':').unwrap();
        let (task_id, timestamp) = rest.split_at(rest.len() - 21);
        assert_eq!(runtime_id, agent.agent_runtime_id().as_str());
        assert_eq!(task_id, task.as_str());
        assert_eq!(timestamp, format!(":{}", Timestamp::from(now)));
    });
}

#[test]
fn different_assertions_have_different_signed_texts() {
    check_property((short_triples(), short_triples()), |(one, other)| {
        let text = |(id, task, now): &(String, String, UnixTime)| {
            let agent = AgentIdentity::new(AgentRuntimeId::new(id).unwrap(), AgentKey::generate(&[7; 64]));
            signed_text(&agent, &AgentTaskId::new(task).unwrap(), *now)
        };
        assert_eq!(one == other, text(&one) == text(&other));
    });
}

/// The signature of a registration does not verify in an assertion whose parts resemble those of the registration's
/// text.
#[test]
fn no_task_registration_is_an_assertion() {
    check_property((agents(), tasks(), times()), |(agent, task, now)| {
        let request = agent.task_registration_request(None, &Environment::Production.into(), now);
        let (id, key) = (agent.agent_runtime_id(), agent.public_key());
        assert!(verify_task_registration(&request.body, id, &key, now, FreshnessWindow::default()).is_ok());
        let timestamp = Timestamp::from(now).to_string();
        assert_ne!(signed_text(&agent, &task, now), format!("{id}:{timestamp}"));
        let body: BTreeMap<String, String> = serde_json::from_str(&request.body).unwrap();
        for task_id in [task.as_str(), &timestamp, &timestamp[..13], "0"] {
            let envelope = written(id.as_str(), &body["signature"], task_id, &timestamp);
            let error = verify(&header_of(&envelope), &key, &VerifyOptions::at(now)).unwrap_err();
            assert_eq!(error.code(), ErrorCode::SignatureInvalid);
        }
    });
}

/// The signature of an assertion does not verify in a registration.
#[test]
fn no_assertion_is_a_task_registration() {
    check_property((agents(), tasks(), times()), |(agent, task, now)| {
        let assertion = Assertion::parse(&agent.authorization_header(&task, now)).unwrap();
        let signature = Base64::encode_string(assertion.signature());
        let body = format!(r#"{{"timestamp":"{}","signature":"{signature}"}}"#, assertion.timestamp());
        let (id, key) = (agent.agent_runtime_id(), agent.public_key());
        let verdict = verify_task_registration(&body, id, &key, now, FreshnessWindow::default());
        assert_eq!(verdict.unwrap_err().code(), ErrorCode::SignatureInvalid);
    });
}

#[test]
fn a_registration_is_read_as_it_was_written() {
    check_property((agents(), task_ids(), times()), |(agent, reference, now)| {
        let reference = ExternalTaskRef::new(reference).unwrap();
        let request = agent.task_registration_request(Some(&reference), &Environment::Staging.into(), now);
        let (id, key) = (agent.agent_runtime_id(), agent.public_key());
        let read = verify_task_registration(&request.body, id, &key, now, FreshnessWindow::default());
        let read = read.unwrap();
        assert_eq!(read.external_task_ref, Some(reference));
        assert_eq!(read.timestamp, Timestamp::from(now));
    });
}

/// If a changed envelope is still accepted, another reader reads the same members from it.
#[test]
fn a_parsed_envelope_means_the_same_to_another_reader() {
    check_property(
        (agents(), tasks(), times(), loosenings(), changes()),
        |(agent, task, now, loosened, change)| {
            let loose = change.apply(loosened.apply(&envelope_of(&agent, &task, now)));
            let Ok(read) = Assertion::parse(&header_of(&loose)) else {
                return;
            };
            let (id, signature) = (read.agent_runtime_id().as_str(), Base64::encode_string(read.signature()));
            let ours = written(id, &signature, read.task_id().as_str(), &read.timestamp().to_string());
            let theirs = targets::envelope::read(loose.as_bytes()).expect("another reader reads it too");
            let theirs =
                written(&theirs.agent_runtime_id, &theirs.signature, &theirs.task_id, &theirs.timestamp);
            assert_eq!(ours, theirs);
        },
    );
}

#[test]
fn member_order_white_space_and_escapes_do_not_matter() {
    check_property((agents(), tasks(), times(), loosenings()), |(agent, task, now, loosened)| {
        let loose = header_of(&loosened.apply(&envelope_of(&agent, &task, now)));
        if loose.len() <= MAX_HEADER_BYTES {
            let read = verify(&loose, &agent.public_key(), &VerifyOptions::at(now)).unwrap();
            assert_eq!(read.signed_text(), signed_text(&agent, &task, now));
        }
    });
}

/// The fuzz target makes the comparison.
#[test]
fn inspect_and_verify_never_disagree() {
    let before = proptest::sample::select(vec!["", "Authorization: ", "curl -H '", "x ", "\n"]);
    let after = proptest::sample::select(vec!["", "'", "\n", " x", "="]);
    let age = -400_000_i64..400_000;
    let given = (tasks(), before, after, age, loosenings(), changes());
    check_property(given, |(task, before, after, age, loosened, change)| {
        let now = UnixTime::from_millis(1_795_328_169_000 + age).unwrap();
        let envelope = envelope_of(&targets::given::AGENT, &task, now);
        let header = header_of(&change.apply(loosened.apply(&envelope)));
        targets::inspect::run(header.as_bytes());
        targets::inspect::run(format!("{before}{header}{after}").as_bytes());
        targets::inspect::run(change.apply(header).as_bytes());
    });
}

fn written(agent_runtime_id: &str, signature: &str, task_id: &str, timestamp: &str) -> String {
    let members = [
        ("agent_runtime_id", agent_runtime_id),
        ("signature", signature),
        ("task_id", task_id),
        ("timestamp", timestamp),
    ];
    serde_json::to_string(&BTreeMap::from(members)).unwrap()
}

/// A different way to write the same envelope.
#[derive(Debug, Clone)]
struct Loosened {
    turned: usize,
    space: String,
    escaped: usize,
    more: bool,
}

fn loosenings() -> impl Strategy<Value = Loosened> {
    let space = proptest::sample::select(vec!["", " ", "\n", "\t \r\n"]);
    (0..4_usize, space, 0..8_usize, any::<bool>()).prop_map(|(turned, space, escaped, more)| Loosened {
        turned,
        space: space.to_owned(),
        escaped,
        more,
    })
}

impl Loosened {
    fn apply(&self, envelope: &str) -> String {
        let members: BTreeMap<String, String> = serde_json::from_str(envelope).unwrap();
        let mut members: Vec<_> = members.iter().map(|member| self.member(member)).collect();
        members.rotate_left(self.turned);
        if self.more {
            members.insert(self.turned, r#""x":[1e9,{"task_id":"\ud83d"}]"#.to_owned());
        }
        let space = &self.space;
        format!("{space}{{{space}{}{space}}}{space}", members.join(&format!("{space},{space}")))
    }

    fn member(&self, (name, value): (&String, &String)) -> String {
        let space = &self.space;
        format!("{}{space}:{space}{}", self.quoted(name), self.quoted(value))
    }

    /// Quotes a text, in which one in `escaped` characters is written as an escape without need.
    fn quoted(&self, text: &str) -> String {
        let written = text.chars().enumerate().map(|(at, c)| {
            let needless = self.escaped > 0 && at % self.escaped == 0;
            if needless || matches!(c, '"' | '\\') || c.is_control() { escape(c) } else { c.to_string() }
        });
        format!("\"{}\"", written.collect::<String>())
    }
}

fn escape(c: char) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// A change, an insertion or a removal of one character.
#[derive(Debug, Clone)]
struct Change {
    at: proptest::sample::Index,
    how: u8,
    to: char,
}

fn changes() -> impl Strategy<Value = Change> {
    let to = prop_oneof![
        proptest::sample::select("{}[]\",:\\ue0:-Z \n".chars().collect::<Vec<_>>()),
        any::<char>()
    ];
    (any::<proptest::sample::Index>(), 0..4_u8, to).prop_map(|(at, how, to)| Change { at, how, to })
}

impl Change {
    fn apply(&self, text: String) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        if chars.is_empty() {
            return text;
        }
        let at = self.at.index(chars.len());
        match self.how {
            0 => chars[at] = self.to,
            1 => chars.insert(at, self.to),
            2 => drop(chars.remove(at)),
            _ => {}
        }
        chars.into_iter().collect()
    }
}
