#!/usr/bin/env node
// Makes the vectors beside it, from fixed throw-away keys, without a clock or chance: `node generate.mjs`.
// `node generate.mjs --check` writes nothing and exits 1 where a file differs from what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import { auth } from "./generate/auth.mjs";
import { documents } from "./generate/documents.mjs";
import { endpoints } from "./generate/endpoints.mjs";
import { toJson } from "./generate/format.mjs";
import { headers } from "./generate/headers.mjs";
import { keys } from "./generate/keys.mjs";
import { registrations } from "./generate/registrations.mjs";
import { secrets } from "./generate/secrets.mjs";
import { texts } from "./generate/texts.mjs";

const FILES = {
  "auth.json": auth,
  "documents.json": documents,
  "endpoints.json": endpoints,
  "headers.json": headers,
  "keys.json": keys,
  "registrations.json": registrations,
  "secrets.json": secrets,
  "texts.json": texts,
};

const path = (name) => new URL(name, import.meta.url);

function onDisk(name) {
  try {
    return readFileSync(path(name), "utf8");
  } catch {
    return undefined;
  }
}

function check() {
  const stale = Object.keys(FILES).filter((name) => onDisk(name) !== toJson(FILES[name]));
  for (const name of stale) console.error(`${name} is not what generate.mjs makes; run it without --check`);
  process.exitCode = stale.length > 0 ? 1 : 0;
}

function write() {
  for (const [name, value] of Object.entries(FILES)) writeFileSync(path(name), toJson(value));
}

const [option, ...more] = process.argv.slice(2);
if (option === "--check" && more.length === 0) check();
else if (option === undefined) write();
else {
  console.error("usage: node generate.mjs [--check]");
  process.exitCode = 2;
}
