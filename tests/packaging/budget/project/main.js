import * as api from "agent-identity-wasm";

globalThis.api = api;
