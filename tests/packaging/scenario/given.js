import { auth_json_agent_identity, requests } from "../../vectors/codex-cli-0.169.0-chatgpt.json";
import { authority, identity } from "../../vectors/codex-cli-0.169.0-jwt.json";

/** The identity that the Codex client stored. */
export const stored = auth_json_agent_identity;

/** An identity as a launcher hands it over, and the keys to check it with. */
export const handedOver = { jwt: authority.jwt, jwks: authority.jwks };

/** The data that the Codex client stored and sent. */
export const client = {
  agentRuntimeId: stored.agent_runtime_id,
  pkcs8: stored.agent_private_key,
  header: requests.find(({ path }) => path === "/v1/responses").headers.authorization,
};

/** When the client sent it. */
export const sentAt = Date.parse("2026-11-22T06:15:26Z");

/** A task id that the client was sent sealed, and the key to open it with. */
export const sealed = { pkcs8: identity.private_key_pkcs8_base64, answer: authority.task_response };

/** Another in each run of the harness, so that no result can be an old one. */
export const task = __TASK__;
