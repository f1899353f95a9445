import {
  AgentIdentity,
  type AgentIdentityRecord,
  AgentKey,
  decodeUnverifiedAgentIdentityJwt,
  inspectDocument,
  isAgentIdentityError,
  readAuth,
} from "agent-identity-wasm";
import { CommandError } from "./errors.js";
import { nameOf, readUtf8 } from "./input.js";
import { KINDS } from "./kinds.js";
import { MAX_DOCUMENT_BYTES } from "./limits.js";

/** Reads the agent identity of a file: an `auth.json` that the client would use it from, or an Agent Identity JWT. */
export async function readIdentity(file: string | undefined): Promise<{
  readonly identity: AgentIdentity;
  readonly record: Omit<AgentIdentityRecord, "taskId"> & { readonly taskId?: string };
}> {
  if (file === undefined) throw new CommandError("--identity FILE is missing");
  const text = await readUtf8(file, MAX_DOCUMENT_BYTES);
  await refuseOther(text, file);
  try {
    const record = recordIn(text, file);
    const key = AgentKey.fromPkcs8(record.agentPrivateKey);
    return { identity: new AgentIdentity(record.agentRuntimeId, key), record };
  } catch (error) {
    if (isAgentIdentityError(error)) throw new CommandError(`${nameOf(file)}: ${error.message}`);
    throw error;
  }
}

/** A key, for example, has no runtime id. */
async function refuseOther(text: string, file: string): Promise<void> {
  const { kind, publicKey } = await inspectDocument(text);
  publicKey?.free();
  if (kind === "authJson" || kind === "jwt" || kind === "unknown") return;
  throw new CommandError(`${nameOf(file)} is ${KINDS[kind]}, not an auth.json with an agent identity`);
}

function recordIn(text: string, file: string): AgentIdentityRecord {
  if (/^\s*[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text)) return decodeUnverifiedAgentIdentityJwt(text);
  const { snapshot } = readAuth(text);
  if (snapshot.mode === "agentIdentity") return snapshot.record;
  if (snapshot.mode === "chatgpt" && snapshot.stored) return snapshot.stored;
  const advice = 'the client would not use an agent identity from it; "doctor" says why';
  throw new CommandError(`${nameOf(file)}: its login mode is "${snapshot.mode}", and ${advice}`);
}
