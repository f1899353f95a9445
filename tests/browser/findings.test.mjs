import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspectAssertion } from "agent-identity-wasm";
import {
  encoded,
  NOW,
  publicKey,
  signed,
  unsigned,
  withManyFaults,
  withUnsignedMembers,
} from "./support/assertions.mjs";
import { standStill, useInspector } from "./support/inspector.mjs";

const open = useInspector();

describe("a header is found in", () => {
  for (const [what, around, code] of [
    [
      "a curl command",
      (header) => `curl -sS https://a.example \\\n  -H 'Authorization: ${header}'`,
      "form_curl",
    ],
    [
      "a line of a log",
      (header) => `[06:16:09] é😀 > authorization: ${header}, accept: */*`,
      "form_embedded",
    ],
    ["a request", (header) => `GET / HTTP/1.1\nAuthorization: ${header}\nAccept: */*\n`, "form_embedded"],
    ["JSON", (header) => JSON.stringify({ headers: { authorization: header } }), "form_embedded"],
  ]) {
    test(what, async () => {
      const inspector = await open({ now: NOW });
      await inspector.key.fill(publicKey.toSsh());
      await inspector.text.fill(around(signed()));
      assert.equal((await inspector.judged()).word, "Valid");
      assert.deepEqual(codes(await inspector.found()), [code]);
      await inspector.text.fill(around(signed({ now: NOW - 301_000 })));
      assert.equal((await inspector.judged()).code, "timestamp_expired");
      await inspector.text.fill(around(unsigned({})));
      assert.equal((await inspector.judged()).code, "signature_invalid");
      await inspector.text.fill(around(unsigned({ task_id: "" })));
      assert.equal((await inspector.judged()).code, "task_id_invalid");
      assert.ok((await inspector.envelope.textContent()).includes("agent-runtime-0001"));
      await inspector.close();
    });
  }
});

test("every fault of a header has a row, in the package's own words", async () => {
  const inspector = await open({ now: NOW });
  await inspector.key.fill(publicKey.toSsh());
  const text = withManyFaults();
  await inspector.text.fill(text);
  const rows = await inspector.found();
  const { findings } = inspectAssertion(text, { publicKey, now: NOW });
  assert.ok(findings.length >= 10);
  assert.deepEqual(codes(rows), codes(findings));
  const words = { error: "Error", warning: "Warning", info: "Note" };
  for (const [index, { severity, message }] of findings.entries()) {
    const row = rows[index];
    assert.equal(row.severity, words[severity]);
    assert.ok(row.hasIcon);
    const shown = message.replace("\u202e", "U+202E");
    assert.ok(row.text.toLowerCase().includes(shown.toLowerCase()), row.text);
  }
  assert.equal(await inspector.show("").count(), findings.filter(({ span }) => span).length);
  await inspector.close();
});

test("what the verifier refuses first is named by the verdict, whatever else is found", async () => {
  const inspector = await open({ now: NOW });
  await inspector.key.fill(publicKey.toSsh());
  await inspector.text.fill(unsigned({ signature: "", task_id: "", timestamp: "2026-11-31T00:00:00Z" }));
  assert.equal((await inspector.judged()).code, "task_id_invalid");
  assert.deepEqual(codes(await inspector.found()), [
    "signature_malformed",
    "task_id_invalid",
    "timestamp_impossible",
  ]);
  await inspector.close();
});

test("a signature, an age and ids are each told of, though the first is wrong already", async () => {
  const inspector = await open({ now: NOW });
  await inspector.key.fill(publicKey.toSsh());
  await inspector.taskId.fill("another");
  await inspector.text.fill(unsigned({ timestamp: "2026-11-21T06:16:09Z" }));
  assert.equal((await inspector.judged()).code, "signature_invalid");
  assert.deepEqual(codes(await inspector.found()), [
    "signature_invalid",
    "timestamp_expired",
    "task_id_unexpected",
  ]);
  await inspector.close();
});

test("conditions that cannot be are found, and the header is shown all the same", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(signed());
  await inspector.maxAge.fill("-1");
  assert.equal((await inspector.judged()).word, "Not verified");
  assert.deepEqual(codes(await inspector.found()), ["number_out_of_range"]);
  const [{ text }] = await inspector.found();
  assert.match(text, /Max age, seconds: must be a finite number from 0 to 315569519999\./);
  await inspector.key.fill(publicKey.toSsh());
  assert.equal((await inspector.judged()).code, "number_out_of_range");
  assert.ok((await inspector.envelope.textContent()).includes("task-0001"));
  await inspector.close();
});

test("each condition that cannot be is marked at its own box, with the reason", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(signed());
  const boxes = [inspector.maxAge, inspector.maxSkew, inspector.runtimeId, inspector.taskId];
  const marks = () => Promise.all(boxes.map((box) => box.getAttribute("aria-invalid")));
  assert.deepEqual(await marks(), [null, null, null, null]);
  for (const [box, typed] of [
    [inspector.maxAge, "-1"],
    [inspector.maxSkew, "a minute"],
    [inspector.runtimeId, "a:b"],
    [inspector.taskId, "x\u0007"],
  ]) {
    await box.fill(typed);
  }
  await inspector.verifyAt("yesterday");
  assert.deepEqual(await marks(), ["true", "true", "true", "true"]);
  assert.equal(await inspector.time.getAttribute("aria-invalid"), "true");
  const notes = await Promise.all(
    boxes.map((box) =>
      box.evaluate(
        (box) => box.getRootNode().getElementById(box.getAttribute("aria-describedby")).textContent,
      ),
    ),
  );
  assert.match(notes[0], /^Must be a finite number/);
  assert.match(notes[1], /^Must be a finite number/);
  assert.match(notes[2], /':'/);
  await inspector.runtimeId.fill("a");
  assert.deepEqual(await marks(), ["true", "true", null, "true"]);
  await inspector.close();
});

test("a time that cannot be read makes nothing valid, but leaves a wrong signature wrong", async () => {
  const inspector = await open({ now: NOW });
  await inspector.key.fill(publicKey.toSsh());
  await inspector.text.fill(signed());
  await inspector.verifyAt("yesterday");
  assert.equal((await inspector.judged()).word, "Not verified");
  await inspector.text.fill(unsigned({}));
  assert.equal((await inspector.judged()).code, "signature_invalid");
  await inspector.close();
});

test("a text that is too long to look through is told so kindly", async () => {
  const inspector = await open({ now: NOW });
  await inspector.text.fill(`${"x ".repeat(600_000)}${signed()}`);
  const rows = await inspector.found();
  const { text } = rows.find(({ code }) => code === "text_too_long");
  assert.match(text, /Paste only the part with the header in it/);
  await inspector.close();
});

test("Show selects a place in the text, by mouse and by keyboard", async () => {
  const inspector = await open({ now: NOW });
  const header = signed();
  const spoilt = `${header.slice(0, 40)}=${header.slice(40)}`;
  const log = `é😀 ${"line\n".repeat(60)}${spoilt} end`;
  await inspector.text.fill(log);
  const show = inspector.show("the token is not base64url");
  const [, token] = spoilt.split(" ");
  await show.click();
  assert.deepEqual(await selection(inspector), { focused: true, text: token, inSight: true });
  await inspector.text.evaluate((box) => box.setSelectionRange(0, 0));
  await show.focus();
  await inspector.page.keyboard.press("Enter");
  assert.deepEqual(await selection(inspector), { focused: true, text: token, inSight: true });
  assert.equal(await inspector.text.inputValue(), log);
  await inspector.show("the first assertion in a longer text").click();
  assert.equal((await selection(inspector)).text, log);
  await inspector.close();
});

const selection = ({ text }) =>
  text.evaluate((box) => {
    const { selectionStart, selectionEnd, scrollTop, clientHeight, scrollHeight } = box;
    const fits = scrollHeight <= clientHeight;
    return {
      focused: box.getRootNode().activeElement === box,
      text: box.value.slice(selectionStart, selectionEnd),
      // In the only text box that scrolls, the marked place is at the end.
      inSight: fits || scrollTop > (scrollHeight - clientHeight) / 2,
    };
  });

test("Show marks a place in the decoded JSON, by mouse and by keyboard", async () => {
  const inspector = await open({ now: NOW, viewport: { width: 900, height: 500 } });
  const { page } = inspector;
  // At most 20 findings of a kind are listed. The others are only counted.
  const members = Array.from({ length: 18 }, (_, index) => `"é😀${index}":1`).join();
  await inspector.text.fill(withUnsignedMembers(signed(), `${members},"o" : {"task_id": ["x"]},"p":"last"`));
  const marked = page.locator("mark");
  assert.equal(await marked.count(), 0);
  await inspector.show('member "o"').click();
  assert.equal(await markedText(inspector), '"o":{"task_id":["x"]}');
  assert.ok(await isInSight(marked.first()));
  await inspector.show('member "p"').focus();
  await page.keyboard.press("Space");
  assert.equal(await markedText(inspector), '"p":"last"');
  assert.ok(await isInSight(marked.first()));
  const focus = await page.evaluate(() => {
    const { activeElement } = document.activeElement.shadowRoot;
    return [activeElement.className, activeElement.matches(":focus-visible")];
  });
  assert.deepEqual(focus, ["json", true]);
  await inspector.text.fill(signed());
  assert.equal(await marked.count(), 0);
  await inspector.close();
});

const markedText = async ({ page }) => {
  await page.locator("mark").first().waitFor();
  return (await page.locator("mark").allTextContents()).join("");
};

const isInSight = (mark) =>
  mark.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const box = element.closest(".json").getBoundingClientRect();
    return top >= Math.max(0, box.top) && bottom <= Math.min(innerHeight, box.bottom);
  });

test("all findings of a header with many faults are listed, at a cost that grows with their number", async () => {
  const inspector = await open({ prepare: standStill });
  const list = async (count) => {
    const header = encoded(`{${Array.from({ length: count }, () => '"":1').join()}}`);
    await inspector.updates();
    await inspector.text.fill(header);
    assert.equal((await inspector.judged()).code, "json_member_duplicate");
    const { findings } = inspectAssertion(header, { now: NOW });
    assert.equal(await inspector.findings.locator("li").count(), findings.length);
    const nodes = await inspector.findings.locator("*").count();
    return { findings: findings.length, nodes, updates: await inspector.updates() };
  };
  const [few, many] = [await list(100), await list(900)];
  assert.ok(few.updates <= 2 && many.updates <= 2, `${few.updates} and ${many.updates} updates`);
  assert.ok(many.findings >= few.findings && few.findings > 0);
  const nodesPerFinding = (many.nodes - few.nodes) / Math.max(1, many.findings - few.findings);
  assert.ok(nodesPerFinding < 20, `${nodesPerFinding} nodes for each finding`);
  await inspector.close();
});

test("a second that passes changes nothing in a long list of findings", async () => {
  const inspector = await open({ prepare: standStill });
  await inspector.text.fill(encoded(`{${Array.from({ length: 900 }, () => '"":1').join()}}`));
  await inspector.findings.evaluate((region) => {
    window.changes = 0;
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver((records) => {
      window.changes += records.length;
    }).observe(region, options);
  });
  await inspector.updates();
  await inspector.page.clock.runFor(5_000);
  assert.ok((await inspector.updates()) >= 5);
  assert.equal(await inspector.page.evaluate(() => window.changes), 0);
  await inspector.close();
});

const codes = (findings) => findings.map(({ code }) => code);
