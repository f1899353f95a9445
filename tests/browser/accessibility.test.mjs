import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { documents } from "../node/support/vectors.mjs";
import {
  NOW,
  privateKey,
  publicKey,
  signed,
  unsigned,
  withManyFaults,
  withUnsignedMembers,
} from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const open = useInspector();

/**
 * A viewport in which the page need not scroll. The sticky verdict then covers nothing, and axe can determine every
 * colour.
 */
const TALL = { width: 1280, height: 3000 };

const states = {
  empty: async () => {},
  valid: async (inspector) => {
    await inspector.text.fill(withUnsignedMembers(signed(), '"extra":[1,true,null,"x"]'));
    await inspector.key.fill(publicKey.toSsh());
    await inspector.verifyAt("2026-11-22 06:16:09");
  },
  invalid: async (inspector) => {
    await inspector.text.fill(unsigned({ agent_runtime_id: "agent-\u202e1", more: { a: 1 } }));
    await inspector.key.fill(privateKey);
    await inspector.verifyAt("yesterday");
  },
  malformed: async (inspector) => {
    await inspector.text.fill("Bearer abc");
  },
  "a private key was pasted": async (inspector) => {
    await inspector.text.fill(privateKey);
  },
  "bulk, empty": async (inspector) => {
    await inspector.tab("Bulk").click();
  },
  "bulk, with rows of each verdict": async (inspector) => {
    const log = `GET /x ${signed()}\nauthorization: ${unsigned({})}\nauthorization: AgentAssertion x`;
    await inspector.takeInBulk(log, { keys: [publicKey.toSsh()], name: "x.log" });
    await inspector.bulkDone();
  },
  "compose, empty": async (inspector) => {
    await inspector.tab("Compose").click();
  },
  "compose, a task registration": async (inspector) => {
    await inspector.tab("Compose").click();
    await inspector.button("Make a demo key").click();
    await inspector.page.getByRole("radio", { name: "Task registration" }).check();
    await inspector.button("Rust").click();
  },
  "many findings, one of them shown": async (inspector) => {
    await inspector.tab("Inspect").click();
    await inspector.key.fill(publicKey.toSsh());
    await inspector.text.fill(withManyFaults());
    await inspector.show('member "extra"').click();
    await inspector.page.locator("mark").first().waitFor();
  },
};

/** One document of each kind of the table of documents; the other states have assertions. */
const kinds = new Map(
  documents.cases
    .filter(({ kind, parts }) => kind !== "assertion" && kind !== "unknown" && parts?.length > 0)
    .map((row) => [row.kind, row]),
);
assert.equal(kinds.size, 9);
for (const [kind, row] of kinds) {
  states[`a document: ${kind}`] = async (inspector) => {
    await inspector.text.fill(row.text);
    await inspector.page.locator(".document").first().waitFor();
  };
}

/** The states with the most colours. */
const COLOURFUL = [
  "valid",
  "invalid",
  "a document: authJson",
  "bulk, with rows of each verdict",
  "compose, a task registration",
];
const schemes = [
  { title: "light", settings: { colorScheme: "light" }, names: Object.keys(states) },
  { title: "dark", settings: { colorScheme: "dark" }, names: Object.keys(states) },
  { title: "more contrast, light", settings: { colorScheme: "light", contrast: "more" }, names: COLOURFUL },
  { title: "more contrast, dark", settings: { colorScheme: "dark", contrast: "more" }, names: COLOURFUL },
  { title: "forced colours", settings: { forcedColors: "active" }, names: COLOURFUL },
];

for (const { title, settings, names } of schemes) {
  describe(`axe finds nothing, ${title}`, () => {
    let inspector;

    before(async () => {
      const prepare = (page) => page.addInitScript({ path: axe });
      inspector = await open({ now: NOW, viewport: TALL, ...settings, prepare });
    });
    after(() => inspector.close());

    for (const state of names) {
      const enter = states[state];
      test(state, async () => {
        await startAfresh(inspector);
        await enter(inspector);
        assert.deepEqual(await violations(inspector), []);
      });
    }
  });
}

test("with forced colours, what is chosen and what is pointed at still stands out", async () => {
  const inspector = await open({ now: NOW, forcedColors: "active" });
  const { page } = inspector;
  await states.valid(inspector);
  const chosen = page.getByRole("tab", { selected: true });
  const other = page.getByRole("tab", { name: "Bulk" });
  const edge = (tab) => tab.evaluate((element) => getComputedStyle(element).borderBottomColor);
  assert.notEqual(await edge(chosen), await edge(other));
  const part = page.locator(".part[data-part=task_id]");
  await part.hover();
  assert.notEqual(await part.evaluate((element) => getComputedStyle(element).outlineStyle), "none");
  await inspector.close();
});

test("each condition that is wrong is marked at its own box, with its reason", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(signed());
  await inspector.key.fill(publicKey.toSsh());
  const wrong = { maxAge: "-1", maxSkew: "soon", runtimeId: "a b", taskId: "x".repeat(300) };
  for (const [box, value] of Object.entries(wrong)) await inspector[box].fill(value);
  for (const box of Object.keys(wrong)) {
    assert.equal(await inspector[box].getAttribute("aria-invalid"), "true", box);
    assert.notEqual(await inspector[box].evaluate(described), "", box);
  }
  await inspector.maxAge.fill("300");
  assert.equal(await inspector.maxAge.getAttribute("aria-invalid"), null);
  assert.equal(await inspector.maxSkew.getAttribute("aria-invalid"), "true");
  await inspector.close();
});

async function startAfresh(inspector) {
  await inspector.tab("Inspect").click();
  const clear = inspector.button("Clear");
  if (await clear.isVisible()) await clear.click();
}

const violations = ({ page }) =>
  page.evaluate(async () => {
    const { violations, incomplete } = await window.axe.run();
    const unclear = incomplete.filter(({ id }) => id === "color-contrast");
    return [...violations, ...unclear].map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" "))}`,
    );
  });

test("roles and names are those that people and programs look for", async () => {
  const inspector = await open({ now: NOW });
  const { page, text, key, verdict } = inspector;
  await text.fill(signed());
  const byRole = (role, name) => page.getByRole(role, { name, exact: true });
  for (const [role, name] of [
    ["heading", "Agent assertion inspector"],
    ["textbox", "Authorization header, request or log"],
    ["textbox", "Public key"],
    ["textbox", "Max age, seconds"],
    ["textbox", "Max skew, seconds"],
    ["textbox", "Expected runtime id"],
    ["textbox", "Expected task id"],
    ["button", "Verify at a given time"],
    ["button", "Try an example"],
    ["status", "Verdict"],
    ["region", "Findings"],
    ["region", "Envelope"],
    ["tab", "Inspect"],
    ["tab", "Bulk"],
    ["tab", "Compose"],
  ]) {
    assert.equal(await byRole(role, name).count(), 1, `${role} ${name}`);
  }
  assert.match(await verdict.textContent(), /^Not verified /);
  assert.match(await key.evaluate(described), /OpenSSH/);
  await key.fill(publicKey.toSsh());
  assert.match(await verdict.textContent(), /^Valid /);
  assert.match(await key.evaluate(described), new RegExp(publicKey.fingerprint().replaceAll("+", "\\+")));
  await inspector.close();
});

test("in Bulk, too", async () => {
  const inspector = await open({ now: NOW });
  await inspector.takeInBulk(signed());
  const { page } = inspector;
  assert.equal(await page.getByRole("table", { name: "Assertions", exact: true }).count(), 1);
  assert.equal(await page.getByRole("button", { name: "Cancel", exact: true }).count(), 1);
  const file = page.getByLabel("HAR or log file", { exact: true });
  assert.equal(await file.getAttribute("type"), "file");
  await inspector.close();
});

const described = (box) => box.getRootNode().getElementById(box.getAttribute("aria-describedby")).textContent;

test("everything can be done from the keyboard", async () => {
  const inspector = await open({ now: NOW, permissions: ["clipboard-read", "clipboard-write"] });
  const { keyboard } = inspector.page;
  await tabTo(inspector, "Try an example");
  await keyboard.press("Enter");
  assert.equal((await inspector.judged()).word, "Valid");

  await tabTo(inspector, "Expected task id");
  await keyboard.type("another");
  assert.equal((await inspector.judged()).code, "task_id_unexpected");
  await keyboard.press("Control+A");
  await keyboard.press("Delete");

  await tabTo(inspector, "Verify at a given time", "Shift+Tab");
  await keyboard.press("Space");
  await tabTo(inspector, "Time (UTC)");
  await keyboard.press("Control+A");
  await keyboard.type("2026-11-22 06:21:10");
  assert.equal((await inspector.judged()).code, "timestamp_expired");

  await tabTo(inspector, "Clear", "Shift+Tab");
  await keyboard.press("Enter");
  assert.equal((await inspector.judged()).word, "Not verified");
  assert.equal(await focused(inspector.page), "Authorization header, request or log");

  await tabTo(inspector, "Inspect", "Shift+Tab");
  await keyboard.press("ArrowRight");
  assert.equal(await focused(inspector.page), "Bulk");
  await tabTo(inspector, "Public keys, one a line");
  await keyboard.insertText(publicKey.toSsh());
  await tabTo(inspector, "HAR or log file", "Shift+Tab");
  await inspector.page.evaluate((text) => navigator.clipboard.writeText(text), `GET /x ${signed()}`);
  await keyboard.press("Control+V");
  await inspector.bulkDone();
  await tabTo(inspector, "Verdict");
  await keyboard.press("Enter");
  await tabTo(inspector, "Inspect");
  await keyboard.press("Enter");
  assert.equal((await inspector.judged()).word, "Valid");
  assert.equal(await focused(inspector.page), "Inspect");

  await keyboard.press("End");
  assert.equal(await focused(inspector.page), "Compose");
  await tabTo(inspector, "Make a demo key");
  await keyboard.press("Enter");
  await tabTo(inspector, "Assertion");
  await keyboard.press("ArrowDown");
  await tabTo(inspector, "Copy");
  await keyboard.press("Enter");
  await inspector.page.getByText("Copied.").waitFor();
  assert.match(await inspector.page.evaluate(() => navigator.clipboard.readText()), /"signature"/);
  await inspector.close();
});

async function tabTo({ page }, name, key = "Tab") {
  const passed = [];
  for (let count = 0; count < 30; count++) {
    await page.keyboard.press(key);
    passed.push(await focused(page));
    if (passed.at(-1) === name) return;
  }
  assert.fail(`${key} never reached ${name}, only ${passed.join(", ")}`);
}

const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.labels?.[0] ?? element)?.textContent.trim();
  });

for (const width of [320, 768, 1280, 3840]) {
  test(`nothing sticks out sideways at ${width} px`, async () => {
    const inspector = await open({ now: NOW, viewport: { width, height: 800 } });
    for (const enter of Object.values(states)) {
      await startAfresh(inspector);
      await enter(inspector);
      const excess = await inspector.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(excess <= 0, `${excess} px`);
    }
    await inspector.close();
  });
}
