import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentKey, writeAuthJson } from "agent-identity-wasm";
import { NOW, privateKey, publicKey, signed, withUnsignedMembers } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();
const pem = `-----BEGIN PRIVATE KEY-----\n${privateKey}\n-----END PRIVATE KEY-----`;
const authJson = writeAuthJson('{"auth_mode":"chatgpt"}', {
  agentRuntimeId: "agent-runtime-0001",
  agentPrivateKey: privateKey,
  accountId: "a",
  chatgptUserId: "u",
  planType: "pro",
  fedramp: false,
});

for (const [what, text] of [
  ["a private key", privateKey],
  ["a private key in PEM", pem],
  ["an auth.json", authJson],
]) {
  for (const box of ["text", "key"]) {
    test(`${what} in the ${box} box is explained, and only its public key is kept`, async () => {
      const inspector = await open({ now: NOW });
      await inspector[box].fill(text);
      assert.equal(await inspector.key.inputValue(), publicKey.toSsh());
      assert.equal(await inspector.text.inputValue(), "");
      const notice = await inspector.page.getByRole("alert").filter({ visible: true }).textContent();
      assert.match(notice, /removed and not kept.*Only the public key/);
      assert.equal(await holds(inspector, privateKey), false);
      await inspector.text.fill(signed());
      assert.equal((await inspector.judged()).word, "Valid");
      await inspector.close();
    });
  }
}

test("a private key in a longer text is taken out of it", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(`key="${privateKey}" authorization: ${signed()}`);
  assert.equal(await inspector.text.inputValue(), `key="[private key removed]" authorization: ${signed()}`);
  assert.equal((await inspector.judged()).word, "Valid");
  await inspector.close();
});

test("a dropped auth.json is met the same way", async () => {
  const inspector = await open({ now: NOW });
  const data = await inspector.page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "auth.json"));
    return data;
  }, authJson);
  await inspector.text.dispatchEvent("drop", { dataTransfer: data });
  await inspector.page.getByRole("alert").filter({ hasText: "removed" }).waitFor();
  assert.equal(await inspector.key.inputValue(), publicKey.toSsh());
  await inspector.close();
});

test("a link brings the state back, and never a private key", async () => {
  const inspector = await open({ now: NOW });
  const { page } = inspector;
  assert.match(await page.locator(".link").textContent(), /credential while it is fresh/);
  await inspector.text.fill(`Authorization: ${signed()}`);
  await inspector.key.fill(publicKey.toSsh());
  await inspector.taskId.fill("task-0001");
  await inspector.verifyAt("2026-11-22 06:16:09");
  assert.equal(new URL(page.url()).hash, "");
  await inspector.button("Put this into a link").click();
  await page.waitForURL(/#inspect=/);
  const url = page.url();
  await page.goto("about:blank");
  await page.goto(url);
  await inspector.verdict.filter({ hasText: /^Valid/ }).waitFor();
  assert.equal(await inspector.text.inputValue(), signed());
  assert.equal(await inspector.taskId.inputValue(), "task-0001");
  assert.equal((await inspector.judged()).word, "Valid");

  await inspector.close();
});

test("a link holds the judged header written anew, the keys and the conditions, and nothing else of what was pasted", async () => {
  const inspector = await open({ now: NOW });
  const { page } = inspector;
  const inLink = async () => {
    await inspector.button("Put this into a link").click();
    const fragment = new URL(page.url()).hash.slice("#inspect=".length);
    return JSON.parse(Buffer.from(fragment, "base64url"));
  };
  await inspector.text.fill(
    `curl 'https://a.example/?q=mine' -H 'authorization: ${withUnsignedMembers(signed(), '"extra":"mine"')}' -d 'a prompt'`,
  );
  await inspector.key.fill(`# mine\n${publicKey.toSsh("mine")}\nmine`);
  await inspector.verifyAt("Sunday, mine");
  await inspector.maxAge.fill("mine");
  assert.deepEqual(await inLink(), { text: signed(), publicKey: publicKey.toSsh() });
  await inspector.time.fill("2026-11-22 07:16:09 +0100");
  await inspector.maxAge.fill("0060");
  const conditions = { time: "2026-11-22T06:16:09Z", maxAgeSeconds: "60" };
  assert.deepEqual(await inLink(), { text: signed(), publicKey: publicKey.toSsh(), ...conditions });
  await inspector.text.fill("mine, and no header");
  assert.deepEqual(await inLink(), { publicKey: publicKey.toSsh(), ...conditions });
  assert.match(await page.locator(".link").textContent(), /does not contain the text/);
  await inspector.close();
});

test("the body of a request is removed from whatever command it was copied in", async () => {
  const inspector = await open({ now: NOW });
  const header = signed();
  const prompt = "tell nobody, 'ever': {\"a\":1}";
  const json = JSON.stringify(prompt);
  for (const text of [
    `curl https://a.example -H 'authorization: ${header}' --data-raw '${prompt.replaceAll("'", `'\\''`)}'`,
    `curl https://a.example -H 'authorization: ${header}' --data-raw $'tell nobody, \\'ever\\''`,
    `curl https://a.example -H "authorization: ${header}" -d ${json}`,
    `curl ^"https://a.example^" -H ^"authorization: ${header}^" --data-raw ^"tell nobody, ^\\^"ever^\\^"^"`,
    `Invoke-WebRequest -Uri "https://a.example" -Headers @{"authorization"="${header}"} -Body "tell nobody, \`"ever\`""`,
    `fetch("https://a.example", {"headers": {"authorization": "${header}"}, "body": ${json}, "method": "POST"});`,
    `{"request":{"headers":[{"name":"authorization","value":"${header}"}],"postData":{"mimeType":"a","text":${json}}}}`,
    `curl -H 'authorization: ${header}' https://a.example -d 'tell nobody, ever`,
  ]) {
    await inspector.text.fill(text);
    const left = await inspector.text.inputValue();
    assert.ok(!left.includes("nobody") && !left.includes("ever"), left);
    assert.ok(left.includes(header), left);
    assert.match(left, /\[request body removed\]/);
  }
  await inspector.close();
});

test("of several keys, the one that fits is found", async () => {
  const inspector = await open({ now: NOW });
  const others = [1, 2].map(() => AgentKey.generate().publicKey);
  await inspector.text.fill(signed());
  await inspector.key.fill(
    [others[0].toSsh("one"), publicKey.toSsh("two"), others[1].toSpkiPem()].join("\n"),
  );
  assert.equal((await inspector.judged()).word, "Valid");
  const note = await inspector.page.locator("#key-note").innerText();
  for (const key of [...others, publicKey]) assert.ok(note.includes(key.fingerprint()), note);
  assert.ok(note.includes(`${publicKey.fingerprint()} signed this`), note);
  await inspector.key.fill(others.map((key) => key.toSsh()).join("\n"));
  assert.equal((await inspector.judged()).code, "signature_invalid");
  await inspector.key.fill(JSON.stringify({ keys: [...others, publicKey].map((key) => key.toJwk()) }));
  assert.equal((await inspector.judged()).word, "Valid");
  await inspector.close();
});

test("the parts of a token and its fields light up together", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(signed());
  const { page } = inspector;
  const token = page.locator(".token");
  for (const [part, name] of [
    ["agent_runtime_id", "Runtime id"],
    ["task_id", "Task id"],
    ["timestamp", "Timestamp"],
    ["signature", "Signature"],
  ]) {
    const run = token.locator(`[data-part=${part}]`);
    const row = page.locator(`.envelope [data-part=${part}]`);
    assert.equal(await run.getAttribute("aria-label"), name);
    await run.hover();
    assert.equal(await row.getAttribute("data-lit"), "true");
    await page.mouse.move(0, 0);
    assert.equal(await row.getAttribute("data-lit"), "false");
    await row.locator("dd").focus();
    assert.equal(await run.getAttribute("data-lit"), "true");
  }
  const [taskRun] = await token.locator("[data-part=task_id]").allTextContents();
  const members = Buffer.from(signed().split(" ")[1], "base64url").toString();
  const start = Math.round((Buffer.byteLength(members.slice(0, members.indexOf('"task_id"'))) * 4) / 3);
  assert.ok(signed().split(" ")[1].startsWith(taskRun, start), taskRun);
  assert.equal((await token.textContent()).replaceAll(/\s/g, ""), signed().replace(" ", ""));
  await inspector.close();
});

/** True if the page contains a text anywhere: in the document, or in a text box. */
const holds = ({ page }, text) =>
  page.evaluate((text) => {
    const roots = [document];
    const values = [];
    for (const root of roots) {
      values.push(root.textContent ?? root.documentElement.textContent);
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if ("value" in element) values.push(element.value);
      }
    }
    return values.join("\n").includes(text);
  }, text);
