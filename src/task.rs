//! A registered task, and the two kinds there are.

use crate::id::{AgentRuntimeId, AgentTaskId, ExternalTaskRef};

/// The purpose of a task. The kinds are the public design's form: they are never sent, and the released client knows none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgentTaskKind {
    /// One conversation, named by an external reference.
    Thread,
    /// Work of the whole process, without a reference.
    Background,
}

impl AgentTaskKind {
    /// `thread` or `background`.
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
    /// The agent it is registered for.
    pub agent_runtime_id: AgentRuntimeId,
    /// The authority's id of the task.
    pub task_id: AgentTaskId,
    /// The caller's own name for the work. A task with one is a thread's. The released client sends none: it is the public
    /// design's form.
    pub external_task_ref: Option<ExternalTaskRef>,
}

impl RegisteredAgentTask {
    /// Returns `Thread` if there is an external reference, else `Background`.
    pub fn kind(&self) -> AgentTaskKind {
        match self.external_task_ref {
            Some(_) => AgentTaskKind::Thread,
            None => AgentTaskKind::Background,
        }
    }
}
