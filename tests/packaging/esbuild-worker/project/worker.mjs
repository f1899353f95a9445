import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

// What a web worker has and ECMAScript has not, but no fetch, no URL and nothing of Node.
const { atob, btoa, console, crypto, TextDecoder, TextEncoder } = globalThis;
const worker = createContext({ atob, btoa, console, crypto, TextDecoder, TextEncoder });
runInContext(readFileSync("bundle.js", "utf8"), worker);
