const MAX_DEPTH = 4;
const MAX_MEMBERS = 100;

/**
 * Returns what the host or the caller threw, to be the `cause` of an error. If a secret could be read from it, returns a
 * plain error with its redacted name and message instead: some hosts quote a URL or an argument, and some HTTP clients
 * attach the request with its headers.
 * @param redact returns its argument if there is nothing to hide in it
 * @internal
 */
export function redactedCause(cause: unknown, redact: (text: string) => string): unknown {
  try {
    if (typeof cause === "string") return redact(cause);
    for (const text of textsOf(cause, MAX_DEPTH)) {
      if (redact(text) !== text) return plainError(cause as Partial<Error>, redact);
    }
  } catch {
    // An object that throws when it is read shows nothing.
  }
  return cause;
}

function plainError({ name, message }: Partial<Error>, redact: (text: string) => string): Error {
  const error = new Error(redact(String(message)));
  error.name = redact(String(name));
  return error;
}

/** Yields every text that printing the value could show. */
function* textsOf(value: unknown, depth: number): Generator<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null || depth === 0) return;
  // The message of a DOMException is a getter of its prototype.
  if (value instanceof Error) yield String(value.message);
  for (const name of Reflect.ownKeys(value).slice(0, MAX_MEMBERS)) {
    // A stack begins with the message, and goes on with the names of files.
    if (name === "stack") continue;
    yield* textsOf(Reflect.getOwnPropertyDescriptor(value, name)?.value, depth - 1);
  }
}
