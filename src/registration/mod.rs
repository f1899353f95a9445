//! The registration of agents and tasks: request bodies, the authority's responses, and the checks that an authority
//! makes.

pub(crate) mod agent;
mod sealed;
pub(crate) mod task;

pub use agent::{AgentRegistration, BillOfMaterials, read_agent_registration_response};
pub use sealed::seal_task_id;
pub(crate) use task::check_task_registration;
pub use task::{TaskRegistration, verify_task_registration};
