// @ts-check
import * as glue from "../build/core.js";
import { builtInterface } from "../build/interface.js";
import { AgentIdentityError } from "./error.js";
import { quietly } from "./http/host.js";
import { interfaceOf } from "./interface.js";

/** @typedef {import("../types/index.js").InitSource} InitSource */

let loaded = false;
/** @type {Record<string, Function>} */
let exports;
/** @type {undefined | (() => BufferSource | WebAssembly.Module)} */
let defaultSource;

/**
 * What an entry brings along, so that nobody needs to call `init`.
 * @param {() => BufferSource | WebAssembly.Module} source
 */
export function setDefaultSource(source) {
  defaultSource = source;
}

/** The raw functions and classes of the module, which is compiled here on first use. */
export function core() {
  if (!loaded) initSync();
  return glue;
}

/**
 * Frees an object of the module: at once, or where a call that it is part of still runs, after that. The `free()` of
 * the object itself would throw there, and leave a key in memory for good.
 * @param {{ __destroy_into_raw(): number | undefined }} raw
 * @param {string} kind
 */
export function release(raw, kind) {
  exports[`__wbg_${kind.toLowerCase()}_free`](raw.__destroy_into_raw(), 1);
}

/** @param {BufferSource | WebAssembly.Module} [source] */
export function initSync(source) {
  if (loaded) return;
  const given = source ?? defaultSource?.();
  if (given === undefined) throw notInitialized();
  requireWebAssembly();
  try {
    const module = isModule(given) ? given : new WebAssembly.Module(/** @type {BufferSource} */ (given));
    instantiate(module);
  } catch (cause) {
    throw loadError(cause);
  }
}

/** @param {InitSource | Promise<InitSource>} [source] */
export async function init(source) {
  if (loaded) {
    // A rejection that nobody handles would end the process.
    quietly(() => source);
    return;
  }
  const given = (await arrived(source)) ?? defaultSource?.();
  if (given === undefined) throw notInitialized();
  requireWebAssembly();
  try {
    const module = await compile(given);
    if (!loaded) instantiate(module);
  } catch (cause) {
    throw loadError(cause);
  }
}

/** @param {InitSource | Promise<InitSource>} [source] */
async function arrived(source) {
  try {
    return await source;
  } catch (cause) {
    throw loadError(cause);
  }
}

/**
 * The glue keeps the first instance that it makes, whatever that is.
 * @param {WebAssembly.Module} module
 */
function instantiate(module) {
  if (interfaceOf(module) !== builtInterface)
    throw new TypeError("it is not the one that goes with this file");
  exports = glue.initSync({ module });
  loaded = true;
}

/**
 * @param {InitSource} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(source) {
  if (isModule(source)) return source;
  if (isBufferSource(source)) return WebAssembly.compile(source);
  const response = isResponse(source) ? source : await fetch(source);
  if (!response.ok) throw new TypeError(`${response.url} answered with status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

function requireWebAssembly() {
  if (typeof WebAssembly === "undefined") {
    throw new AgentIdentityError("wasm_blocked", "this environment has no WebAssembly");
  }
}

/**
 * @param {unknown} value
 * @returns {value is WebAssembly.Module}
 */
function isModule(value) {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}

/**
 * @param {unknown} value
 * @returns {value is BufferSource}
 */
function isBufferSource(value) {
  const tag = Object.prototype.toString.call(value);
  return ArrayBuffer.isView(value) || tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}

/**
 * @param {unknown} value
 * @returns {value is Response}
 */
function isResponse(value) {
  return Object.prototype.toString.call(value) === "[object Response]";
}

function notInitialized() {
  const message = "await init(source) first: this entry of agent-identity-wasm brings no WebAssembly along";
  return new AgentIdentityError("not_initialized", message);
}

/** @param {unknown} cause */
function loadError(cause) {
  const reason = reasonOf(cause);
  if (/unsafe-eval|content security policy|\bCSP\b|disallowed by embedder/i.test(reason)) {
    const advice = "add 'wasm-unsafe-eval' to script-src, or init with a compiled WebAssembly.Module";
    return new AgentIdentityError("wasm_blocked", `WebAssembly is blocked here: ${advice}`, cause);
  }
  return new AgentIdentityError("wasm_invalid", `the WebAssembly module cannot be loaded: ${reason}`, cause);
}

/** @param {unknown} cause anything at all: it may come from the caller */
function reasonOf(cause) {
  try {
    return String(cause instanceof Error ? cause.message : cause);
  } catch {
    return "nothing says why";
  }
}
