import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fromRoot } from "../lib/paths.mjs";
import { table } from "../lib/print.mjs";

export function printSizes() {
  const files = readdirSync(fromRoot("pkg/dist")).filter((name) => /\.(wasm|c?js)$/.test(name));
  console.log();
  table([["pkg/dist", "bytes", "gzip"], ...files.map(sizes)]);
}

function sizes(name) {
  const bytes = readFileSync(fromRoot("pkg/dist", name));
  const gzip = gzipSync(bytes, { level: 9 });
  return [name, ...[bytes, gzip].map(({ length }) => length.toLocaleString("en"))];
}
