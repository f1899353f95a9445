import { html, LitElement, nothing } from "lit";
import type { AgentAssertionBulk } from "./bulk/agent-assertion-bulk.js";
import { isCoreLoading, startCore } from "./core/core.js";
import { loadAdvice } from "./model/advice.js";
import { cleared } from "./model/cleared.js";
import { readConditions } from "./model/conditions.js";
import { type DocumentIds, DocumentInspector } from "./model/document.js";
import { documentReport } from "./model/document-report.js";
import { makeExample } from "./model/example.js";
import type { Span } from "./model/findings.js";
import { emptyForm, type Form } from "./model/form.js";
import { judge } from "./model/judge.js";
import { KeyReader } from "./model/key-reader.js";
import { fromFragment, rewrittenHeader, toFragment } from "./model/link.js";
import { attempt } from "./model/refusal.js";
import type { Report } from "./model/report.js";
import { secretsIn } from "./model/secrets.js";
import { type VerdictDetail, verdictOf } from "./model/verdict-event.js";
import { strings } from "./strings.js";
import { styles } from "./style/index.js";
import { writeTime } from "./text/time.js";
import type { Part } from "./text/token-parts.js";
import { Ticker } from "./ticker.js";
import { pasteWithoutSecrets } from "./view/events.js";
import { pageFooter } from "./view/footer.js";
import { pageHeader } from "./view/header.js";
import { inputs } from "./view/inputs.js";
import { goToMark, select } from "./view/point-at.js";
import { results } from "./view/results.js";
import { panel, tabs, VIEWS, type View } from "./view/tabs.js";
import { shownLength } from "./view/text-box.js";
import { verdictBanner } from "./view/verdict.js";
import { loadView } from "./views.js";

/** A larger file is opened in Bulk. */
const LARGEST_FILE = 1_000_000;

/** The schemes of colours: the one of the page around the element, or one of two. */
export type Theme = "auto" | "light" | "dark";

/**
 * The inspector: it shows what is in an assertion and whether it is valid, judges all assertions of a file, and composes
 * requests. Whatever is entered stays in the element.
 *
 * @fires verdict - A `CustomEvent` with a {@link VerdictDetail} whenever the verdict changes.
 */
export class AgentAssertionInspector extends LitElement {
  static override styles = styles;
  static override properties = {
    text: {},
    publicKeys: { attribute: false },
    expectedAgentRuntimeId: { attribute: "expected-agent-runtime-id" },
    expectedTaskId: { attribute: "expected-task-id" },
    view: {},
    theme: { reflect: true },
    standalone: { type: Boolean },
    form: { state: true },
    pointedAt: { state: true },
    pointed: { state: true },
    focused: { state: true },
    secret: { state: true },
    link: { state: true },
  };

  /** The view that is shown: `inspect`, `bulk` or `compose`. */
  declare view: View;
  /** The scheme of colours. With `auto`, the default, the element follows the `color-scheme` of the page around it. */
  declare theme: Theme;
  /**
   * True if the element is the whole page. It then keeps links to its state in the address bar, and says what the page
   * promises. Otherwise it leaves the page around it alone.
   */
  declare standalone: boolean;
  declare private form: Form;
  declare private pointedAt: Span | undefined;
  declare private pointed: Part | undefined;
  declare private focused: Part | undefined;
  declare private secret: string;
  declare private link: string;
  #keys = new KeyReader();
  #report: Report | undefined;
  #actions = {
    change: (change: Partial<Form>) => this.#change(change),
    tryExample: () => this.#tryExample(),
    clear: () => this.#clear(),
    toggleClock: () => this.#toggleClock(),
    makeLink: () => this.#makeLink(),
    show: (span: Span) => this.#show(span),
    canShow: (span: Span) => {
      if (this.#documents.document?.isSecret) return false;
      return span.in === "json" || span.end <= shownLength(this.form.text);
    },
  };
  #light = {
    point: (part: Part | undefined) => {
      this.pointed = part;
    },
    focus: (part: Part | undefined) => {
      this.focused = part;
    },
  };
  #documents = new DocumentInspector((ids) => this.#documentRead(ids));
  #lastVerdict: VerdictDetail = { status: "unverified" };
  #followLink = async () => {
    if (!this.standalone) return;
    // Secrets in the address can be found once the core is there.
    await startCore();
    const form = fromFragment(location.hash);
    if (!form) {
      if (secretsIn(location.hash).length > 0) dropFragment();
      return;
    }
    this.#change(form);
    // Somebody put a secret into it, which this page never does. It does not stay in the address bar.
    if (this.secret) dropFragment();
    this.view = "inspect";
  };

  constructor() {
    super();
    this.form = emptyForm;
    this.view = "inspect";
    this.theme = "auto";
    this.standalone = false;
    this.secret = "";
    this.link = "";
    new Ticker(this);
    startCore().then(() => this.#coreSettled());
    loadAdvice().then(() => this.requestUpdate());
  }

  /** The text to inspect. Secrets in it are removed, as from what is pasted. */
  get text(): string {
    return this.form.text;
  }
  set text(text: string) {
    this.#change({ text: String(text ?? "") });
  }

  /** The public keys that may have signed, each in any form that `AgentPublicKey.parse` takes. */
  get publicKeys(): readonly string[] {
    return this.form.publicKey === "" ? [] : this.form.publicKey.split("\n");
  }
  set publicKeys(keys: readonly string[]) {
    this.#change({ publicKey: [...(keys ?? [])].map((key) => String(key).trim()).join("\n") });
  }

  /** The runtime id that is expected. An empty text expects none. */
  get expectedAgentRuntimeId(): string {
    return this.form.expectedAgentRuntimeId;
  }
  set expectedAgentRuntimeId(id: string) {
    this.#change({ expectedAgentRuntimeId: String(id ?? "") });
  }

  /** The task id that is expected. An empty text expects none. */
  get expectedTaskId(): string {
    return this.form.expectedTaskId;
  }
  set expectedTaskId(id: string) {
    this.#change({ expectedTaskId: String(id ?? "") });
  }

  /** Shows a file: a small one in Inspect, a larger one, a HAR file or a packed one in Bulk. */
  async open(file: File | Blob): Promise<void> {
    if (file.size <= LARGEST_FILE && !isForBulk(file)) {
      this.view = "inspect";
      return this.#change({ text: await file.text() });
    }
    this.view = "bulk";
    await Promise.all([loadView("bulk"), this.updateComplete]);
    this.renderRoot.querySelector<AgentAssertionBulk>("agent-assertion-bulk")?.take(asFile(file));
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("hashchange", this.#followLink);
    this.#followLink();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#followLink);
  }

  /** The boxes are searched again, because nothing could be searched for secrets before. */
  #coreSettled() {
    this.#keys = new KeyReader();
    this.#documents.enter(this.form.text);
    this.#change(this.form);
    this.requestUpdate();
  }

  protected override updated(changed: Map<PropertyKey, unknown>) {
    if (changed.has("view")) this.#load(this.view);
    const report = this.#report;
    if (!report) return;
    const detail = verdictOf(report);
    if (detail.status === this.#lastVerdict.status && detail.code === this.#lastVerdict.code) return;
    this.#lastVerdict = detail;
    this.dispatchEvent(new CustomEvent("verdict", { detail, bubbles: true, composed: true }));
  }

  async #load(view: View) {
    try {
      await loadView(view);
    } catch {
      this.secret = strings.views.missing;
      this.view = "inspect";
    }
  }

  protected override render() {
    const view = VIEWS.includes(this.view) ? this.view : "inspect";
    const inspects = view === "inspect";
    return html`
      ${pageHeader(this.#actions, { inspects, canClear: this.#canClear() })}
      <main @inspect-assertion=${this.#inspect} @paste=${pasteWithoutSecrets} @dragover=${prevent} @drop=${this.#dropped}>
        ${tabs(view, (view) => this.#choose(view))}
        ${panel("inspect", view, this.#inspectView())}
        ${panel("bulk", view, html`<agent-assertion-bulk></agent-assertion-bulk>`)}
        ${panel("compose", view, html`<agent-assertion-composer></agent-assertion-composer>`)}
      </main>
      ${this.standalone ? pageFooter() : nothing}
    `;
  }

  #canClear() {
    const names = Object.keys(emptyForm) as (keyof Form)[];
    return names.some((name) => this.form[name] !== emptyForm[name]) || !!this.#documents.document;
  }

  #inspectView() {
    const report = this.#judge();
    const light = { lit: this.pointed ?? this.focused, ...this.#light };
    this.#report = report;
    const notices = { secret: this.secret, link: this.link, offersLink: this.standalone };
    return html`
      ${verdictBanner(report)}
      <div class="columns">
        ${inputs(this.form, report, notices, this.#actions)} ${results(report, this.#actions, light, this.pointedAt)}
      </div>
    `;
  }

  #choose(view: View) {
    this.view = view;
  }

  #judge(): Report {
    const key = this.#keys.read(this.form.publicKey);
    const now = Date.now();
    if (isCoreLoading()) return judge(this.form, key, now);
    const conditions = readConditions(this.form, now);
    const { now: _now, ...expected } = conditions.options;
    this.#documents.inspect({
      now: conditions.now,
      keys: key.keys,
      keyText: this.form.publicKey,
      conditions: expected,
    });
    const { document } = this.#documents;
    return document ? documentReport(document, this.form, key, conditions) : judge(this.form, key, now);
  }

  #documentRead(ids: DocumentIds) {
    this.form = { ...this.form, ...ids };
    if (this.#documents.document?.isSecret) this.#hideDocument();
    this.requestUpdate();
  }

  /** The package takes more for secret in a document than can be recognised in any text: every value of a member that it does not know. */
  #hideDocument() {
    const { notKept, keptInMemory, mayBeThere } = strings.secrets;
    if (this.form.text !== "") this.form = { ...this.form, text: "" };
    if (this.secret === "") this.secret = `${mayBeThere} ${notKept}`;
    if (this.#documents.document?.kind === "jwt") this.secret = this.secret.replace(notKept, keptInMemory);
  }

  async #tryExample() {
    await startCore();
    const { value: form, refusal } = attempt(() => makeExample(Date.now()));
    if (form) return this.#change(form);
    this.secret = strings.reasons.noExample(refusal.message);
  }

  #change(change: Partial<Form>) {
    // An event about a box that did not change, such as one that was emptied, does not end the inspection of a document.
    if (change.text !== undefined && change.text !== this.form.text) {
      this.pointedAt = undefined;
      this.#documents.enter(change.text);
    }
    this.link = "";
    const { form, notice } = cleared({ ...this.form, ...change }, change);
    // A browser can tell twice of one insertion.
    const isNew = form.text !== this.form.text || form.publicKey !== this.form.publicKey;
    if (notice || isNew) this.secret = notice;
    // A box that holds what it held before is not rendered anew: it would keep what was typed into it.
    if (notice) this.requestUpdate();
    this.form = form;
  }

  async #clear() {
    this.#documents.enter("");
    this.form = emptyForm;
    this.pointedAt = undefined;
    this.secret = "";
    this.link = "";
    if (this.standalone && fromFragment(location.hash)) dropFragment();
    await this.updateComplete;
    this.renderRoot.querySelector("textarea")?.focus();
  }

  async #show(span: Span) {
    this.pointedAt = span.in === "json" ? span : undefined;
    await this.updateComplete;
    const box = this.renderRoot.querySelector<HTMLElement>(span.in === "json" ? ".json" : "#text");
    if (box instanceof HTMLTextAreaElement) select(box, span);
    else if (box) goToMark(box);
  }

  /** Starts from the present. The header's own time would make every header fresh, which proves nothing. */
  #toggleClock() {
    if (this.form.clock === "given") return this.#change({ clock: "now" });
    this.#change({ clock: "given", time: this.form.time || writeTime(Math.trunc(Date.now() / 1000) * 1000) });
  }

  #inspect(event: CustomEvent<Partial<Form>>) {
    this.#change(event.detail);
    this.view = "inspect";
    this.renderRoot.querySelector<HTMLElement>("#tab-inspect")?.focus();
  }

  async #dropped(event: DragEvent) {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    // The browser would otherwise leave the page for the file.
    event.preventDefault();
    if (this.view === "inspect") await this.open(file);
  }

  async #makeLink() {
    const { header } = this.#judge();
    history.replaceState(null, "", toFragment(this.form, this.#keys.read(this.form.publicKey).keys, header));
    const missing = header !== undefined && rewrittenHeader(header) === "" ? strings.link.withoutHeader : "";
    const tell = (words: string) => {
      this.link = `${words} ${missing}`.trim();
    };
    tell(strings.link.made);
    try {
      await navigator.clipboard.writeText(location.href);
      tell(strings.link.copied);
    } catch {
      // It is in the address bar all the same.
    }
  }
}

const dropFragment = () => history.replaceState(null, "", location.pathname + location.search);

/** A HAR file and a packed one hold more than a text box is for. */
const isForBulk = (file: File | Blob) => /\.(?:har|gz|ndjson|jsonl)$/i.test(nameOf(file));

const nameOf = (file: File | Blob) => (file instanceof File ? file.name : "");

const asFile = (file: File | Blob) => (file instanceof File ? file : new File([file], strings.bulk.pasted));

const prevent = (event: Event) => event.preventDefault();
