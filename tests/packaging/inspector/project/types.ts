import type { AgentAssertionInspector, VerdictDetail } from "agent-identity-inspector";

const inspector: AgentAssertionInspector | null = document.querySelector("agent-assertion-inspector");
if (inspector) {
  inspector.text = "AgentAssertion …";
  inspector.publicKeys = ["ssh-ed25519 …"];
  inspector.expectedAgentRuntimeId = "agent-1";
  inspector.expectedTaskId = "task-1";
  inspector.view = "bulk";
  inspector.theme = "dark";
  inspector.open(new Blob(["text"]));
  inspector.addEventListener("verdict", (event) => {
    const { status, code }: VerdictDetail = event.detail;
    console.log(status === "valid", code?.length);
  });
  // @ts-expect-error There is no such view.
  inspector.view = "other";
}
