//! The registration of an agent (PROTOCOL §5).

use crate::endpoint::Endpoints;
use crate::error::{Error, ErrorCode, Result};
use crate::http::{AccessToken, HttpRequest, fedramp_header};
use crate::id::AgentRuntimeId;
use crate::json::{Object, ObjectWriter, quote};
use crate::key::AgentPublicKey;
use crate::secret::Quoted;
use std::fmt;

/// The capability that the Codex client asks for.
pub const DEFAULT_CAPABILITY: &str = "responsesapi";

/// The largest lifetime in seconds. Larger integers are not interoperable in JSON (RFC 8259 §6).
pub const MAX_TTL_SECONDS: u64 = (1 << 53) - 1;

const MAX_TEXT_BYTES: usize = 256;

/// The agent's bill of materials: the program that runs, and its environment.
#[derive(Clone, PartialEq, Eq)]
pub struct BillOfMaterials {
    /// The program's version, for example `0.169.0`.
    pub agent_version: String,
    /// `codex-app` inside VS Code, `codex-cli` elsewhere.
    pub agent_harness_id: String,
    /// `<session source>-<operating system>`, for example `exec-linux`.
    pub running_location: String,
}

impl fmt::Debug for BillOfMaterials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BillOfMaterials")
            .field("agent_version", &Quoted(&self.agent_version))
            .field("agent_harness_id", &Quoted(&self.agent_harness_id))
            .field("running_location", &Quoted(&self.running_location))
            .finish()
    }
}

impl BillOfMaterials {
    fn to_json(&self) -> String {
        ObjectWriter::new()
            .string("agent_version", &self.agent_version)
            .string("agent_harness_id", &self.agent_harness_id)
            .string("running_location", &self.running_location)
            .finish()
    }
}

/// The contents of an agent's registration.
#[derive(Clone)]
#[non_exhaustive]
pub struct AgentRegistration {
    /// The public key of the new agent.
    pub public_key: AgentPublicKey,
    /// The program that runs, and its environment.
    pub bill_of_materials: BillOfMaterials,
    /// The requested capabilities. The Codex client requests [`DEFAULT_CAPABILITY`].
    pub capabilities: Vec<String>,
    /// The lifetime of the agent in whole seconds, up to [`MAX_TTL_SECONDS`], or `None` for no limit.
    pub ttl_seconds: Option<u64>,
}

impl fmt::Debug for AgentRegistration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let capabilities: Vec<_> = self.capabilities.iter().map(|text| Quoted(text)).collect();
        f.debug_struct("AgentRegistration")
            .field("public_key", &self.public_key)
            .field("bill_of_materials", &self.bill_of_materials)
            .field("capabilities", &capabilities)
            .field("ttl_seconds", &self.ttl_seconds)
            .finish()
    }
}

impl AgentRegistration {
    /// Makes a registration with the [`DEFAULT_CAPABILITY`] and without a limit to the agent's lifetime.
    pub fn new(public_key: AgentPublicKey, bill_of_materials: BillOfMaterials) -> Self {
        let capabilities = vec![DEFAULT_CAPABILITY.to_owned()];
        Self { public_key, bill_of_materials, capabilities, ttl_seconds: None }
    }

    /// Returns the request, which is authorised by the account's access token.
    pub fn request(&self, token: &AccessToken, fedramp: bool, endpoints: &Endpoints) -> Result<HttpRequest> {
        let mut headers = vec![("Authorization", format!("Bearer {}", token.as_str()))];
        headers.extend(fedramp_header(fedramp));
        Ok(HttpRequest::post_json(endpoints.agent_registration_url(), headers, self.body()?))
    }

    fn body(&self) -> Result<String> {
        self.check()?;
        let capabilities: Vec<String> = self.capabilities.iter().map(|text| quote(text)).collect();
        let ttl = self.ttl_seconds.map_or("null".into(), |seconds| seconds.to_string());
        Ok(ObjectWriter::new()
            .json("abom", &self.bill_of_materials.to_json())
            .string("agent_public_key", &self.public_key.to_ssh(None)?)
            .json("capabilities", &format!("[{}]", capabilities.join(",")))
            .json("ttl", &ttl)
            .finish())
    }

    fn check(&self) -> Result<()> {
        let bill = &self.bill_of_materials;
        check_text("agent_version", &bill.agent_version)?;
        check_text("agent_harness_id", &bill.agent_harness_id)?;
        check_text("running_location", &bill.running_location)?;
        self.capabilities.iter().try_for_each(|capability| check_text("a capability", capability))?;
        match self.ttl_seconds.filter(|ttl| *ttl > MAX_TTL_SECONDS) {
            Some(ttl) => {
                Err(Error::new(ErrorCode::NumberOutOfRange, format!("ttl {ttl} is above {MAX_TTL_SECONDS}")))
            }
            None => Ok(()),
        }
    }
}

fn check_text(name: &str, text: &str) -> Result<()> {
    let fault = if text.is_empty() {
        "is empty".to_owned()
    } else if text.len() > MAX_TEXT_BYTES {
        format!("has {} bytes, more than {MAX_TEXT_BYTES}", text.len())
    } else if let Some((at, _)) = text.char_indices().find(|(_, c)| c.is_control()) {
        format!("has a control character at byte {at}")
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorCode::RegistrationTextInvalid, format!("{name} {fault}")))
}

/// Reads the new agent's id from the authority's response `{"agent_runtime_id":"…"}`.
pub fn read_agent_registration_response(body: &str) -> Result<AgentRuntimeId> {
    AgentRuntimeId::new(Object::parse("the response", body)?.string("agent_runtime_id")?)
}
