import { existsSync } from "node:fs";
import { AgentPublicKey, inspectDocument, isAgentIdentityError, type JwkSet } from "agent-identity-wasm";
import { CommandError } from "./errors.js";
import { readText, STDIN } from "./input.js";
import { MAX_KEY_FILE_BYTES } from "./limits.js";

/** The keys that the values of `--key` hold. */
export interface Keys {
  readonly publicKeys: AgentPublicKey[];
  /** A JSON Web Key Set that was given, for JWTs. */
  readonly jwks?: JwkSet;
}

/**
 * Reads the values of `--key`. Each is a public key in any format, or a file with one key, several keys (one per line)
 * or a key set. From an `auth.json` or a private key, the public half is taken.
 */
export async function readKeys(values: readonly string[] = []): Promise<Keys> {
  const publicKeys: AgentPublicKey[] = [];
  const jwks: object[] = [];
  for (const value of values) {
    const read = await readKey(value);
    publicKeys.push(...read.publicKeys);
    jwks.push(...(read.jwks?.keys ?? []));
  }
  return jwks.length > 0 ? { publicKeys, jwks: { keys: jwks } } : { publicKeys };
}

async function readKey(value: string): Promise<Keys> {
  if (value === STDIN || existsSync(value))
    return readKeyText(await readText(value, MAX_KEY_FILE_BYTES), value);
  const key = parsed(value);
  if (key instanceof AgentPublicKey) return { publicKeys: [key] };
  throw new CommandError(
    looksLikeFile(value)
      ? `no such file: ${value}`
      : `--key: there is no file of this name, and as a key: ${key.message}`,
  );
}

const looksLikeFile = (value: string): boolean =>
  /^[\w.~-]*[/\\.][\w./\\~ -]*$/.test(value) && value.length < 256;

async function readKeyText(text: string, file: string): Promise<Keys> {
  const key = parsed(text);
  if (key instanceof AgentPublicKey) return { publicKeys: [key] };
  const jwks = readKeySet(text);
  if (jwks) return { publicKeys: ed25519Keys(jwks), jwks };
  const lines = keyLines(text);
  if (lines.length > 0) return { publicKeys: lines };
  const { publicKey } = await inspectDocument(text);
  if (publicKey) return { publicKeys: [publicKey] };
  throw new CommandError(`${file} contains no public key: ${key.message}`);
}

function parsed(text: string): AgentPublicKey | Error {
  try {
    return AgentPublicKey.parse(text);
  } catch (error) {
    if (isAgentIdentityError(error)) return error;
    throw error;
  }
}

function readKeySet(text: string): JwkSet | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const { keys } = Object(value) as { keys?: unknown };
    return Array.isArray(keys)
      ? { keys: keys.filter((key) => typeof key === "object" && key !== null) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The Ed25519 keys of a key set. Other kinds of keys, such as RSA keys for JWTs, are left out. */
const ed25519Keys = ({ keys }: JwkSet): AgentPublicKey[] =>
  keys.map((key) => parsed(JSON.stringify(key))).filter((key) => key instanceof AgentPublicKey);

/** The keys of a file with one key per line, such as `authorized_keys`. Comments and other keys are left out. */
const keyLines = (text: string): AgentPublicKey[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.includes("ssh-ed25519"))
    .map(parsed)
    .filter((key) => key instanceof AgentPublicKey);
