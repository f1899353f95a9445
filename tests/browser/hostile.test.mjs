import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encoded, NOW, publicKey, signed, unsigned } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";
import { watch } from "./support/watch.mjs";

const open = useInspector();
const HTML = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
const MEGABYTES = 10_000_000;

test("HTML is text, wherever it stands", async () => {
  let seen;
  const inspector = await open({
    now: NOW,
    serviceWorkers: "allow",
    prepare: async (page) => {
      seen = await watch(page);
    },
  });
  await inspector.text.fill(unsigned({ task_id: HTML, [HTML]: HTML }));
  await inspector.key.fill(HTML);
  await inspector.runtimeId.fill(HTML);
  assert.ok((await inspector.envelope.textContent()).includes(HTML));
  await inspector.key.fill(publicKey.toSsh());
  assert.equal((await inspector.judged()).word, "Invalid");
  await inspector.text.fill(HTML);
  assert.equal((await inspector.judged()).code, "assertion_scheme_invalid");
  const root = inspector.page.locator("agent-assertion-inspector");
  assert.equal(await root.locator("img, script, iframe, object").count(), 0);
  assert.deepEqual([seen.problems, seen.violations], [[], []]);
  await inspector.close();
});

test("characters that reorder or hide text are shown by name", async () => {
  const inspector = await open({ now: NOW });
  const hidden = [
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00ad",
    "\u2028",
    "\ufeff",
    "\u{e0041}",
    "\ue000",
    "\u3164",
    "\u00a0",
  ];
  await inspector.text.fill(unsigned({ task_id: `a${hidden.join("x")}b`, extra: "\u0000\u007f\u061c" }));
  const shown = await inspector.envelope.innerText();
  for (const character of hidden) {
    const name = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    assert.ok(shown.includes(name), name);
    assert.ok(!shown.replaceAll("\u00a0", "").includes(character) || character === "\u00a0", name);
  }
  assert.ok(shown.includes("U+061C"));
  await inspector.close();
});

test("an envelope of a thousand nested arrays is laid out all the same", async () => {
  const inspector = await open({ now: NOW });
  const deep = `${"[".repeat(2500)}${"]".repeat(2500)}`;
  await inspector.text.fill(unsigned({}).replace(/.*/, (header) => nest(header, deep)));
  assert.equal((await inspector.judged()).word, "Not verified");
  const json = inspector.page.getByRole("region", { name: "Decoded JSON" });
  assert.equal((await json.textContent()).replaceAll(/[^[]/g, "").length, 2500);
  await inspector.close();
});

function nest(header, value) {
  const json = Buffer.from(header.split(" ")[1], "base64url").toString();
  return encoded(`${json.slice(0, -1)},"deep":${value}}`);
}

describe("ten megabytes answer within a second", () => {
  for (const [what, unit, code] of [
    ["one word", "x"],
    ["words", "lorem ipsum "],
    ["lines", "Authorization: AgentAssertion eyJ\n"],
    ["brackets", "{["],
    ["nested arrays", '{"a":['],
    ["white space before a word", " ", "assertion_scheme_invalid"],
    ["a token's beginning, and zeros", "eyJ0000000"],
  ]) {
    const text = `${unit.repeat(MEGABYTES / unit.length)}x`;

    test(`${what}, pasted`, async () => {
      const inspector = await open({ now: NOW, permissions: ["clipboard-read", "clipboard-write"] });
      await inspector.page.evaluate((text) => navigator.clipboard.writeText(text), text);
      await inspector.text.focus();
      await answersInTime(inspector, () => inspector.page.keyboard.press("Control+V"), code);
      await inspector.close();
    });
  }

  test("set by a program, in either box", async () => {
    const inspector = await open({ now: NOW });
    for (const box of [inspector.text, inspector.key]) {
      await answersInTime(inspector, () =>
        box.evaluate((element, length) => {
          element.value = "x".repeat(length);
          element.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }, MEGABYTES),
      );
    }
    assert.match(await inspector.page.locator("#key-note").textContent(), /10,000,000 characters/);
    await inspector.close();
  });
});

test("JSON nested 100,000 deep answers in Inspect and in Bulk", async () => {
  const inspector = await open({ now: NOW });
  const deep = `${'{"a":['.repeat(100_000)}"${signed()}"${"]}".repeat(100_000)}`;
  await answersInTime(
    inspector,
    () =>
      inspector.text.evaluate((box, text) => {
        box.value = text;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, deep),
    null,
  );
  const started = performance.now();
  await inspector.takeInBulk(deep);
  assert.match(await inspector.bulkDone(), /^1 assertions/);
  assert.ok(performance.now() - started < 2000);
  await inspector.close();
});

test("hostile ids and URLs are inert in the table, too", async () => {
  const inspector = await open({ now: NOW });
  const request = { url: `https://a.example/${HTML}\u202etxt`, method: HTML };
  const value = signed({ runtimeId: "r\u202e1", taskId: HTML });
  const entry = { request: { ...request, headers: [{ name: "authorization", value }] } };
  await inspector.takeInBulk(JSON.stringify({ log: { entries: [entry] } }), { name: `${HTML}.har` });
  await inspector.bulkDone();
  const row = await inspector.page.getByRole("row").nth(1).textContent();
  for (const shown of [HTML, "rU+202E1", "U+202Etxt"]) assert.ok(row.includes(shown), row);
  assert.equal(await inspector.page.locator("img, iframe").count(), 0);
  await inspector.close();
});

async function answersInTime(inspector, act, code = "assertion_too_long") {
  const started = performance.now();
  await act();
  assert.equal((await inspector.judged()).code, code);
  await inspector.page.evaluate(() => new Promise(requestAnimationFrame));
  const took = performance.now() - started;
  assert.ok(took < 1000, `${Math.round(took)} ms`);
  const rendered = await inspector.page.evaluate(
    () => document.querySelector("agent-assertion-inspector").shadowRoot.textContent.length,
  );
  assert.ok(rendered < 20_000, `${rendered} characters in the page`);
}
