import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { scenario } from "../scenario.mjs";

export default defineEventHandler(() => scenario(api, gateway));
