import * as glue from "../build/core.js";
import { builtInterface } from "../build/interface.js";
import { CodedError, redactCausesBy } from "./error.js";
import { interfaceOf } from "./interface.js";
import { onlyWords } from "./only-words.js";
import { quietly } from "./quietly.js";

/** A compiled WebAssembly module, in whichever way your `lib` names it. */
export type WebAssemblyModule = typeof globalThis extends {
  WebAssembly: { Module: new (...args: never[]) => infer Module };
}
  ? Module
  : object;

/** A source of the module: a URL, a `Request`, a `Response`, its bytes, or the compiled module, of any realm. */
export type InitSource =
  | { readonly href: string; readonly origin: string }
  | { readonly url: string; readonly method: string }
  | {
      readonly ok: boolean;
      readonly status: number;
      readonly url: string;
      arrayBuffer(): Promise<ArrayBuffer>;
    }
  | ArrayBuffer
  | ArrayBufferView
  | WebAssemblyModule;

type Source = BufferSource | WebAssembly.Module;
/**
 * An object of the module, as wasm-bindgen's glue keeps it.
 * @internal
 */
export interface Raw {
  free(): void;
}

/** More is not read of a text in a cause. */
const MAX_CAUSE_LENGTH = 65_536;

let loaded = false;
let exports: Record<string, (...numbers: number[]) => void>;
let defaultSource: undefined | (() => Source);

/**
 * Sets the module that an entry contains, so that nobody needs to call `init`.
 * @internal
 */
export function setDefaultSource(source: () => Source): void {
  defaultSource = source;
}

/**
 * Returns the raw functions and classes of the module, which is compiled here on first use.
 * @internal
 */
export function core(): typeof glue {
  if (!loaded) initSync();
  return glue;
}

/**
 * Frees an object of the module: at once, or after the call that is using it. The object's own `free()` would throw
 * during such a call, and leave a key in memory for good.
 * @internal
 */
export function release(raw: Raw, kind: string): void {
  const pointer = (raw as unknown as { __destroy_into_raw(): number }).__destroy_into_raw();
  exports[`__wbg_${kind.toLowerCase()}_free`](pointer, 1);
}

/**
 * Compiles the module as {@link init} does, but at once, from bytes or a compiled module.
 *
 * @throws {@link AgentIdentityError} `wasm_blocked`, `wasm_invalid`, `not_initialized`
 *
 * @example
 * ```js
 * import { initSync } from "agent-identity-wasm";
 *
 * initSync();
 * ```
 */
export function initSync(source?: ArrayBuffer | ArrayBufferView | WebAssemblyModule): void {
  if (loaded) return;
  requireSource(source);
  requireWebAssembly();
  try {
    const given = (source ?? defaultSource?.()) as Source;
    const module = isModule(given) ? given : new WebAssembly.Module(given);
    const instance = new WebAssembly.Instance(module, importsOf(module));
    // A getter of the source may have called this function.
    if (!loaded) start(instance, module);
  } catch (cause) {
    throw loadError(cause);
  }
}

/**
 * Compiles the module. Awaiting this once moves the compilation (a few milliseconds) off the first call. Further calls do
 * nothing. It is required for `agent-identity-wasm/slim`, and on the main thread of Chromium 114 and older, which refuses
 * to compile synchronously.
 *
 * @param source what to compile instead of the bytes that came with the package
 * @throws {@link AgentIdentityError} `wasm_blocked`, `wasm_invalid`, `not_initialized`
 *
 * @example
 * ```js
 * import init from "agent-identity-wasm";
 *
 * await init();
 * ```
 */
export async function init(source?: InitSource | Promise<InitSource>): Promise<void> {
  if (loaded) {
    // A rejection that nobody handles would end the process.
    quietly(() => source);
    return;
  }
  const given = await arrived(source);
  requireSource(given);
  requireWebAssembly();
  try {
    const module = await compile(given ?? (defaultSource?.() as Source));
    // Browsers based on Chromium 114 and older refuse the constructors of the module and its instance on the main thread.
    const { instantiate } = WebAssembly;
    const instance = await instantiate(module, importsOf(module));
    if (!loaded) start(instance, module);
  } catch (cause) {
    throw loadError(cause);
  }
}

async function arrived<T>(source: T | Promise<T>): Promise<T> {
  try {
    return await source;
  } catch (cause) {
    throw loadError(cause);
  }
}

/** Returns the imports for an instance of the module, once it is known to be the module of this build. */
function importsOf(module: WebAssembly.Module): WebAssembly.Imports {
  if (interfaceOf(module) !== builtInterface)
    throw new TypeError("it is not the one that goes with this file");
  return glue.__wbg_get_imports();
}

/** Has the glue use an instance from now on. A second one would invalidate every object of the first. */
function start(instance: WebAssembly.Instance, module: WebAssembly.Module): void {
  exports = glue.__wbg_finalize_init(instance, module) as unknown as typeof exports;
  loaded = true;
  redactCausesBy((text) => glue.quoteBody(text.slice(0, MAX_CAUSE_LENGTH), "", MAX_CAUSE_LENGTH));
}

async function compile(source: InitSource | Source): Promise<WebAssembly.Module> {
  if (isModule(source)) return source;
  // Next.js fails the build of an edge route that contains the text of a call to a member of `WebAssembly`.
  const { compile } = WebAssembly;
  if (isBufferSource(source)) return compile(source);
  const response = isResponse(source) ? source : await fetch(source as URL | Request);
  if (!response.ok) throw new TypeError(`${response.url} answered with status ${response.status}`);
  return compile(await response.arrayBuffer());
}

function requireWebAssembly(): void {
  if (typeof WebAssembly === "undefined") {
    throw new CodedError("wasm_blocked", "this environment has no WebAssembly");
  }
}

function isModule(value: unknown): value is WebAssembly.Module {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}

function isBufferSource(value: unknown): value is BufferSource {
  const tag = Object.prototype.toString.call(value);
  return ArrayBuffer.isView(value) || tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}

function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === "[object Response]";
}

function requireSource(given: unknown): void {
  if ((given ?? defaultSource) !== undefined) return;
  const message = "await init(source) first: this entry of agent-identity-wasm brings no WebAssembly along";
  throw new CodedError("not_initialized", message);
}

function loadError(thrown: unknown) {
  const reason = reasonOf(thrown);
  if (/unsafe-eval|content security policy|\bCSP\b|disallowed by embedder/i.test(reason)) {
    const advice = "add 'wasm-unsafe-eval' to script-src, or init with a compiled WebAssembly.Module";
    return new CodedError("wasm_blocked", `WebAssembly is blocked here: ${advice}`, thrown);
  }
  if (/disallowed on the main thread/i.test(reason)) {
    const advice = "this browser compiles WebAssembly on the main thread only asynchronously";
    return new CodedError("not_initialized", `await init() first: ${advice}`, thrown);
  }
  return new CodedError(
    "wasm_invalid",
    `the WebAssembly module cannot be loaded: ${onlyWords(reason)}`,
    thrown,
  );
}

/** Returns the message of whatever was thrown, which may come from the caller. */
function reasonOf(cause: unknown): string {
  try {
    return String(cause instanceof Error ? cause.message : cause);
  } catch {
    return "nothing says why";
  }
}
