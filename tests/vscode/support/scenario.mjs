import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { allowFromBrowsers, startAuthority } from "./authority.mjs";
import { BESIDE, HOSTILE_TASK, har, hugeLog, ndjson, other, text } from "./files.mjs";
import { CALLER, installExtension, installOther, withVscode } from "./vscode.mjs";
import { webviewContents } from "./watch.mjs";
import { poll } from "./workbench.mjs";

/**
 * Drives the packed extension through the window of VS Code, in one of its hosts. The tests share the window, as a person
 * would, and build on each other.
 */
export function testExtension(host) {
  describe(`the extension in the ${host} host`, () => {
    let window;
    let authority;
    let done;
    let temporary;

    before(async () => {
      authority = await startAuthority();
      const lines = Array.from({ length: 3000 }, (_, line) => `line ${line}`);
      lines[2500] = `late ${other.sign("late")}`;
      const files = {
        "auth.json": (path) => writeFileSync(path, authority.authJson),
        "bulk.ndjson": ndjson(300),
        "headers.txt": text(
          `fresh ${other.sign("task-1")}`,
          `stale ${other.sign("task-2", Date.now() - 3_600_000)}`,
          "damaged AgentAssertion eyJ0YXNrX2lkIjo1fQ",
          "challenge AgentAssertion realm=api",
          `hostile ${other.sign(HOSTILE_TASK)}`,
        ),
        "huge.log": hugeLog(50),
        "jwt.txt": text(`jwt ${authority.jwt}`),
        "long.txt": text(...lines),
        "requests.har": har(20),
      };
      const settings = { ...authority.settings, "agentIdentity.clipboardSeconds": 2 };
      await new Promise((resolve, reject) => {
        withVscode({ host, settings, files }, async (workbench, folder) => {
          [window, temporary] = [workbench, folder];
          await allowFromBrowsers(workbench.page.context(), authority.url);
          await installExtension(workbench);
          resolve();
          await new Promise((end) => {
            done = end;
          });
        }).catch(reject);
      });
    });

    after(async () => {
      done?.();
      await authority?.close();
    });

    // For a person who wants to see what the tests did.
    afterEach(async ({ name }) => {
      const shots = process.env.VSCODE_SCREENSHOTS;
      if (shots)
        await window.page.screenshot({
          path: join(shots, `${host} ${name.slice(0, 60).replaceAll("/", " ")}.png`),
        });
    });

    const inspected = (words) =>
      window.webview.locator("agent-assertion-inspector").getByText(words).first().waitFor();

    test("a hover explains assertions, fresh, stale and damaged ones, and leaves challenges alone", async () => {
      await window.openFile("headers.txt");
      const fresh = await window.hover("fresh");
      assert.match(
        fresh,
        /Not verified: no public key is known.*Agent: agent-other.*Task: task-1.*Signed: .* ago/s,
      );
      assert.match(await window.hover("stale"), /expired.*Task: task-2.*The header is too old/s);
      assert.match(
        await window.hover("damaged"),
        /Malformed.*json_member_missing|A member is missing|missing/is,
      );
      assert.equal(await window.hasHover("challenge"), false);
    });

    test("what somebody else wrote is text in a hover, never a link, an image or a command", async () => {
      assert.match(await window.hover("hostile"), /<img src=x.*evil\.example/s);
      const links = await window.openHover.locator("a").allInnerTexts();
      assert.deepEqual(
        links.map((link) => link.trim()),
        ["Inspect"],
      );
      assert.equal(await window.openHover.locator("img, script").count(), 0);
      assert.equal(await window.page.evaluate(() => globalThis.pwned), undefined);
    });

    test("a hover over an Agent Identity JWT names the agent and warns", async () => {
      await window.openFile("jwt.txt");
      assert.match(
        await window.hover("jwt"),
        /Agent Identity JWT.*Agent: agent-of-launcher.*This JWT is a secret/s,
      );
    });

    test("a trusted public key decides the verdict", async () => {
      await window.run("Agent Identity: Trust Public Key");
      await window.enter(other.secret);
      await window.prompted(/private key/);
      await window.enter(other.publicKey);
      await window.prompted("Name of the key");
      await window.enter("the other agent");
      await window.openFile("headers.txt");
      await poll(async () => assert.match(await window.hover("fresh"), /Valid.*Key: the other agent/s));
      await window.treeHas("Identities", "Trusted public keys", "the other agent");
      const { others } = await window.stored();
      assert.ok(!others.includes(other.secret));
    });

    test("the clipboard, the selection, a hover and a CodeLens can be inspected", async () => {
      await window.setClipboard(
        `curl -H 'Authorization: ${other.sign("from-clipboard")}' https://api.example.com/`,
      );
      await window.run("Agent Identity: Inspect Clipboard");
      await inspected("from-clipboard");
      await window.openFile("headers.txt");
      await window.select("stale");
      await window.run("Agent Identity: Inspect Selection");
      await inspected("task-2");
      await window.hover("fresh");
      await window.openHover.getByText("Inspect").click();
      await inspected("task-1");
      await window.lens(1).click();
      await inspected("task-2");
    });

    test("a CodeLens stands above every line with an assertion, if the setting allows it", async () => {
      await window.openFile("headers.txt");
      await poll(async () => assert.equal(await window.lenses().count(), 4));
      await window.toggleSetting("agentIdentity.codeLens");
      await window.openFile("headers.txt");
      await poll(async () => assert.equal(await window.lenses().count(), 0));
      await window.toggleSetting("agentIdentity.codeLens");
      await window.openFile("headers.txt");
      await poll(async () => assert.equal(await window.lenses().count(), 4));
    });

    test("in a long file the lens appears with the line", async () => {
      await window.openFile("long.txt");
      await window.goToLine(2501);
      await poll(async () => assert.equal(await window.lenses().count(), 1));
    });

    test("output is explained as well", async () => {
      await installOther(window, temporary, "tests/vscode/printer", "Printer: Print");
      await window.run("Printer: Print");
      await window.enter(`printed ${other.sign("in-output")}`);
      assert.match(await window.hover("printed", ".panel"), /Task: in-output/);
      await window.run("View: Toggle Panel Visibility");
    });

    test("a file is inspected, and its secrets are redacted", async () => {
      await window.run("Agent Identity: Inspect File");
      await window.chooseFile(join(window.folder, "auth.json"));
      await window.webview.locator(".report").getByText("[redacted]").first().waitFor();
      const { dom, messages } = await webviewContents(window.page);
      assert.ok(!dom.includes(authority.jwt) && !messages.some((message) => message.includes(authority.jwt)));
    });

    for (const [name, count] of [
      ["bulk.ndjson", 300],
      ["requests.har", 20],
    ]) {
      test(`${name} opens in Bulk from the Explorer`, async () => {
        await window.closeEditors();
        await window.fromExplorer(name, "Open in Bulk");
        await window.webview.getByText(`${count} assertions in ${name}`).first().waitFor();
        await window.webview.getByText("agent-other").first().waitFor();
      });
    }

    test("a log of 50 MB with hostile ids and secrets opens in Bulk, inert, and the window stays usable", async () => {
      await window.closeEditors();
      await window.fromExplorer("huge.log", "Open in Bulk");
      await window.openFile("headers.txt");
      await window.tab("huge.log").click();
      const size = statSync(join(window.folder, "huge.log")).size;
      assert.ok(size > 50e6);
      await window.webview
        .getByText(/\d+ assertions in huge\.log/)
        .first()
        .waitFor();
      await window.webview.getByText("img src=x").first().waitFor();
      const { dom, messages, pwned } = await webviewContents(window.page);
      assert.equal(pwned, false);
      assert.ok(!/<img src=.x/.test(dom.replaceAll("&lt;", "‹")));
      const everything = [dom, ...messages].join("\n");
      for (const secret of [BESIDE.privateKey, BESIDE.bearer.slice(7)])
        assert.ok(!everything.includes(secret));
      assert.ok(everything.length < size / 10);
    });

    test("an identity is added from an auth.json, and shown", async () => {
      await window.run("Agent Identity: Add Identity");
      await window.pick("From an auth.json…");
      await window.chooseFile(join(window.folder, "auth.json"));
      await window.notified("agent-of-launcher was added");
      await window.statusBar("agent-of-launcher").waitFor();
      await window.treeHas("Identities", "account-1 · active", "Trusted public keys", "the other agent");
      assert.ok((await window.stored()).secrets.includes("agent-of-launcher"));
      assert.equal(authority.events("jwks").at(-1).status, 200);
    });

    test("a copied header works, and is removed from the clipboard", async () => {
      await window.run("Agent Identity: Copy Authorization Header");
      const header = await poll(async () => {
        const copied = await window.clipboard();
        assert.match(copied, /^AgentAssertion /);
        return copied;
      });
      const headers = { Authorization: header, "ChatGPT-Account-ID": "account-1" };
      const answer = await (await fetch(`${authority.url}/whoami`, { headers })).json();
      assert.equal(answer.agent_runtime_id, "agent-of-launcher");
      await window.notified("The header was removed from the clipboard.");
      assert.equal(await window.clipboard(), "");
    });

    test("what was copied since then stays in the clipboard", async () => {
      await window.clearNotifications();
      await window.run("Agent Identity: Copy Authorization Header");
      await poll(async () => assert.match(await window.clipboard(), /^AgentAssertion /));
      await window.setClipboard("something else");
      await new Promise((resolve) => setTimeout(resolve, 4000));
      assert.equal(await window.clipboard(), "something else");
    });

    const whoAmI = async () => {
      await window.clearNotifications();
      await window.run("Caller: Fetch");
      await window.enter(`${authority.url}/whoami`);
    };

    test("another extension can be installed beside it", () =>
      installOther(window, temporary, "tests/vscode/caller", "Caller: Fetch"));

    test("another extension signs once the user has allowed it, and is not asked about again", async () => {
      await whoAmI();
      const question = await window.answer("Allow");
      assert.match(question, /Caller.*agent-of-launcher.*example\.caller/s);
      assert.match(await window.notified("Fetched"), /Fetched 200 agent-of-launcher thread-7/);
      await whoAmI();
      await window.notified("Fetched 200");
      await window.clearNotifications();
      await window.run("Caller: Headers");
      await window.enter(`${authority.url}/whoami`);
      assert.match(await window.notified("Sent"), /Sent Authorization,ChatGPT-Account-ID 200/);
      const seen = authority
        .events("whoami")
        .map(({ agentRuntimeId, status }) => `${agentRuntimeId} ${status}`);
      assert.deepEqual(new Set(seen), new Set(["agent-of-launcher 200"]));
      await window.treeHas(
        ...[
          "Identities",
          "agent-of-launcher",
          "Trusted public keys",
          "the other agent",
          "Extensions",
          CALLER,
        ],
      );
    });

    test("nothing is signed for another origin", async () => {
      await window.clearNotifications();
      await window.run("Caller: Fetch");
      await window.enter("http://127.0.0.1:9/whoami");
      assert.match(await window.notified("Refused"), /Refused origin_not_allowed/);
    });

    test("an agent is registered at a local authority, and either can be the active one", async () => {
      await window.run("Agent Identity: Add Identity");
      await window.pick("Connect to a local authority…");
      await window.enter("https://example.com");
      await window.prompted(/on this machine/);
      await window.enter(authority.url);
      for (const prompt of ["Access token", "Account", "User"]) {
        await window.titled(prompt);
        await window.page.keyboard.press("Enter");
      }
      await window.notified("was added");
      const { agentRuntimeId } = authority.events("agent").at(-1);
      await window.statusBar(agentRuntimeId).waitFor();
      await window.statusBar(agentRuntimeId).click();
      await window.pick("agent-of-launcher");
      await window.statusBar("agent-of-launcher").waitFor();
    });

    test("after a reload the identities are still there, and the permission too", async () => {
      await window.reload();
      await window.openFile("headers.txt");
      await window.statusBar("agent-of-launcher").waitFor();
      await whoAmI();
      assert.match(await window.notified("Fetched"), /Fetched 200 agent-of-launcher/);
    });

    test("the permission can be taken back", async () => {
      await window.run("Agent Identity: Manage Extension Access");
      await window.pick(CALLER);
      await window.pick("Revoke");
      await whoAmI();
      await window.answer("Deny");
      assert.match(await window.notified("Refused"), /Refused access_denied/);
      await whoAmI();
      assert.match(await window.notified("Refused"), /Refused access_denied/);
    });

    test("no private key is in a webview, a setting, the window's storage or its output", async () => {
      const { secrets, others } = await window.stored();
      const key = /"agentPrivateKey":"([^"]+)"/.exec(
        JSON.parse(JSON.stringify(secrets)).replaceAll("\\", ""),
      )[1];
      const { dom, messages } = await webviewContents(window.page);
      for (const place of [others, dom, ...messages]) assert.ok(!place.includes(key));
      assert.ok(!window.printed.some((line) => line.includes(key)));
      assert.ok(!readFileSync(join(temporary, "home/data/data/User/settings.json"), "utf8").includes(key));
    });

    test("a forgotten identity is gone from the storage, and after a reload too", async () => {
      for (const left of [1, 0]) {
        await window.clearNotifications();
        await window.run("Agent Identity: Forget Identity");
        await window.pick("SHA256:");
        assert.match(await window.answer("Forget"), /private key is removed/);
        await window.notified("was forgotten");
        await poll(async () => {
          const { secrets } = await window.stored();
          assert.equal(secrets.split("agentPrivateKey").length - 1, left);
        });
      }
      await window.reload();
      await window.openFile("headers.txt");
      await window.treeHas("Identities", "Trusted public keys", "the other agent", "Extensions", CALLER);
      const { secrets, others } = await window.stored();
      assert.ok(!`${secrets}${others}`.includes("agent-of-launcher"));
      await whoAmI();
      assert.match(await window.notified("Refused"), /Refused/);
    });

    test("a trusted key can be removed", async () => {
      await window.run("Agent Identity: Remove Trusted Public Key");
      await window.pick("the other agent");
      await window.treeHas("Identities", "Trusted public keys", "Extensions", CALLER);
    });
  });
}
