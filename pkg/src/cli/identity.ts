import {
  AgentIdentity,
  type AgentIdentityRecord,
  AgentKey,
  decodeUnverifiedAgentIdentityJwt,
  isAgentIdentityError,
  readAuth,
} from "agent-identity-wasm";
import { CommandError } from "./errors.js";
import { nameOf, readUtf8 } from "./input.js";
import { MAX_DOCUMENT_BYTES } from "./limits.js";

/** Reads the agent identity of a file: an `auth.json` that the client would use it from, or an Agent Identity JWT. */
export async function readIdentity(file: string | undefined): Promise<{
  readonly identity: AgentIdentity;
  readonly record: Omit<AgentIdentityRecord, "taskId"> & { readonly taskId?: string };
}> {
  if (file === undefined) throw new CommandError("--identity FILE is missing");
  try {
    const record = recordIn(await readUtf8(file, MAX_DOCUMENT_BYTES), file);
    const key = AgentKey.fromPkcs8(record.agentPrivateKey);
    return { identity: new AgentIdentity(record.agentRuntimeId, key), record };
  } catch (error) {
    if (isAgentIdentityError(error)) throw new CommandError(`${nameOf(file)}: ${error.message}`);
    throw error;
  }
}

function recordIn(text: string, file: string): AgentIdentityRecord {
  if (/^\s*[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text)) return decodeUnverifiedAgentIdentityJwt(text);
  const { snapshot } = readAuth(text);
  if (snapshot.mode === "agentIdentity") return snapshot.record;
  if (snapshot.mode === "chatgpt" && snapshot.stored) return snapshot.stored;
  const advice = 'the client would not use an agent identity from it; "doctor" says why';
  throw new CommandError(`${nameOf(file)}: its login mode is "${snapshot.mode}", and ${advice}`);
}
