import assert from "node:assert/strict";
import { basename } from "node:path";

const WAIT_MS = 90_000;
const INSTALL_MS = 180_000;
/** VS Code seals what is in the secret storage of a browser with a key of which the server of a product keeps one half. */
const SERVER_HALF_OF_KEY = Buffer.alloc(32, 7);

/** The window of VS Code in a browser, as a person uses it: by its menus, its keyboard and what it shows. */
export class Workbench {
  constructor(page, address, folder) {
    Object.assign(this, { page, address, folder, printed: [] });
    page.on("console", (message) => this.printed.push(message.text()));
    page.setDefaultTimeout(WAIT_MS);
  }

  /** Opens a folder in a new browser profile: without settings, secrets and a clipboard of anyone. */
  static async open(browser, address, folder, prepare = async () => {}) {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await prepare(context);
    await context.route("**/mint-key", (route) => route.fulfill({ body: SERVER_HALF_OF_KEY }));
    const workbench = new Workbench(await context.newPage(), address, folder);
    await workbench.reload();
    return workbench;
  }

  close() {
    return this.page.context().close();
  }

  /** Loads the window, for the first time or anew. */
  async reload() {
    await this.page.goto(`http://${this.address}/?folder=${this.folder}`);
    await this.page.locator("#status\\.notifications").waitFor();
  }

  /** Runs a command by its whole title. The palette closes if something takes the focus, such as a file that opens late. */
  async run(title) {
    await poll(async () => (await this.#command(title)).click({ timeout: 3000 }));
  }

  /** Finds a command in the palette, as soon as the extension that brings it is known. */
  async #command(title, timeoutMs) {
    const { input } = this;
    // Elsewhere, Escape would end a selection.
    if (await input.isVisible()) await this.page.keyboard.press("Escape");
    const row = this.#row(title).first();
    const soon = { timeout: 2000 };
    await poll(async () => {
      if (!(await input.isVisible())) await this.page.keyboard.press("F1");
      // An open list does not change by itself.
      await input.fill(">", soon);
      await input.fill(`>${title}`, soon);
      await row.waitFor(soon);
    }, timeoutMs);
    return row;
  }

  /** Picks an entry of a list that a command shows, by a part of its label. */
  async pick(label) {
    await this.#row(label).first().click();
  }

  /** Answers an input box of a command. */
  async enter(text) {
    await this.input.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits for an input box with a title or a prompt. */
  async prompted(text) {
    await this.page.locator(".quick-input-widget").getByText(text).first().waitFor();
  }

  /** Waits for an input box with exactly this title. */
  async titled(title) {
    await this.page
      .locator(".quick-input-widget .quick-input-title")
      .getByText(title, { exact: true })
      .waitFor();
  }

  get input() {
    return this.page.locator(".quick-input-widget input.input").first();
  }

  #row(label) {
    return this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: label });
  }

  /** Waits for a notification, in the list of all that nobody has closed, and returns its text. */
  async notified(text) {
    const list = this.page.locator(".notifications-center.visible");
    const item = list.locator(".notification-list-item").filter({ hasText: text }).first();
    await poll(async () => {
      if (!(await list.isVisible())) await this.page.locator("#status\\.notifications").click();
      await item.waitFor({ timeout: 2000 });
    });
    return item.innerText();
  }

  /** Removes all notifications, so that the next one is not mistaken for one of before. */
  clearNotifications() {
    return this.run("Notifications: Clear All Notifications");
  }

  /** Answers a modal question, and returns what it said. */
  async answer(button) {
    const dialog = this.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    const text = await dialog.innerText();
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    return text;
  }

  setClipboard(text) {
    return this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
  }

  clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Installs a packed extension with the command for it, and waits until a command that it brings is known. */
  async install(vsix, command) {
    await this.run("Extensions: Install from VSIX...");
    await this.chooseFile(vsix);
    await this.#command(command, INSTALL_MS);
    await this.page.keyboard.press("Escape");
  }

  /** Answers the dialog that asks for a file. It starts anew, and drops the answer, if it has just looked a folder up. */
  async chooseFile(path) {
    const button = this.page.locator(".quick-input-widget .quick-input-action .monaco-button").first();
    await button.waitFor();
    await poll(async () => {
      if (!(await button.isVisible())) return;
      await this.input.fill("");
      await this.input.fill(path);
      await this.#row(basename(path)).first().waitFor({ timeout: 3000 });
      await this.page.keyboard.press("Enter");
      await button.waitFor({ state: "hidden", timeout: 5000 });
    });
  }

  /** Opens a file of the folder from the Explorer. */
  async openFile(name) {
    await this.showExplorer();
    await this.explorerRow(name).dblclick();
    await this.page.getByRole("tab", { name: new RegExp(`^${escaped(name)}`) }).waitFor();
    await this.page.locator(".editor-instance .view-lines").first().waitFor();
  }

  async showExplorer() {
    if (!(await this.page.locator(".explorer-folders-view").isVisible()))
      await this.run("View: Show Explorer");
  }

  explorerRow(name) {
    return this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name });
  }

  /** Chooses an entry of the context menu of a file in the Explorer. */
  async fromExplorer(name, entry) {
    await this.showExplorer();
    await this.explorerRow(name).click({ button: "right" });
    await this.menuEntry(entry);
  }

  async menuEntry(entry) {
    const item = this.page.locator(".monaco-menu").getByRole("menuitem", { name: entry }).first();
    await item.hover();
    // A menu ignores the button that is released soon after it was opened.
    await item.click({ delay: 300 });
  }

  /** Returns the page that a webview shows. */
  get webview() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /**
   * Hovers over the assertion or the JWT of the line that begins with a word, in an editor or in the panel, and returns
   * what the hover says.
   */
  async hover(word, place = ".editor-group-container") {
    return poll(async () => {
      await this.#pointAt(word, place);
      await this.openHover.waitFor({ timeout: 4000 });
      const text = await this.openHover.innerText();
      assert.ok(text.includes("Inspect"), text);
      return text;
    });
  }

  /** True if there is a hover for the line that begins with a word. */
  async hasHover(word) {
    await this.#pointAt(word, ".editor-group-container");
    return this.openHover.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  }

  get openHover() {
    return this.page
      .locator(".monaco-hover:not(.hidden) .hover-contents")
      .filter({ hasText: "Agent Identity" })
      .first();
  }

  async #pointAt(word, place) {
    await this.page.mouse.move(2, 2);
    await this.openHover.waitFor({ state: "hidden" });
    const line = this.page
      .locator(`${place} .view-line`)
      .filter({ hasText: new RegExp(`^${word}\\s`) })
      .first();
    const { x, y, height } = await line.boundingBox();
    // The word and what comes after it are of a font of fixed width, and the header begins behind the word.
    const column = await line
      .evaluate(
        (element) =>
          element.querySelector("span span").getBoundingClientRect().width / element.textContent.length,
      )
      .catch(() => 8);
    await this.page.mouse.move(x + (word.length + 4) * Math.max(column, 7), y + height / 2, { steps: 3 });
  }

  /** Points at a column of a line that is visible in the editor, and waits for the hover. */
  async pointAt(line, column) {
    await this.goToLine(line);
    await poll(async () => {
      const row = this.page.locator(".editor-group-container .view-line").nth(line - 1);
      const { x, y, height } = await row.boundingBox();
      await this.page.mouse.move(x + column * 8, y + height / 2, { steps: 3 });
      await this.openHover.waitFor({ timeout: 4000 });
    });
  }

  /** Selects the line that begins with a word. */
  async select(word) {
    const line = this.page
      .locator(".editor-group-container .view-line")
      .filter({ hasText: new RegExp(`^${word}\\s`) });
    await line.first().click({ position: { x: 4, y: 6 } });
    await this.page.keyboard.press("End");
    // The cursor ends at the beginning of the line, so that the editor is not scrolled aside.
    await this.page.keyboard.press("Shift+Home");
  }

  lenses() {
    return this.page.locator(".codelens-decoration a").filter({ hasText: "Inspect" });
  }

  lens(index) {
    return this.lenses().nth(index);
  }

  async goToLine(line) {
    await this.page.keyboard.press("Control+g");
    await this.enter(`:${line}`);
  }

  tab(name) {
    return this.page.getByRole("tab", { name: new RegExp(`^${escaped(name)}`) });
  }

  statusBar(text) {
    return this.page.locator(".statusbar-item").filter({ hasText: text }).first();
  }

  closeEditors() {
    return this.run("View: Close All Editors");
  }

  /** Changes a setting that is on or off in the editor of settings. */
  async toggleSetting(name) {
    await this.run("Preferences: Open Settings (UI)");
    const editor = this.page.locator(".settings-editor");
    await editor.locator(".search-container .view-lines, .suggest-input-container").first().click();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.insertText(`@id:${name}`);
    await editor
      .getByRole("checkbox", { name: new RegExp(escaped(name)) })
      .first()
      .click();
    await this.run("View: Close Editor");
  }

  /** Opens the view of the extension, and returns the texts of its rows. */
  async tree() {
    await this.run("View: Show Agent Identity");
    return this.page.locator(".pane-body .monaco-list-row");
  }

  /** Waits until the rows of the view are these. */
  async treeHas(...expected) {
    const rows = await this.tree();
    await poll(async () => {
      const texts = await rows.allInnerTexts();
      const shown = texts.map((text) => text.replace(/\s+/g, " ").trim());
      assert.ok(
        shown.length === expected.length && expected.every((text, index) => shown[index].includes(text)),
        `rows: ${JSON.stringify(shown)}`,
      );
    });
  }

  /** Returns everything that the browser has stored for VS Code: its local storage, and its secrets in the clear. */
  stored() {
    return this.page.evaluate(
      async (half) => {
        const sealed = localStorage.getItem("secrets.provider");
        const others = JSON.stringify({ ...localStorage, "secrets.provider": undefined });
        if (!sealed) return { secrets: "", others };
        const bytes = Uint8Array.from(atob(sealed.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
          c.charCodeAt(0),
        );
        const raw = bytes.slice(0, 32).map((byte, index) => byte ^ half[index]);
        const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
        const iv = bytes.slice(32, 44);
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes.slice(44));
        return { secrets: new TextDecoder().decode(plain), others };
      },
      [...SERVER_HALF_OF_KEY],
    );
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Tries a check again until it passes, or fails with its last error. */
export async function poll(check, timeoutMs = WAIT_MS) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
