import { conceal, concealKey } from "./conceal.js";
import type { AgentIdentityRecord } from "./identities.js";
import { core } from "./load.js";
import type { AuthSnapshot } from "./opting-in.js";

/** The values of `auth_mode` that the released Codex client knows (docs/PROTOCOL.md §8). */
export type AuthMode =
  | "apikey"
  | "chatgpt"
  | "chatgptAuthTokens"
  | "headers"
  | "agentIdentity"
  | "personalAccessToken"
  | "bedrockApiKey";

/**
 * The contents of an `auth.json` as {@link readAuth} reads them. Consoles do not show the secrets in it, but its JSON and
 * its copies do.
 */
export interface StoredAuth {
  /** The credential that the client would use. {@link planAuth} takes it. */
  snapshot: AuthSnapshot;
  /** The file's `auth_mode` as it is written. */
  authMode?: AuthMode | (string & {});
  /** A secret: ChatGPT's access token in mode `chatgpt`, for {@link registerAgent}. */
  accessToken?: string;
  /** How the identity in `snapshot` is stored. */
  storedAs?: "record" | "jwt";
  /** A secret: the JWT from which `snapshot.record` was decoded, for {@link verifyAgentIdentityJwt}. */
  agentIdentityJwt?: string;
}

/**
 * Reads a whole `auth.json` as the released Codex client does: `auth_mode` decides. Without a mode the file selects, in
 * this order, a personal access token, a Bedrock key, an API key, or ChatGPT's tokens, and never the agent identity.
 * `null` and `""` count as absent.
 *
 * - A record in mode `chatgpt` is `snapshot.stored`; {@link planAuth} says whether it is used.
 * - An identity that is stored as a JWT, and the claims of ChatGPT's tokens, are decoded and not verified.
 * - Only the selected credential is read. A record that cannot be read is ignored beside ChatGPT's tokens.
 *
 * @param text the file's text, up to 1 MiB
 * @throws {@link AgentIdentityError} `auth_mode_unusable`: mode `agentIdentity` without a usable identity, or `chatgpt`
 *   without tokens that name an account and a user; `json_…`; `text_too_long`
 *
 * @example
 * ```js
 * import { AgentKey, planAuth, readAuth, writeAuthJson } from "agent-identity-wasm";
 *
 * console.log(readAuth('{"OPENAI_API_KEY":"sk-…"}').snapshot); // { mode: 'apiKey' }
 * const record = {
 *   agentRuntimeId: "agent-1",
 *   agentPrivateKey: AgentKey.generate().exportPkcs8(),
 *   accountId: "account-1",
 *   chatgptUserId: "user-1",
 *   planType: "pro",
 *   fedramp: false,
 * };
 * const { snapshot, authMode, storedAs } = readAuth(writeAuthJson("{}", record));
 * console.log(authMode, storedAs, planAuth(snapshot).use); // agentIdentity record agentIdentity
 * ```
 */
export function readAuth(text: string): StoredAuth {
  const auth: StoredAuth = core().readAuth(text);
  const { snapshot } = auth;
  if (snapshot.mode === "agentIdentity") concealKey(snapshot.record);
  if (snapshot.mode === "chatgpt") concealKey(snapshot.stored);
  return conceal(auth, ["accessToken", "agentIdentityJwt"]);
}

/**
 * Returns the agent identity inside an `auth.json`, in whichever form it is stored and whatever the mode, or `undefined`
 * if the file has none. A JWT in it is decoded, not verified. {@link readAuth} says whether the client would use it.
 *
 * @param text the file's text, up to 1 MiB
 * @throws {@link AgentIdentityError} `json_…`, `identity_record_invalid`, `jwt_…`, `private_key_…`,
 *   `agent_runtime_id_invalid`
 *
 * @example
 * ```js
 * import { readAuthJson } from "agent-identity-wasm";
 *
 * console.log(readAuthJson('{"auth_mode":"apikey","OPENAI_API_KEY":"…"}')); // undefined
 * ```
 */
export function readAuthJson(
  text: string,
):
  | { record: AgentIdentityRecord; storedAs: "record" | "jwt"; authMode?: AuthMode | (string & {}) }
  | undefined {
  const found = core().readAuthJson(text);
  concealKey(found?.record);
  return found;
}

/**
 * Returns the file with `record` as its agent identity. Every other byte stays as it was: unknown members, their order,
 * white space and the form of numbers.
 *
 * `auth_mode` becomes `agentIdentity` if the file holds no other credential (`null` and `""` are not credentials),
 * because the client ignores the identity otherwise. In every other case it stays as it is.
 *
 * @param options.authMode `"agentIdentity"` sets the mode in any case, `"keep"` in none
 * @throws {@link AgentIdentityError} `json_…`, `wrong_type`, `private_key_…`, `agent_runtime_id_invalid`,
 *   `task_id_invalid`, `text_too_long` if the file would be larger than what can be read
 *
 * @example
 * ```js
 * import { AgentKey, readAuth, writeAuthJson } from "agent-identity-wasm";
 *
 * const record = {
 *   agentRuntimeId: "agent-1",
 *   agentPrivateKey: AgentKey.generate().exportPkcs8(),
 *   accountId: "account-1",
 *   chatgptUserId: "user-1",
 *   planType: "pro",
 *   fedramp: false,
 * };
 * const text = writeAuthJson('{ "last_refresh": 1.50 }', record);
 * console.log(readAuth(text).snapshot.record.accountId); // account-1
 * console.log(text.startsWith('{ "last_refresh": 1.50')); // true
 * console.log(JSON.parse(text).auth_mode); // agentIdentity
 * ```
 */
export function writeAuthJson(
  text: string,
  record: AgentIdentityRecord,
  options?: { authMode?: "agentIdentity" | "keep" },
): string {
  return core().writeAuthJson(text, record, options);
}
