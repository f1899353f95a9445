// Envelopes and headers: the right one, and the means to make it wrong in one place.
import { AGENT } from "./key-material.mjs";

export const NOW = "2026-11-22T06:16:09Z";
export const NOW_MS = Date.parse(NOW);
export const RUNTIME = "agent-runtime-0001";
export const TASK = "task-0001";

export const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
export const signatureOver = (text, key = AGENT) => key.sign(text).toString("base64");
export const signedText = (m) => `${m.agent_runtime_id}:${m.task_id}:${m.timestamp}`;

/** The four members, sorted, with a good signature over whatever they say, unless one is given. */
export function members({ agent_runtime_id = RUNTIME, task_id = TASK, timestamp = NOW, signature } = {}) {
  const text = signedText({ agent_runtime_id, task_id, timestamp });
  return { agent_runtime_id, signature: signature ?? signatureOver(text), task_id, timestamp };
}

/** A header around JSON text, or around bytes that need not be any. */
export const header = (json) => `AgentAssertion ${base64url(json)}`;

/** A header whose envelope is right but for `changes`. */
export const assertion = (changes) => header(JSON.stringify(members(changes)));

/** The envelope of the examples: its members, its JSON text, its token. */
export const GOOD = members();
export const JSON_TEXT = JSON.stringify(GOOD);
export const TOKEN = base64url(JSON_TEXT);

/** The good envelope with more text before the closing brace. */
export const withMember = (text) => header(`${JSON_TEXT.slice(0, -1)},${text}}`);

/** The good envelope with one piece of its JSON text put in the place of another. */
export function replacing(piece, replacement) {
  if (!JSON_TEXT.includes(piece)) throw new Error(`not in the envelope: ${piece}`);
  return header(JSON_TEXT.replace(piece, () => replacement));
}

/** The good envelope without some of its members. */
export function without(...names) {
  const rest = Object.entries(GOOD).filter(([name]) => !names.includes(name));
  return header(JSON.stringify(Object.fromEntries(rest)));
}
