require("ses");
const { readFileSync } = require("node:fs");

// Without this option errors have no stack, which the scenario looks at.
lockdown({ errorTaming: "unsafe" });

// A compartment has none of these unless it is given them. It needs the first two; the others are what the scenario tries.
const required = { Float64Array, WebAssembly };
const optional = {
  ...{
    AbortController,
    AbortSignal,
    Date,
    URL,
    atob,
    btoa,
    clearTimeout,
    console,
    crypto,
    fetch,
    setTimeout,
  },
  ...{ structuredClone, TextEncoder },
};

/** Evaluates a CommonJS file in a compartment, as a host of plugins does, and returns its exports. */
function evaluated(file, require) {
  const module = { exports: {} };
  const globals = { ...required, ...optional, module, require };
  new Compartment({ globals, __options__: true }).evaluate(readFileSync(file, "utf8"));
  return module.exports;
}

const scenario = evaluated("./scenario.cjs");
const api = evaluated(require.resolve("agent-identity-wasm"));
const gateway = evaluated(require.resolve("agent-identity-wasm/gateway"), () => api);
scenario.report(api, gateway);
