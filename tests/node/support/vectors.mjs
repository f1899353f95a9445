import { readFileSync } from "node:fs";

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), "utf8"));

export const auth = read("auth");
export const documents = read("documents");
export const headers = read("headers");
export const keys = read("keys");
export const registrations = read("registrations");
export const secrets = read("secrets");
export const texts = read("texts");
export const endpointTable = read("endpoints");

/** The recorded requests of the Codex client, with the key that signed them. */
export const recordings = ["chatgpt", "chatgpt-fedramp", "jwt"].map((mode) => {
  const recording = read(`codex-cli-0.169.0-${mode}`);
  const stored = recording.auth_json_agent_identity ?? recording.identity;
  return {
    ...recording,
    mode,
    agentRuntimeId: stored.agent_runtime_id,
    privateKey: stored.agent_private_key ?? stored.private_key_pkcs8_base64,
    assertions: recording.requests
      .map((request) => request.headers.authorization)
      .filter((value) => value?.startsWith("AgentAssertion ")),
  };
});
