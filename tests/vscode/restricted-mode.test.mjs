import assert from "node:assert/strict";
import { test } from "node:test";
import { other, text } from "./support/files.mjs";
import { installExtension, withVscode } from "./support/vscode.mjs";

test("in Restricted Mode assertions are explained, and nothing is signed", async () => {
  const files = { "headers.txt": text(`fresh ${other.sign("task-1")}`) };
  const settings = { "security.workspace.trust.startupPrompt": "never" };
  await withVscode({ host: "node", settings, files, asksForTrust: true }, async (window) => {
    await installExtension(window);
    await window.openFile("headers.txt");
    assert.match(await window.hover("fresh"), /Task: task-1/);
    await window.run("Agent Identity: Add Identity");
    assert.match(await window.notified("Restricted Mode"), /not used in Restricted Mode/);
  });
});
