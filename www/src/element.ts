import { AgentAssertionInspector } from "./agent-assertion-inspector.js";
import { define } from "./define.js";

export { AgentAssertionInspector } from "./agent-assertion-inspector.js";
export type { VerdictDetail } from "./model/verdict-event.js";

declare global {
  interface HTMLElementTagNameMap {
    "agent-assertion-inspector": AgentAssertionInspector;
  }
  interface HTMLElementEventMap {
    /** See {@link VerdictDetail}. */
    verdict: CustomEvent<import("./model/verdict-event.js").VerdictDetail>;
  }
}

define("agent-assertion-inspector", AgentAssertionInspector);
