import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encoded, NOW, publicKey, signed, unsigned } from "./support/assertions.mjs";
import { standStill, useInspector } from "./support/inspector.mjs";
import { watch } from "./support/watch.mjs";
import { cpuOfPage } from "./support/work.mjs";

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

describe("ten megabytes are answered, at a cost that grows no faster than the text", () => {
  for (const [what, unit, code] of [
    ["one word", "x"],
    ["words", "lorem ipsum "],
    ["lines", "Authorization: AgentAssertion eyJ\n"],
    ["brackets", "{["],
    ["nested arrays", '{"a":['],
    ["white space before a word", " ", "assertion_scheme_invalid"],
    ["a token's beginning, and zeros", "eyJ0000000"],
  ]) {
    test(`${what}, pasted`, async () => {
      const inspector = await open({
        prepare: standStill,
        permissions: ["clipboard-read", "clipboard-write"],
      });
      await growsLinearly(async (length) => {
        const text = `${unit.repeat(length / unit.length)}x`;
        await inspector.page.evaluate((text) => navigator.clipboard.writeText(text), text);
        await inspector.text.focus();
        return answers(inspector, () => inspector.page.keyboard.press("Control+V"), code);
      });
      await inspector.close();
    });
  }

  for (const box of ["text", "key"]) {
    test(`set by a program in the ${box} box`, async () => {
      const inspector = await open({ prepare: standStill });
      const code = box === "key" ? null : "assertion_too_long";
      await growsLinearly((length) =>
        answers(inspector, () => setByProgram(inspector[box], "x".repeat(length)), code),
      );
      const note = await inspector.page.locator(`#${box}-note`).textContent();
      assert.match(note, /10,000,000 characters/);
      await inspector.close();
    });
  }
});

test("JSON nested 100,000 deep answers in Inspect and in Bulk", async () => {
  const inspector = await open({ now: NOW });
  const deep = `${'{"a":['.repeat(100_000)}"${signed()}"${"]}".repeat(100_000)}`;
  await answers(inspector, () => setByProgram(inspector.text, deep), null);
  await inspector.takeInBulk(deep);
  assert.match(await inspector.bulkDone(), /^1 assertion in/);
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

const setByProgram = (box, text) =>
  box.evaluate((element, text) => {
    element.value = text;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);

const GROWTH = 5;

/** Compares the CPU time of the page's main thread for a text of 10 MB with that for a text of 2 MB. */
async function growsLinearly(take) {
  await take(MEGABYTES / GROWTH); // The first time compiles.
  const small = Math.min(await take(MEGABYTES / GROWTH), await take(MEGABYTES / GROWTH));
  const large = await take(MEGABYTES);
  assert.ok(large <= 3 * GROWTH * small, `${large} s of CPU time, and ${small} s for a fifth of the text`);
}

/** Checks the verdict and that the page shows only an excerpt. Returns the CPU seconds that the page needed. */
async function answers(inspector, act, code = "assertion_too_long") {
  const { page } = inspector;
  const clear = inspector.button("Clear");
  if (await clear.isVisible()) await clear.click();
  const cpu = await cpuOfPage(page);
  const before = await cpu();
  await inspector.updates();
  await act();
  assert.equal((await inspector.judged()).code, code);
  const shown = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("agent-assertion-inspector");
    const boxes = [...shadowRoot.querySelectorAll("textarea")].map(({ value }) => value.length);
    document.body.getBoundingClientRect(); // Lays the page out now.
    return { rendered: shadowRoot.textContent.length, inBoxes: Math.max(...boxes) };
  });
  const used = (await cpu()) - before;
  assert.ok(shown.rendered < 20_000, `${shown.rendered} characters in the page`);
  assert.ok(shown.inBoxes <= 100_000, `${shown.inBoxes} characters in a box`);
  assert.ok((await inspector.updates()) <= 4);
  return used;
}
