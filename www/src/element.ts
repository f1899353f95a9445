import init from "agent-identity-wasm";
import { AgentAssertionInspector } from "./agent-assertion-inspector.js";
import { AgentAssertionBulk } from "./bulk/agent-assertion-bulk.js";
import { AgentAssertionComposer } from "./compose/agent-assertion-composer.js";

// Compiled off the main thread. A failure shows up again, with its reason, at the first use.
init().catch(() => {});

customElements.define("agent-assertion-bulk", AgentAssertionBulk);
customElements.define("agent-assertion-composer", AgentAssertionComposer);
customElements.define("agent-assertion-inspector", AgentAssertionInspector);
