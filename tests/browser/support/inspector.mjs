import { tmpdir } from "node:os";
import { after } from "node:test";
import { NOW } from "./assertions.mjs";
import { launchChromium } from "./chromium.mjs";
import { startSite } from "./site.mjs";
import { countUpdates } from "./work.mjs";

/**
 * Returns a function that opens the inspector. All tests of a file share one browser and one server, which the first
 * call starts. (Node 20 does not wait for a `before` hook at the top of a file.)
 */
export function useInspector() {
  let started;
  after(async () => (await started)?.[0].close());
  return async (options) => {
    started ??= Promise.all([launchChromium(), startSite()]);
    const [browser, url] = await started;
    return Inspector.open(browser, url, options);
  };
}

/** Stops the clock of the page at `NOW`. No timer fires until a test advances the clock. */
export async function standStill({ clock }) {
  await clock.install({ time: NOW - 1000 });
  await clock.pauseAt(NOW);
}

/** The page as a user finds its way in it: by labels, names and roles. */
export class Inspector {
  static async open(browser, url, { now, prepare, ...settings } = {}) {
    const context = await browser.newContext({
      timezoneId: "Europe/Berlin",
      serviceWorkers: "block",
      reducedMotion: "reduce",
      ...settings,
    });
    const page = await context.newPage();
    const inspector = new Inspector(page, url);
    if (now !== undefined) await page.clock.setFixedTime(now);
    await countUpdates(page);
    await prepare?.(page, inspector);
    await page.goto(url);
    await inspector.verdict.filter({ hasNotText: "is being loaded" }).waitFor();
    return inspector;
  }

  constructor(page, url) {
    this.page = page;
    this.url = url;
    // This is far quicker than by role. structure.test.mjs checks the roles.
    const labelled = (name) => page.getByLabel(name, { exact: true });
    this.text = labelled("Authorization header, request or log");
    this.key = labelled("Public key");
    this.time = labelled("Time (UTC)");
    this.maxAge = labelled("Max age, seconds");
    this.maxSkew = labelled("Max skew, seconds");
    this.runtimeId = labelled("Expected runtime id");
    this.taskId = labelled("Expected task id");
    this.verdict = labelled("Verdict");
    this.findings = labelled("Findings");
    this.envelope = labelled("Envelope");
  }

  /** Opens a file in bulk mode. Returns the status text of the page when it is done. */
  async takeInBulk(content, { keys = [], time, name = "test.har" } = {}) {
    await this.tab("Bulk").click();
    await this.page.getByLabel("Public keys, one a line").fill(keys.join("\n"));
    if (time) {
      await this.page.getByLabel("Judge ages by").selectOption("given");
      await this.page.getByLabel("Time to judge by (UTC)").fill(time);
    }
    const file = String(content).startsWith(tmpdir())
      ? content
      : { name, mimeType: "", buffer: Buffer.from(content) };
    await this.page.getByLabel("HAR or log file").setInputFiles(file);
  }

  bulkDone = () => this.page.getByText(/^[\d,]+ assertions? in .* s\.$/).textContent();

  tab = (name) => this.page.getByRole("tab", { name, exact: true });

  button = (name) => this.page.getByRole("button", { name, exact: true });

  async verifyAt(time) {
    const toggle = this.button("Verify at a given time");
    if ((await toggle.getAttribute("aria-pressed")) === "false") await toggle.click();
    await this.time.fill(time);
  }

  /** Returns the first word of the verdict, and the code of the error if there is one. */
  async judged() {
    const [text, code] = await this.verdict.evaluate((region) => [
      region.textContent,
      region.querySelector("code")?.textContent ?? null,
    ]);
    return { word: /^(Valid|Invalid|Not verified)\b/.exec(text)?.[1], code, text };
  }

  /** Returns the severity, the code and the text of every finding, as its row shows them. */
  found() {
    return this.findings.getByRole("listitem").evaluateAll((rows) =>
      rows.map((row) => ({
        severity: row.querySelector("b").textContent,
        code: row.querySelector("code").textContent,
        text: row.textContent,
        hasIcon: row.querySelector("svg") !== null,
      })),
    );
  }

  /** Returns the button that shows the place of a finding. */
  show = (what) => this.findings.getByRole("button", { name: `Show: ${what}` });

  /** Returns how many times the elements of the page have rendered since the last call. */
  updates = () => this.page.evaluate(() => window.takeUpdates());

  close = () => this.page.context().close();
}
