//! Ids, URLs and the values of headers.

use super::given;
use agent_identity_wasm::{
    AccessToken, AccountId, AgentRuntimeId, AgentTaskId, Assertion, Endpoints, ExternalTaskRef, verify,
};

pub fn run(data: &[u8]) {
    given::utf8(data, |text| {
        let _ = (AccessToken::new(text), AccountId::new(text), ExternalTaskRef::new(text));
        let endpoints = Endpoints::resolve(text, None).or_else(|_| Endpoints::resolve("staging", Some(text)));
        if let (Ok(endpoints), Ok(id)) = (endpoints, AgentRuntimeId::new(text)) {
            let url = endpoints.task_registration_url(&id);
            assert!(url.is_ascii() && !url.contains(['?', '#', ' ']), "{url}");
        }
        if let Ok(task) = AgentTaskId::new(text) {
            let options = given::options();
            let header = given::AGENT.authorization_header(&task, options.now);
            let read = verify(&header, &given::AGENT.public_key(), &options).expect("our own header");
            assert_eq!(read.task_id(), &task);
            assert_eq!(Assertion::parse(&header).expect("the same").signed_text(), read.signed_text());
        }
    });
}
