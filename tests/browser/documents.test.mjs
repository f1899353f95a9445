import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { jwtAuthority, recordedClaims } from "../node/support/jwt.mjs";
import { documents } from "../node/support/vectors.mjs";
import { NOW, privateKey, publicKey, signed } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();

const WORDS = { true: "Valid", false: "Invalid", null: "Not verified" };

/** How the verdict begins to speak of each kind that has the view of documents. */
const NAMES = {
  jwt: "This is a JWT.",
  authJson: "This is an auth.json",
  jwks: "This is a key set",
  taskRegistration: "This is the body of a task registration.",
  agentRegistration: "This is the body of an agent registration.",
  taskRegistrationAnswer: "This is an authority’s answer to a task registration.",
  agentRegistrationAnswer: "This is an authority’s answer to an agent registration.",
  publicKey: "This is a public key.",
  privateKey: "This is a private key.",
};

describe("every document of the table is shown as the package explains it", () => {
  let inspector;

  before(async () => {
    inspector = await open();
  });

  for (const row of documents.cases) {
    test(row.name, async () => {
      const name = NAMES[row.kind];
      await enter(inspector, row);
      if (name) await inspector.verdict.filter({ hasText: name }).waitFor();
      const { word, text } = await inspector.judged();
      if (!name) return assert.ok(!Object.values(NAMES).some((other) => text.includes(other)), text);
      assert.equal(word, WORDS[String(row.valid)], text);
      assert.deepEqual(
        (await inspector.found()).map(({ code }) => code),
        row.findings,
      );
      if (row.parts) assert.deepEqual(await partsOf(inspector), row.parts);
      const shown = await everything(inspector);
      for (const secret of documents.secrets) assert.ok(!shown.includes(secret));
    });
  }
});

test("an auth.json fills in the agent's public key and its ids, by which a header is then judged", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(JSON.stringify(authJson));
  await inspector.verdict.filter({ hasText: NAMES.authJson }).waitFor();
  assert.equal(await inspector.text.inputValue(), "");
  assert.equal(await inspector.key.inputValue(), publicKey.toSsh());
  assert.equal(await inspector.runtimeId.inputValue(), "agent-runtime-0001");
  assert.equal(await inspector.taskId.inputValue(), "task-0001");
  assert.match(await inspector.findings.textContent(), /identity_used/);
  const notice = await inspector.page.getByRole("alert").filter({ visible: true }).textContent();
  assert.match(notice, /removed and not kept/);
  assert.ok(!(await everything(inspector)).includes(privateKey));
  await inspector.text.fill(signed());
  assert.equal((await inspector.judged()).word, "Valid");
  await inspector.text.fill(signed({ taskId: "another" }));
  assert.equal((await inspector.judged()).code, "task_id_unexpected");
  await inspector.close();
});

test("a JWT is judged by the key set that is pasted after it, and expires before one's eyes", async () => {
  const authority = jwtAuthority();
  const seconds = NOW / 1000;
  const claims = { ...recordedClaims, iat: seconds, exp: seconds + 30, agent_private_key: privateKey };
  const jwt = authority.sign(claims);
  const inspector = await open({
    prepare: async ({ clock }) => {
      await clock.install({ time: NOW - 2000 });
      await clock.pauseAt(NOW);
    },
  });
  await inspector.text.fill(jwt);
  await inspector.verdict.filter({ hasText: /^Not verified This is a JWT/ }).waitFor();
  assert.ok((await partsOf(inspector)).some((name) => /(^|\.)kid$/.test(name)));
  const notice = await inspector.page.getByRole("alert").filter({ visible: true }).textContent();
  assert.match(notice, /keeps the text in memory/);
  await inspector.key.fill(JSON.stringify({ keys: [authority.jwk] }));
  await inspector.verdict.filter({ hasText: /^Valid This is a JWT/ }).waitFor();
  await inspector.page.clock.runFor(120_000);
  await inspector.verdict.filter({ hasText: /^Invalid This is a JWT.*jwt_expired/ }).waitFor();
  await inspector.key.fill(JSON.stringify({ keys: [jwtAuthority().jwk] }));
  await inspector.verdict.filter({ hasText: /^Invalid / }).waitFor();
  const shown = await everything(inspector);
  for (const part of jwt.split(".").slice(1)) assert.ok(!shown.includes(part.slice(0, 24)));
  await inspector.button("Clear").click();
  await inspector.verdict.filter({ hasText: /^Not verified Paste/ }).waitFor();
  assert.deepEqual(await partsOf(inspector), []);
  await inspector.close();
});

const authJson = {
  auth_mode: "agentIdentity",
  agent_identity: {
    agent_runtime_id: "agent-runtime-0001",
    agent_private_key: privateKey,
    account_id: "account-1",
    chatgpt_user_id: "user-1",
    email: "",
    plan_type: "pro",
    chatgpt_account_is_fedramp: false,
    task_id: "task-0001",
  },
};

async function enter(inspector, row) {
  const clear = inspector.button("Clear");
  if (await clear.isVisible()) await clear.click();
  await inspector.verifyAt(row.now_ms === undefined ? documents.now : new Date(row.now_ms).toISOString());
  await inspector.key.fill(row.public_key ?? "");
  await inspector.runtimeId.fill(row.expected_agent_runtime_id ?? "");
  await inspector.text.fill(row.text);
}

/** The names of the parts, with an exclamation mark after each that is secret. */
const partsOf = ({ page }) =>
  page
    .locator(".document dl > div")
    .evaluateAll((rows) =>
      rows.map(
        (row) =>
          row.querySelector("dt bdi, dt").textContent + (row.querySelector(".hidden-secret") ? "!" : ""),
      ),
    );

/** Returns all text that can be read in the page. */
const everything = ({ page }) =>
  page.evaluate(() => {
    const texts = [location.href];
    const collect = (root) => {
      for (const element of root.querySelectorAll("*")) {
        for (const { value } of element.attributes) texts.push(value);
        if (typeof element.value === "string") texts.push(element.value);
        if (element.shadowRoot) collect(element.shadowRoot);
      }
      texts.push(root.textContent);
    };
    collect(document);
    return texts.join("\n");
  });
