import { Refusal } from "./answers.js";

export const MAX_BODY_BYTES = 64 * 1024;

/** Reads a body of JSON, as PROTOCOL §4 and §5 have it: declared as JSON, UTF-8, and of limited size. */
export async function readJsonText(request: Request): Promise<string> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(?: *;.*)?$/i.test(type)) {
    throw new Refusal(415, "content_type_invalid", "the Content-Type must be application/json");
  }
  const bytes = await readBytes(request);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(400, "json_invalid", "the body is not UTF-8");
  }
}

async function readBytes({ body, headers }: Request): Promise<Uint8Array> {
  if (Number(headers.get("content-length")) > MAX_BODY_BYTES) throw tooLarge();
  const bytes = new Uint8Array(MAX_BODY_BYTES);
  let length = 0;
  for await (const chunk of chunksOf(body)) {
    if (length + chunk.length > MAX_BODY_BYTES) throw tooLarge();
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return bytes.subarray(0, length);
}

/** Not every runtime lets a web stream be iterated. */
async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

const tooLarge = () => new Refusal(413, "body_too_large", `the body has more than ${MAX_BODY_BYTES} bytes`);

/** A member of an object: its name, and a function that says what is wrong with a value, if anything. */
export interface Member {
  readonly name: string;
  readonly problemOf: (value: unknown) => string | undefined;
  readonly isOptional: boolean;
}

export const required = (name: string, problemOf: Member["problemOf"]): Member => ({
  name,
  problemOf,
  isOptional: false,
});

export const optional = (name: string, problemOf: Member["problemOf"]): Member => ({
  name,
  problemOf,
  isOptional: true,
});

/**
 * Requires an object of exactly these members in this order. JSON has no order, and a real authority takes any; but
 * the released client has this one, and a difference to it is worth noticing in a test.
 */
export function requireMembers(
  value: unknown,
  members: readonly Member[],
  name = "the body",
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal(400, "json_not_object", `${name} must be a JSON object`);
  }
  const object = value as Record<string, unknown>;
  const expected = members.filter(({ name, isOptional }) => !isOptional || Object.hasOwn(object, name));
  const order = expected.map(({ name }) => name).join(", ");
  if (Object.keys(object).join(", ") !== order) {
    throw new Refusal(400, "json_members_invalid", `${name} must have these members in this order: ${order}`);
  }
  for (const { name: member, problemOf } of expected) {
    const problem = problemOf(object[member]);
    if (problem) throw new Refusal(400, "json_member_invalid", `${member} ${problem}`);
  }
  return object;
}

/** Parses JSON and refuses two members of one name, of which `JSON.parse` silently takes the last. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "json_invalid", "the body is not JSON");
  }
  // Outside of strings, each member has one colon.
  const colons = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").split(":").length - 1;
  if (colons === countMembers(value)) return value;
  throw new Refusal(400, "json_member_duplicate", "the body has two members of one name");
}

function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, item) => sum + countMembers(item), own);
}
