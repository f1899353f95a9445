import { define } from "../define.js";
import { AgentAssertionBulk } from "./agent-assertion-bulk.js";

define("agent-assertion-bulk", AgentAssertionBulk);
