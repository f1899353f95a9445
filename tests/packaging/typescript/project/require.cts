import api = require("agent-identity-wasm");
import gateway = require("agent-identity-wasm/gateway");
import slim = require("agent-identity-wasm/slim");

const key: api.AgentKey = api.AgentKey.generate();
export const loaded: Promise<void>[] = [slim.init(), slim.default(), api.default()];
export const { publicKey } = key;
export const verifier = new gateway.AssertionVerifier({ keysOf: () => publicKey });

// @ts-expect-error
api.noSuchExport;
