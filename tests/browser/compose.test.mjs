import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentPublicKey, verifyAssertion, verifyTaskRegistration } from "agent-identity-wasm";
import { NOW, privateKey, publicKey } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();

async function compose(kind, settings = {}) {
  const inspector = await open({ now: NOW, ...settings });
  await inspector.tab("Compose").click();
  await inspector.button("Make a demo key").click();
  if (kind) await inspector.page.getByRole("radio", { name: kind }).check();
  const line = await inspector.page.locator(".public-key").textContent();
  return { inspector, key: AgentPublicKey.parse(line) };
}

const copied = async ({ page, button }, form) => {
  await button(form).click();
  return page.locator(".snippet").textContent();
};

test("an assertion, in every form", async () => {
  const { inspector, key } = await compose();
  const header = /AgentAssertion [\w-]+/;
  const form = await copied(inspector, "Header");
  assert.equal(verifyAssertion(header.exec(form)[0], key, { now: NOW }).taskId, "task-example");
  for (const name of ["curl", "fetch", "Rust"]) {
    const text = await copied(inspector, name);
    assert.equal(header.exec(text)[0], header.exec(form)[0]);
    assert.ok(text.includes("ChatGPT-Account-ID"));
  }
  assert.match(
    await inspector.page.getByText(/The signature covers/).textContent(),
    /runtime id, the task id and the timestamp/,
  );
  await inspector.button("Inspect it").click();
  assert.equal((await inspector.judged()).word, "Valid");
  await inspector.close();
});

test("a task registration, with and without an external reference", async () => {
  const { inspector, key } = await compose("Task registration");
  const body = async () => (await copied(inspector, "Header")).split("\n\n")[1];
  const check = async () => verifyTaskRegistration(await body(), "agent-runtime-example", key, { now: NOW });
  assert.equal((await check()).externalTaskRef, undefined);
  await inspector.page.getByLabel("External task ref (may be empty)").fill('it\'s "mine"');
  assert.equal((await check()).externalTaskRef, 'it\'s "mine"');
  assert.match(await copied(inspector, "curl"), /it'\\''s/);
  assert.match(
    await inspector.page.getByText(/The signature covers/).textContent(),
    /not the external task ref/,
  );
  await inspector.close();
});

test("an agent registration holds the public key and no secret", async () => {
  const { inspector, key } = await compose("Agent registration");
  const text = await copied(inspector, "fetch");
  assert.ok(text.includes(key.toSsh()) && text.includes("Bearer ACCESS_TOKEN"), text);
  assert.match(await inspector.page.locator(".compose").textContent(), /Nothing here is signed/);
  await inspector.close();
});

test("a key is loaded, and its box is emptied at once", async () => {
  const inspector = await open({ now: NOW });
  await inspector.tab("Compose").click();
  const box = inspector.page.getByLabel("Load a private key");
  await box.fill("nonsense");
  assert.equal(await box.getAttribute("aria-invalid"), "true");
  await box.fill(privateKey);
  assert.equal(await box.inputValue(), "");
  assert.equal(await inspector.page.locator(".public-key").textContent(), publicKey.toSsh());
  await inspector.button("Forget this key").click();
  assert.equal(await inspector.page.locator(".public-key").count(), 0);
  await inspector.close();
});

test("what is wrong with an id is told in its place", async () => {
  const { inspector } = await compose();
  await inspector.page.getByLabel("Runtime id", { exact: true }).fill("a:b");
  assert.match(await inspector.page.locator(".compose .fault").textContent(), /has ':'/);
  await inspector.close();
});

test("it is copied to the clipboard", async () => {
  const { inspector } = await compose(undefined, { permissions: ["clipboard-read", "clipboard-write"] });
  await inspector.button("Copy").click();
  await inspector.page.getByText("Copied.").waitFor();
  assert.match(
    await inspector.page.evaluate(() => navigator.clipboard.readText()),
    /^Authorization: AgentAssertion /,
  );
  await inspector.close();
});
