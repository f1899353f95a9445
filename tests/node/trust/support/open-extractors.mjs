// Run by extractors.test.mjs with the name of a text. Prints how many bytes of WebAssembly memory each of the open
// extractors takes that was given this text. Every text needs a process of its own: memory that was used once stays.
import { AssertionExtractor } from "agent-identity-wasm";
import { HOSTILE } from "./hostile-texts.mjs";
import { memoryBytes } from "./linear-memory.mjs";

const OPEN = Number(process.argv[3]);
new AssertionExtractor().free(); // The module is loaded on first use.

const text = new TextEncoder().encode(HOSTILE[process.argv[2]]);
const before = memoryBytes();
const extractors = Array.from({ length: OPEN }, () => new AssertionExtractor());
for (const extractor of extractors) extractor.push(text);
console.log((memoryBytes() - before) / OPEN);
