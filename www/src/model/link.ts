import { emptyForm, type Form } from "./form.js";
import { findSecrets, withoutSecrets } from "./secrets.js";

const FIELDS = [
  "text",
  "publicKey",
  "time",
  "maxAgeSeconds",
  "maxSkewSeconds",
  "expectedAgentRuntimeId",
  "expectedTaskId",
] as const;
const LONGEST = 32_000;
const PREFIX = "#inspect=";

/** The state of Inspect as a URL's fragment, which no browser sends. Of secrets there is nothing in it. */
export function toFragment(form: Form, keys: readonly string[], header: string | undefined): string {
  const text = form.text.length > LONGEST ? (header ?? "") : form.text;
  const state: Record<string, string> = {};
  for (const name of FIELDS) if (form[name] !== emptyForm[name]) state[name] = form[name];
  // Only what was read as public keys: a box can hold anything.
  Object.assign(state, { text, publicKey: keys.join("\n") });
  if (form.clock === "now") delete state.time;
  for (const [name, value] of Object.entries(state)) {
    state[name] = /PRIVATE KEY|agent_private_key/.test(value)
      ? ""
      : withoutSecrets(value, findSecrets(value), "");
  }
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The form that a fragment holds. */
export function fromFragment(fragment: string): Form | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  try {
    const binary = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const state = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
    const given = FIELDS.filter((name) => typeof state[name] === "string").map((name) => [name, state[name]]);
    const clock = typeof state.time === "string" ? { clock: "given" } : {};
    return { ...emptyForm, ...Object.fromEntries(given), ...clock };
  } catch {
    return undefined;
  }
}
