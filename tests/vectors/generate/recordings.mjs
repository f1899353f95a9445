// What the recordings of the real client say, in the terms of these vectors.
import { readFileSync } from "node:fs";
import { sshLine } from "./der.mjs";
import { rawOfSshLine } from "./key-material.mjs";

const MODES = ["chatgpt", "chatgpt-fedramp", "jwt"];

function recording(mode) {
  const file = new URL(`../codex-cli-0.169.0-${mode}.json`, import.meta.url);
  const {
    identity,
    auth_json_agent_identity: stored,
    authority,
    requests,
  } = JSON.parse(readFileSync(file, "utf8"));
  const body = (path) => JSON.parse(requests.find((request) => request.path.endsWith(path))?.body ?? "{}");
  const raw = identity
    ? Buffer.from(identity.public_key_hex, "hex")
    : rawOfSshLine(body("/v1/agent/register").agent_public_key);
  const sent = requests.map((request) => request.headers.authorization ?? "");
  return {
    mode,
    raw,
    public_key: sshLine(raw),
    pkcs8: identity?.private_key_pkcs8_base64 ?? stored.agent_private_key,
    headers: [...new Set(sent.filter((header) => header.startsWith("AgentAssertion ")))],
    jwt: authority.jwt,
    registration: requests.find((request) => request.path.endsWith("/task/register")).body,
  };
}

export const RECORDINGS = MODES.map(recording);
