/** Advice about this package and the environment it runs in. */
export const PACKAGE = {
  not_initialized: {
    title: "The package is not initialized",
    cause:
      "The WebAssembly module is not loaded yet: the slim entry does not contain it, or this browser cannot compile it synchronously.",
    remedy:
      "Call `await init()` once before any other function. With the slim entry, pass the module: `await init(source)`.",
  },
  wasm_blocked: {
    title: "WebAssembly is blocked",
    cause: "The environment has no WebAssembly, or its Content Security Policy forbids it.",
    remedy: "Add 'wasm-unsafe-eval' to script-src, or pass a compiled WebAssembly.Module to init().",
  },
  wasm_invalid: {
    title: "The WebAssembly module cannot be loaded",
    cause: "The source given to init() is not the module of this version, or it did not arrive.",
    remedy:
      "Serve agent_identity.wasm from the same version of the package, and check its URL, status and content.",
  },
  memory_exhausted: {
    title: "The memory of the package is used up",
    cause:
      "The module's memory cannot grow any further, or too many extractors are open at the same time. What is open goes on working.",
    remedy:
      "Free objects that are no longer used, extractors above all: call free(), or declare them with `using`.",
  },
  random_unavailable: {
    title: "No secure random numbers",
    cause:
      "The environment does not provide crypto.getRandomValues, which new keys and sealed task ids need.",
    remedy: "Run in an environment with Web Crypto, or load a key that was made elsewhere.",
  },
  freed: {
    title: "The object was freed",
    cause:
      "A key, identity or extractor was used after its free() method was called, or after a `using` block ended.",
    remedy: "Free an object only when nothing uses it any longer, or create a new one.",
  },
  not_cloneable: {
    title: "The object cannot be copied",
    cause:
      "A key or identity was passed to structuredClone, postMessage or a spread. Secrets stay inside the module.",
    remedy: "Send an exported form instead, for example toJwk() of a public key.",
  },
  webcrypto_unavailable: {
    title: "Web Crypto is missing",
    cause:
      "Checking a JWT needs crypto.subtle, which browsers provide only on https: pages and on localhost.",
    remedy: "Open the page over https:, or run in an environment that has crypto.subtle.",
  },
} as const;
