import assert from "node:assert/strict";
import { test } from "node:test";
import { allowed } from "../../scripts/tools/apt.mjs";

const wanted = { what: "Chromium", packages: ["chromium", "chromium-driver"], privilege: ["sudo", "-n"] };

/** Answers as a person would, and keeps what was asked. */
function person(answer) {
  const asked = [];
  const ask = async (question) => {
    asked.push(question);
    return answer;
  };
  return { asked, ask };
}

test("nothing is installed with sudo before somebody agreed to the whole command", async () => {
  const { asked, ask } = person(true);
  await allowed({ ...wanted, env: {}, ask });
  assert.equal(asked.length, 1);
  assert.match(asked[0], /sudo apt-get install chromium chromium-driver/);
});

test("without consent it fails, and says what to install", async () => {
  const { ask } = person(false);
  await assert.rejects(
    allowed({ ...wanted, env: {}, ask }),
    /Chromium is missing\. Install it \(sudo apt-get/,
  );
});

test("nobody is asked in CI, or where sudo is not needed", async () => {
  const { asked, ask } = person(false);
  await allowed({ ...wanted, env: { CI: "true" }, ask });
  await allowed({ ...wanted, privilege: [], env: {}, ask });
  assert.deepEqual(asked, []);
});
