import assert from "node:assert/strict";
import { test } from "node:test";
import { signed } from "./support/assertions.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();

test("the element works in another page, with all its views", async () => {
  const inspector = await open({
    prepare: (page, { url }) =>
      page.route(url, (route) =>
        route.fulfill({
          contentType: "text/html",
          body: `<!doctype html><title>A dashboard</title><p>before</p>
            <script type="module" src="./agent-assertion-inspector.js"></script>
            <agent-assertion-inspector></agent-assertion-inspector>`,
        }),
      ),
  });
  await inspector.button("Try an example").click();
  assert.equal((await inspector.judged()).word, "Valid");
  await inspector.takeInBulk(signed());
  assert.match(await inspector.bulkDone(), /^1 assertion in/);
  const registered = await inspector.page.evaluate(() => navigator.serviceWorker.getRegistrations());
  assert.equal(registered.length, 0);
  await inspector.close();
});
