import assert from "node:assert/strict";
import { test } from "node:test";
import { NOW, publicKey, signed } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();

test("ages tick, and a header goes stale before one's eyes", async () => {
  const inspector = await open({
    prepare: async ({ clock }) => {
      await clock.install({ time: NOW - 2000 });
      await clock.pauseAt(NOW);
    },
  });
  const { page, envelope } = inspector;
  await enter(inspector, signed());
  assert.match(await envelope.textContent(), /this very second/);
  await page.clock.runFor(12_000);
  assert.match(await envelope.textContent(), /12 s ago/);
  await page.clock.runFor(288_000);
  assert.equal((await inspector.judged()).word, "Valid");
  await page.clock.runFor(1000);
  assert.equal((await inspector.judged()).code, "timestamp_expired");
  assert.match(await envelope.textContent(), /5 min 1 s ago/);
  await inspector.close();
});

test("the verdict is not read out again each second", async () => {
  const inspector = await open({
    prepare: async ({ clock }) => {
      await clock.install({ time: NOW });
      await clock.pauseAt(NOW + 400_000);
    },
  });
  await enter(inspector, signed());
  await inspector.verdict.evaluate((region) => {
    window.changes = 0;
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver((records) => {
      window.changes += records.length;
    }).observe(region, options);
  });
  await inspector.page.clock.runFor(10_000);
  assert.equal(await inspector.page.evaluate(() => window.changes), 0);
  await inspector.close();
});

test("an old header is judged as of another time, which is not taken from the header", async () => {
  const inspector = await open({ now: NOW + 86_400_000 });
  await enter(inspector, signed());
  assert.equal((await inspector.judged()).code, "timestamp_expired");
  await inspector.button("Verify at a given time").click();
  assert.equal(await inspector.time.inputValue(), "2026-11-23T06:16:09Z");
  assert.equal((await inspector.judged()).code, "timestamp_expired");
  await inspector.time.fill("22/Nov/2026:07:18:09 +0100");
  const { word, text } = await inspector.judged();
  assert.equal(word, "Valid");
  assert.match(text, /Judged as of 2026-11-22 06:18:09 UTC/);
  await inspector.button("Back to now").click();
  assert.equal((await inspector.judged()).code, "timestamp_expired");
  await inspector.close();
});

test("a time can be written in several ways, and nonsense is no time", async () => {
  const inspector = await open({ now: NOW });
  await enter(inspector, signed());
  await inspector.button("Verify at a given time").click();
  for (const same of [
    "2026-11-22T06:16:09Z",
    "2026-11-22 06:16:09",
    " 2026-11-22 06:16:09.000 UTC ",
    "2026-11-22T07:16:09+01:00",
    "2026-11-22 00:46:09 -0530",
    "1795328169",
    "1795328169000",
    "1795328169.000",
    "1795328169000000",
    "1795328169000000000",
    "2026/11/22 06:16:09",
    "2026-11-22t06:16:09,000z",
    "22/Nov/2026:06:16:09 +0000",
    "[22/Nov/2026:07:46:09 +0130]",
    "Sun, 22 Nov 2026 06:16:09 GMT",
    "22 Nov 2026 06:16:09 +0000",
    "Sunday, 22-Nov-26 06:16:09 GMT",
    "Sun Nov 22 06:16:09 2026",
  ]) {
    await inspector.time.fill(same);
    const { word, text } = await inspector.judged();
    assert.equal(word, "Valid", same);
    assert.match(text, /2026-11-22 06:16:09 UTC/, same);
  }
  for (const none of [
    "",
    "now",
    "2026-11-31 06:16:09",
    "2026-11-22 24:16:09",
    "06:16:09",
    "2026-11-22",
    "31/Nov/2026:06:16:09 +0000",
    "22/Now/2026:06:16:09",
    "Sun, 22 Nov 2026",
    "123",
  ]) {
    await inspector.time.fill(none);
    const { word, text } = await inspector.judged();
    assert.equal(word, "Not verified", none);
    assert.match(text, /time/);
  }
  await inspector.close();
});

test("the window can be set", async () => {
  const inspector = await open({ now: NOW });
  await enter(inspector, signed({ now: NOW - 60_000 }));
  await inspector.maxAge.fill("59");
  assert.equal((await inspector.judged()).code, "timestamp_expired");
  await inspector.maxAge.fill("60");
  assert.equal((await inspector.judged()).word, "Valid");
  for (const nonsense of ["-1", "a minute", "Infinity"]) {
    await inspector.maxAge.fill(nonsense);
    assert.equal((await inspector.judged()).code, "number_out_of_range", nonsense);
  }
  await inspector.close();
});

async function enter(inspector, header) {
  await inspector.text.fill(header);
  await inspector.key.fill(publicKey.toSsh());
}
