import init from "agent-identity-wasm";
import { AgentAssertionInspector } from "./agent-assertion-inspector.js";

// Compiled off the main thread. A failure shows up again, with its reason, at the first use.
init().catch(() => {});

customElements.define("agent-assertion-inspector", AgentAssertionInspector);
