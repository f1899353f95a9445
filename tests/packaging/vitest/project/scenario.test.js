import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { test } from "vitest";
import { report } from "./scenario.mjs";

test("the scenario runs", () => report(api, gateway));
