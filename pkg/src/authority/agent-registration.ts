import { AgentPublicKey, isAgentIdentityError } from "agent-identity-wasm";
import { Refusal } from "./answers.js";
import type { RegisteredAgent } from "./registry.js";
import { type Member, parseJson, readJsonText, required, requireMembers } from "./request-body.js";

/** Checks a request to register an agent against PROTOCOL §5. */
export async function readAgentRegistration(
  request: Request,
  accessTokens: ReadonlySet<string> | "any",
): Promise<{ agent: RegisteredAgent; isFedramp: boolean }> {
  const token = accessTokenOf(request);
  if (accessTokens !== "any" && !accessTokens.has(token)) {
    throw new Refusal(401, "access_token_unknown", "the access token is not one of accessTokens");
  }
  const isFedramp = readFedramp(request.headers);
  const body = requireMembers(parseJson(await readJsonText(request)), BODY);
  requireMembers(body.abom, BILL_OF_MATERIALS, "abom");
  const accountId = accountOf(token);
  const publicKey = readPublicKey(body.agent_public_key as string);
  return { agent: { publicKey, ...(accountId !== undefined && { accountId }) }, isFedramp };
}

function accessTokenOf({ headers }: Request): string {
  const token = /^Bearer +(\S(?:.*\S)?)$/i.exec(headers.get("authorization") ?? "")?.[1];
  // Several headers of one name arrive as one, joined by commas.
  if (token && !/, *Bearer /i.test(token)) return token;
  throw new Refusal(401, "access_token_missing", "Authorization must be Bearer and an access token");
}

/** Only for a FedRAMP account is the header sent, and then it says `true`. */
export function readFedramp(headers: Headers): boolean {
  const value = headers.get("x-openai-fedramp");
  if (value === null || value === "true") return value === "true";
  throw new Refusal(400, "fedramp_invalid", "X-OpenAI-Fedramp must be true, or not be there");
}

const MAX_TEXT_BYTES = 256;

const text = (value: unknown) =>
  typeof value === "string" && isRegistrationText(value)
    ? undefined
    : `must be a string of 1 to ${MAX_TEXT_BYTES} bytes without control characters`;

function isRegistrationText(value: string): boolean {
  const { length } = new TextEncoder().encode(value);
  return length >= 1 && length <= MAX_TEXT_BYTES && !/\p{Cc}/u.test(value);
}

const BILL_OF_MATERIALS: readonly Member[] = [
  required("agent_version", text),
  required("agent_harness_id", text),
  required("running_location", text),
];

const BODY: readonly Member[] = [
  required("abom", (value) => (typeof value === "object" ? undefined : "must be an object")),
  required("agent_public_key", (value) => (typeof value === "string" ? undefined : "must be a string")),
  required("capabilities", (value) =>
    Array.isArray(value) && value.every((item) => !text(item)) ? undefined : "must be a list of texts",
  ),
  required("ttl", (value) =>
    value === null || (Number.isSafeInteger(value) && (value as number) >= 0)
      ? undefined
      : "must be whole seconds or null",
  ),
];

/** The key must be an OpenSSH line without a comment, which no other form of a key is. */
function readPublicKey(line: string): AgentPublicKey {
  try {
    const key = AgentPublicKey.parse(line);
    if (key.toSsh() === line) return key;
  } catch (error) {
    const code = isAgentIdentityError(error) ? error.code : "public_key_malformed";
    throw new Refusal(400, code, "agent_public_key is not a valid Ed25519 key");
  }
  throw new Refusal(
    400,
    "public_key_malformed",
    "agent_public_key must be `ssh-ed25519 <base64>` without a comment",
  );
}

/** The account that ChatGPT's access token names, if it is such a token (PROTOCOL §8). Nothing in it is verified. */
function accountOf(token: string): string | undefined {
  try {
    const payload = token.split(".")[1] ?? "";
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes))["https://api.openai.com/auth"];
    return typeof claims.chatgpt_account_id === "string" ? claims.chatgpt_account_id : undefined;
  } catch {
    return undefined;
  }
}
