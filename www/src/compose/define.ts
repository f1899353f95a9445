import { define } from "../define.js";
import { AgentAssertionComposer } from "./agent-assertion-composer.js";

define("agent-assertion-composer", AgentAssertionComposer);
