import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { texts } from "../node/support/vectors.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();
let inspector;

describe("the page reads every text of the table", () => {
  before(async () => {
    inspector = await open();
    await inspector.verifyAt(texts.now);
    await inspector.key.fill(texts.public_key);
  });

  for (const { name, text, found, inspected, valid, notes = [] } of texts.cases) {
    test(name, async () => {
      await inspector.text.fill(text);
      const { word } = await inspector.judged();
      const isShown = (inspected ?? found[0]?.header) !== undefined;
      assert.equal(word, valid ? "Valid" : "Invalid", `shown: ${isShown}`);
      const findings = await inspector.findings.textContent();
      for (const note of notes) assert.ok(findings.includes(note), `${note} in ${findings}`);
    });
  }
});
