import api = require("agent-identity-wasm");
import slim = require("agent-identity-wasm/slim");

const key: api.AgentKey = api.AgentKey.generate();
export const loaded: Promise<void>[] = [slim.init(), slim.default(), api.default()];
export const { publicKey } = key;

// @ts-expect-error
api.noSuchExport;
