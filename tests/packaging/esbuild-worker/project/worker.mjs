import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

// The globals of a web worker beyond ECMAScript, except `fetch` and `URL`. Nothing of Node is available.
const { atob, btoa, console, crypto, TextDecoder, TextEncoder } = globalThis;
const worker = createContext({ atob, btoa, console, crypto, TextDecoder, TextEncoder });
runInContext(readFileSync("bundle.js", "utf8"), worker);
