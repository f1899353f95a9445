import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AgentPublicKey, AssertionExtractor, extractAssertions, inspectAssertion } from "agent-identity-wasm";
import { texts } from "./support/vectors.mjs";

const publicKey = AgentPublicKey.parse(texts.public_key);
const now = new Date(texts.now);

/** An extracted assertion as the table writes it. */
const row = ({ sentAt, ...rest }) => (sentAt === undefined ? rest : { ...rest, sent_at: sentAt.getTime() });

describe("the texts of the table", () => {
  for (const { name, text, found, inspected, valid, notes = [] } of texts.cases) {
    test(name, () => {
      assert.deepEqual(extractAssertions(text).map(row), found);
      assert.deepEqual(extractAssertions(new TextEncoder().encode(text)).map(row), found);
      const inspection = inspectAssertion(text, { publicKey, now });
      assert.equal(inspection.header, inspected ?? found[0]?.header);
      assert.equal(inspection.valid, valid);
      const codes = inspection.findings.map(({ code }) => code);
      for (const note of notes) assert.ok(codes.includes(note), `${note} in ${codes}`);
    });
  }
});

test("all of them one after another are found in one text, too", () => {
  const extractor = new AssertionExtractor();
  const separate = texts.cases.filter(({ found }) => found.length > 0);
  let count = 0;
  for (const { text } of separate) count += extractor.push(`${text}\n\n\n`).length;
  count += extractor.finish().length;
  extractor.free();
  assert.equal(count, separate.length);
});
