import * as api from "agent-identity-wasm";
import { scenario } from "../scenario.mjs";

export default defineEventHandler(() => scenario(api));
