import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { checkReport } from "../../scripts/api/report.mjs";
import { emitTypes, publishTypes } from "../../scripts/build/types.mjs";
import { fromRoot } from "../../scripts/lib/paths.mjs";

const folder = mkdtempSync(join(tmpdir(), "api-report-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const isSource = (path) => !/[\\/](dist|build[\\/]types|node_modules)$/.test(path);
cpSync(fromRoot("pkg"), join(folder, "pkg"), { recursive: true, filter: isSource });

/** Runs the check on a copy of the sources in which one file was changed. */
async function checkWith(file, change) {
  const path = join(folder, "pkg/src", file);
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  writeFileSync(path, changed);
  try {
    const [emitted, published] = ["emitted", "published"].map((name) => join(folder, name));
    await emitTypes(join(folder, "pkg"), emitted);
    publishTypes(emitted, published);
    checkReport(published);
    return changed === text ? "unchanged, accepted" : "changed, accepted";
  } catch ({ message }) {
    return message;
  } finally {
    writeFileSync(path, text);
  }
}

const replaced = (from, to) => (text) => {
  assert.ok(text.includes(from), `the source has ${from}`);
  return text.replace(from, to);
};

test("the report of the sources as they are is the reviewed one", async () => {
  assert.equal(await checkWith("verification.ts", (text) => text), "unchanged, accepted");
});

const changes = [
  [
    "two parameters of an export are swapped",
    "auth.ts",
    replaced("text: string,\n  record: AgentIdentityRecord", "record: string,\n  text: AgentIdentityRecord"),
  ],
  [
    "two parameters with their types are swapped",
    // No source calls it: a call would fail to compile before the report is compared.
    "agent-fetch/agent-fetch.ts",
    (text) => text.replace(/ {2}(tasks: AgentTasks),\n {2}(options: \{.*?\n {2}\}),\n/s, "  $2,\n  $1,\n"),
  ],
  ["an export returns something else", "verification.ts", replaced("): Verdict[] {", "): unknown[] {")],
  [
    "a method returns something else",
    "agent-public-key.ts",
    replaced("toJwk(): AgentPublicJwk", "toJwk(): object"),
  ],
  ["an option is renamed", "opting-in.ts", replaced("firstParty?: boolean", "first?: boolean")],
  [
    "an inherited method takes an argument",
    "handle.ts",
    replaced("free(): void", "free(now?: boolean): void"),
  ],
];

for (const [name, file, change] of changes) {
  test(`the check fails if ${name}`, async () => {
    const outcome = await checkWith(file, change);
    assert.match(outcome, /docs\/API\.md is not the report of the declarations. Run "npm run api"/);
  });
}

test("the check fails if an export passes its arguments on in another order", async () => {
  const swapped = replaced(
    "(header, rawPublicKey(publicKey), options)",
    "(rawPublicKey(publicKey), header, options)",
  );
  assert.match(await checkWith("verification.ts", swapped), /tsc.* ended with exit code/s);
});
