import * as api from "agent-identity-wasm";
import { test } from "vitest";
import { report } from "./scenario.mjs";

test("the scenario runs", () => report(api));
