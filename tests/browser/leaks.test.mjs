import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fromRoot } from "../../scripts/lib/paths.mjs";
import { NOW, publicKey, signed } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();
const driver = readFileSync(fromRoot("tests/engines/support/page.mjs"), "utf8");
const { secrets } = JSON.parse(readFileSync(fromRoot("tests/vectors/secrets.json"), "utf8"));
// Assertions are excluded, because the page is meant to show them.
const forms = secrets.filter(({ kind }) => kind !== "assertion");

const INSPECT = [
  "Authorization header, request or log",
  "Public key",
  "Time (UTC)",
  "Max age, seconds",
  "Max skew, seconds",
  "Expected runtime id",
  "Expected task id",
];
const COMPOSE = {
  Assertion: ["Load a private key", "Runtime id", "Task id", "Account id", "URL"],
  "Task registration": ["External task ref (may be empty)"],
  "Agent registration": ["Agent version", "Agent harness id", "Running location"],
};

describe(`none of ${forms.length} forms of a secret stays in the page`, () => {
  let inspector;

  before(async () => {
    inspector = await open({ now: NOW, prepare: (page) => page.addInitScript(`(() => { ${driver} })()`) });
    await inspector.page.evaluate(installSearch);
  });
  after(() => inspector.close());

  test("pasted into any box of Inspect, alone, and then put into a link", async () => {
    await inspector.verifyAt("2026-11-22 06:16:09");
    assert.deepEqual(await inspector.page.evaluate(inEachBox, { forms, boxes: INSPECT, link: true }), []);
  });

  test("beside a header, which stays and goes into the link", async () => {
    await inspector.key.fill(publicKey.toSsh());
    const header = signed();
    assert.deepEqual(await inspector.page.evaluate(besideHeader, { forms, header }), []);
  });

  test("pasted into any box of Compose", async () => {
    await inspector.tab("Compose").click();
    await inspector.button("Make a demo key").click();
    for (const [kind, boxes] of Object.entries(COMPOSE)) {
      await inspector.page.getByRole("radio", { name: kind }).check();
      assert.deepEqual(await inspector.page.evaluate(inEachBox, { forms, boxes, link: false }), [], kind);
    }
  });

  test("pasted into any box of Bulk", async () => {
    await inspector.takeInBulk(signed(), { time: "2026-11-22 06:16:09" });
    await inspector.bulkDone();
    const ids = ["Expected runtime id in all", "Expected task id in all"];
    const boxes = ["Public keys, one a line", "Time to judge by (UTC)", "Filter", ...ids];
    assert.deepEqual(await inspector.page.evaluate(inEachBox, { forms, boxes, link: false }), []);
  });

  test("in a file that is read in Bulk, as the URL, the method and beside a header: not in the table or an export", async () => {
    await inspector.tab("Bulk").click();
    for (const box of ["Expected runtime id in all", "Expected task id in all"])
      await inspector.page.getByLabel(box, { exact: true }).fill("");
    const lines = forms.map(
      ({ text }) =>
        `${JSON.stringify({ url: text, method: text, authorization: signed() })}\n\n"${text}" "${signed()}"\n`,
    );
    await inspector.takeInBulk(lines.join("\n"), { time: "2026-11-22 06:16:09" });
    await inspector.bulkDone();
    assert.deepEqual(await inspector.page.evaluate(leaksOfExports, forms), []);
  });
});

test("a secret in a link that is opened is neither shown nor left in the address bar", async () => {
  const inspector = await open({ now: NOW });
  const { page } = inspector;
  const { text, hidden } = forms[0];
  const state = { text: `${text} ${signed()}`, publicKey: text, expectedTaskId: text };
  const fragment = `#inspect=${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, fragment);
  await page.getByRole("alert").filter({ hasText: "removed" }).waitFor();
  assert.equal(new URL(page.url()).hash, "");
  for (const box of [inspector.text, inspector.key, inspector.taskId]) {
    assert.ok(!(await box.inputValue()).includes(hidden.slice(0, 20)));
  }
  await page.goto(`${inspector.url}?key=${encodeURIComponent(text)}#${encodeURIComponent(text)}`);
  await page.waitForFunction(() => location.search + location.hash === "");
  await inspector.close();
});

// The functions below run in the page.
/* global inspector, search */

/** Searches everything that the page shows, exposes or stores for any eight consecutive characters of a secret. */
function installSearch() {
  const all = function* (root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* all(element.shadowRoot);
    }
  };
  const dump = () => {
    const texts = [document.title, location.pathname, location.search, JSON.stringify(history.state)];
    texts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
    for (const element of all(document)) {
      for (const { value } of element.attributes) texts.push(value);
      for (const node of element.childNodes) if (node.nodeType !== Node.ELEMENT_NODE) texts.push(node.data);
      if (typeof element.value === "string") texts.push(element.value);
    }
    const [name, fragment] = location.hash.split("=");
    texts.push(name, fragment ? atob(fragment.replaceAll("-", "+").replaceAll("_", "/")) : "");
    return texts.join("\n");
  };
  /**
   * Returns a text without its public parts: the label of PEM, which the advice names, OpenSSH lines of public keys, the
   * member `x` of JWKs, and the encoding of an assertion.
   */
  const secretPart = (text) =>
    text
      .replaceAll(/BEGIN PRIVATE KEY|ssh-ed25519 [\w+/=]+|\bx\W+[\w-]{43}\b/g, "")
      .replaceAll(/AgentAssertion ([\w-]+)/g, (whole, token) => {
        try {
          const { signature, ...members } = JSON.parse(atob(token.replaceAll("-", "+").replaceAll("_", "/")));
          return JSON.stringify(members);
        } catch {
          return whole;
        }
      });
  const partsOf = (text) => new Set(Array.from(text, (_, at) => text.slice(at, at + 8)));
  let harmless = new Set();
  /** Makes the current contents of the page count as harmless. */
  const begin = () => {
    harmless = partsOf(secretPart(dump()));
  };
  /** Returns the names of the forms of which a text contains eight consecutive characters, and these characters. */
  const leaksIn = (text, forms) => {
    const parts = partsOf(secretPart(text));
    const isLeak = (part) => part.length === 8 && parts.has(part) && !harmless.has(part);
    return forms.flatMap(({ name, hidden }) => {
      const leak = [...partsOf(hidden)].find(isLeak);
      return leak ? [`${name}: ${leak}`] : [];
    });
  };
  globalThis.search = { begin, dump, leaksIn };
}

async function inEachBox({ forms, boxes, link }) {
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const problems = [];
  search.begin();
  for (const form of forms) {
    for (const box of boxes) inspector.paste(box, form.text);
    await settle();
    if (link) inspector.button("Put this into a link").click();
    await settle();
    problems.push(...search.leaksIn(search.dump(), [form]));
  }
  return problems;
}

async function besideHeader({ forms, header }) {
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const problems = [];
  inspector.fill("Authorization header, request or log", header);
  await settle();
  inspector.button("Put this into a link").click();
  await settle();
  search.begin();
  for (const form of forms) {
    const { name, text } = form;
    inspector.fill("Authorization header, request or log", `curl -H '${header}'\n${text}`);
    await settle();
    inspector.button("Put this into a link").click();
    await settle();
    problems.push(...search.leaksIn(search.dump(), [form]));
    if (!inspector.labelled("Authorization header, request or log").value.includes(header))
      problems.push(`${name}: no header`);
  }
  return problems;
}

async function leaksOfExports(forms) {
  const blobs = [];
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    blobs.push(blob);
    return createObjectURL(blob);
  };
  for (const name of ["Export JSON", "Export CSV"]) inspector.button(name).click();
  URL.createObjectURL = createObjectURL;
  const exported = await Promise.all(blobs.map((blob) => blob.text()));
  const found = exported.map((text) => text.split("AgentAssertion").length - 1);
  if (found.length !== 2 || Math.min(...found) < forms.length)
    return [`only ${found} assertions were exported`];
  return search.leaksIn([search.dump(), ...exported].join("\n"), forms);
}
