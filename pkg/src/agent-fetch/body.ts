import { hostGlobal } from "../members.js";

/** A request's body as it was when the request was made. */
export interface TakenBody {
  readonly body: unknown;
  /** True if the same bytes can be sent again. */
  readonly isRepeatable: boolean;
}

/**
 * Takes the body as it is now. `fetch` reads a body at once, so callers may reuse their buffers and forms as soon as it
 * returns; but here the body is sent later, after a task was registered, and perhaps twice. Hence the copies.
 */
export function takeBody(body: unknown): TakenBody {
  if (body === undefined || body === null || typeof body === "string") return repeatable(body);
  if (typeof body !== "object" && typeof body !== "function") return repeatable(String(body));
  if (ArrayBuffer.isView(body)) return repeatable(copyOfView(body));
  if (isArrayBuffer(body)) return repeatable(new Uint8Array(body).slice());
  if (isInstance<Blob>(body, "Blob")) return repeatable(body);
  if (isInstance<URLSearchParams>(body, "URLSearchParams")) return repeatable(new URLSearchParams(body));
  if (isInstance<FormData>(body, "FormData")) return repeatable(copyOfForm(body));
  return { body, isRepeatable: false };
}

const repeatable = (body: unknown): TakenBody => ({ body, isRepeatable: true });

function copyOfView({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

function copyOfForm(form: FormData): FormData {
  const copy = new FormData();
  form.forEach((value, name) => {
    // The types know only strings here; a File keeps its own name.
    copy.append(name, value as string);
  });
  return copy;
}

const { get: byteLength } = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength") as {
  get(this: unknown): number;
};

/** True for an `ArrayBuffer` of any realm. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    byteLength.call(value);
    return true;
  } catch {
    return false;
  }
}

/** True for an instance of a class of the host, which need not have it. */
export function isInstance<T>(value: unknown, name: string): value is T {
  const Class = hostGlobal(name);
  return typeof Class === "function" && value instanceof Class;
}
