import assert from "node:assert/strict";
import { test } from "node:test";
import { NOW, publicKey, signed, withUnsignedMembers } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();

test("an example is valid by one click", async () => {
  const inspector = await open({ now: NOW });
  assert.equal((await inspector.judged()).word, "Not verified");
  await inspector.button("Try an example").click();
  assert.equal((await inspector.judged()).word, "Valid");
  assert.match(await inspector.text.inputValue(), /^Authorization: AgentAssertion eyJ/);
  const first = await inspector.key.inputValue();
  await inspector.button("Try an example").click();
  assert.notEqual(await inspector.key.inputValue(), first);
  await inspector.button("Clear").click();
  assert.deepEqual([await inspector.text.inputValue(), await inspector.key.inputValue()], ["", ""]);
  await inspector.close();
});

test("a header is read with its name, without it, as a token, and among white space", async () => {
  const inspector = await open({ now: NOW });
  await inspector.key.fill(publicKey.toSsh());
  const header = signed();
  const [, token] = header.split(" ");
  for (const text of [
    header,
    `Authorization: ${header}`,
    `authorization:${header}`,
    `AUTHORIZATION : ${header}`,
    token,
    `Authorization: ${token}`,
    `\n\t ${header} \r\n`,
  ]) {
    await inspector.text.fill(text);
    assert.equal((await inspector.judged()).word, text.includes(": eyJ") ? "Invalid" : "Valid", text);
  }
  await inspector.close();
});

test("a public key is read in every form that the package takes", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(signed());
  const bytes = Buffer.from(publicKey.toBytes());
  for (const text of [
    publicKey.toSsh("agent@example.com"),
    publicKey.toSpkiPem(),
    JSON.stringify(publicKey.toJwk(), null, 2),
    bytes.toString("hex"),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    `\n${publicKey.toSsh()}\n`,
  ]) {
    await inspector.key.fill(text);
    assert.equal((await inspector.judged()).word, "Valid", text);
    assert.ok((await inspector.page.locator("#key-note").textContent()).includes(publicKey.fingerprint()));
  }
  await inspector.close();
});

test("what is in the envelope is shown whether it verifies or not", async () => {
  const inspector = await open({ now: NOW });
  const header = signed({ runtimeId: "runtime-é-雪", taskId: "a task: 1" });
  const token = Buffer.from(header.split(" ")[1], "base64url");
  const { signature } = JSON.parse(token);
  const hex = Buffer.from(signature, "base64").toString("hex");
  await inspector.text.fill(header);
  for (const key of ["", publicKey.toSsh(), "11".repeat(32), "nonsense"]) {
    await inspector.key.fill(key);
    const shown = await inspector.envelope.innerText();
    for (const part of [
      "runtime-é-雪",
      "a task: 1",
      "2026-11-22 06:16:09 UTC",
      "2026-11-22 07:16:09 +01:00",
    ]) {
      assert.ok(shown.includes(part), part);
    }
    assert.ok(shown.includes("runtime-é-雪:a task: 1:2026-11-22T06:16:09Z"));
    assert.ok(shown.replaceAll(/\s/g, "").includes(hex));
  }
  await inspector.close();
});

test("unsigned members are pointed out, as they were written", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(
    withUnsignedMembers(signed(), '"n":1.50e400,"o":{"task_id": "x"},"__proto__":[ ]'),
  );
  await inspector.key.fill(publicKey.toSsh());
  assert.equal((await inspector.judged()).word, "Valid");
  const findings = await inspector.found();
  assert.deepEqual(
    findings.map(({ code, severity }) => `${severity} ${code}`),
    Array(3).fill("Warning unsigned_member"),
  );
  for (const [index, name] of ["n", "o", "__proto__"].entries()) {
    assert.ok(findings[index].text.includes(`Member "${name}"`), findings[index].text);
  }
  const shown = await inspector.envelope.innerText();
  for (const part of ["Unsigned members", "1.50e400", '{"task_id": "x"}', "__proto__", "[ ]"]) {
    assert.ok(shown.includes(part), part);
  }
  await inspector.close();
});

test("a header that cannot be parsed is still decoded as far as it goes", async () => {
  const inspector = await open({ now: NOW });
  const json = '{"agent_runtime_id":"a","agent_runtime_id":"b", oops';
  await inspector.text.fill(`AgentAssertion ${Buffer.from(json).toString("base64url")}`);
  assert.equal((await inspector.judged()).code, "json_invalid");
  const decoded = await inspector.page.getByRole("region", { name: "Decoded JSON" }).textContent();
  assert.equal(decoded.replaceAll(/\s|Decoded JSON/g, ""), json.replaceAll(" ", ""));
  assert.equal(await inspector.envelope.count(), 0);
  await inspector.close();
});

test("a stale header without a key is not verified, but warned of", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(signed({ now: NOW - 86_400_000 }));
  assert.equal((await inspector.judged()).word, "Not verified");
  assert.match(await inspector.findings.textContent(), /86400 s old.*timestamp_expired/s);
  await inspector.text.fill(signed({ now: NOW + 3_600_000 }));
  assert.match(await inspector.findings.textContent(), /3600 s.*timestamp_in_future/s);
  await inspector.close();
});
