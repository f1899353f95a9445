import { type AgentPublicKey, parseAssertion } from "agent-identity-wasm";
import { readTime, writeTime } from "../text/time.js";
import { emptyForm, type Form, TEXT_BOXES } from "./form.js";
import { attempt } from "./refusal.js";
import { secretsIn } from "./secrets.js";

const PREFIX = "#inspect=";

/**
 * The state of Inspect as a URL's fragment, which no browser sends. Nothing of it is what was typed: the header is written
 * anew from its parsed parts, public keys from the keys that were read, and conditions from their values. So there is no
 * place in a link for anything else that was pasted.
 */
export function toFragment(form: Form, keys: readonly AgentPublicKey[], header: string | undefined): string {
  const time = form.clock === "given" ? readTime(form.time) : undefined;
  const state = {
    text: header === undefined ? "" : rewrittenHeader(header),
    publicKey: keys.map((key) => key.toSsh()).join("\n"),
    time: time === undefined ? "" : writeTime(time),
    maxAgeSeconds: rewrittenNumber(form.maxAgeSeconds),
    maxSkewSeconds: rewrittenNumber(form.maxSkewSeconds),
    expectedAgentRuntimeId: harmless(form.expectedAgentRuntimeId),
    expectedTaskId: harmless(form.expectedTaskId),
  };
  const changed = TEXT_BOXES.filter((name) => state[name] !== "" && state[name] !== emptyForm[name]);
  const bytes = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(changed.map((name) => [name, state[name]]))),
  );
  return PREFIX + base64url(bytes);
}

/** The header with its four members alone. It is empty if the header cannot be read, or if a secret stands in an id. */
export function rewrittenHeader(header: string): string {
  const { value: assertion } = attempt(() => parseAssertion(header));
  if (!assertion) return "";
  const { agentRuntimeId, taskId, timestamp, signature } = assertion;
  if (harmless(agentRuntimeId) === "" || harmless(taskId) === "") return "";
  const envelope = {
    agent_runtime_id: agentRuntimeId,
    signature: btoa(binary(signature)),
    task_id: taskId,
    timestamp,
  };
  return `AgentAssertion ${base64url(new TextEncoder().encode(JSON.stringify(envelope)))}`;
}

const harmless = (text: string) => (secretsIn(text).length > 0 ? "" : text.trim());

const rewrittenNumber = (typed: string) =>
  typed.trim() !== "" && Number.isFinite(Number(typed)) ? String(Number(typed)) : "";

const binary = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

const base64url = (bytes: Uint8Array) =>
  btoa(binary(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** The form that a fragment holds. */
export function fromFragment(fragment: string): Form | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  try {
    const bytes = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const state = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))));
    const given = TEXT_BOXES.filter((name) => typeof state[name] === "string").map((name) => [
      name,
      state[name],
    ]);
    const clock = typeof state.time === "string" ? { clock: "given" } : {};
    return { ...emptyForm, ...Object.fromEntries(given), ...clock };
  } catch {
    return undefined;
  }
}
