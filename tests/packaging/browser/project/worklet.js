import * as api from "./node_modules/agent-identity-wasm/dist/index.js";

const PKCS8 = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

function signed() {
  const agent = new api.AgentIdentity("agent-1", api.AgentKey.fromPkcs8(PKCS8));
  return api.verifyAssertion(agent.authorizationHeader("tâche"), agent.publicKey).taskId;
}

function generated() {
  try {
    return String(api.AgentKey.generate());
  } catch ({ code }) {
    return code;
  }
}

class Package extends AudioWorkletProcessor {
  constructor() {
    super();
    this.port.postMessage({ taskId: signed(), generated: generated() });
  }

  process = () => false;
}

registerProcessor("package", Package);
