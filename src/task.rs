//! A registered task, and the two kinds of tasks.

use crate::id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};

/// The purpose of a task. The kinds come from the public design. They are never sent, and the released client does not
/// have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgentTaskKind {
    /// One conversation, named by an external reference.
    Thread,
    /// Work of the whole process, without an external reference.
    Background,
}

impl AgentTaskKind {
    /// Returns `thread` or `background`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Background => "background",
        }
    }
}

/// A task that the authority has registered for an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredAgentTask {
    /// The agent for which the task is registered.
    pub agent_runtime_id: AgentRuntimeId,
    /// The authority's id of the task.
    pub task_id: AgentTaskId,
    /// The caller's own name for the work, if the task is that of a thread. It comes from the public design; the
    /// released client does not send it.
    pub external_task_ref: Option<ExternalTaskRef>,
}

impl RegisteredAgentTask {
    /// Returns `Thread` if the task has an external reference, and `Background` otherwise.
    pub fn kind(&self) -> AgentTaskKind {
        match self.external_task_ref {
            Some(_) => AgentTaskKind::Thread,
            None => AgentTaskKind::Background,
        }
    }
}
