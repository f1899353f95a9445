import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, documents } from "../docs/documents.mjs";
import { run } from "./support/run.mjs";

/** Every call of the program in the documentation: its command, its options, and the place. */
const calls = documents
  .flatMap(blocksOf)
  .filter(({ language }) => language === "sh")
  .flatMap(({ path, line, code }) =>
    [...code.matchAll(/npx agent-identity-wasm ([^|\n]*)/g)].map(([, text]) => ({
      place: `${path}:${line}`,
      text,
    })),
  )
  .map(({ place, text }) => {
    const [command, ...words] = text.replace(/\s+(?:#|-- ).*$/, "").split(/\s+/);
    return { place, command, options: words.filter((word) => word.startsWith("--")) };
  });

const helpOf = Object.fromEntries(
  await Promise.all(
    [...new Set(calls.map(({ command }) => command))].map(async (name) => [
      name,
      await run([name, "--help"]),
    ]),
  ),
);

test("the documentation shows every command, and only commands and options that exist", async () => {
  const { stdout } = await run(["--help"]);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name);
  assert.deepEqual(
    commands.filter((name) => !calls.some(({ command }) => command === name)),
    [],
  );
  for (const { place, command, options } of calls) {
    const { code, stdout: help } = helpOf[command];
    assert.equal(code, 0, `${place}: ${command}`);
    for (const option of options)
      assert.match(help, new RegExp(`^  ${option}\\b`, "m"), `${place}: ${option}`);
  }
});
