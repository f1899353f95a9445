import { html, LitElement } from "lit";
import type { AgentAssertionBulk } from "./bulk/agent-assertion-bulk.js";
import { cleared } from "./model/cleared.js";
import { makeExample } from "./model/example.js";
import type { Span } from "./model/findings.js";
import { emptyForm, type Form } from "./model/form.js";
import { judge } from "./model/judge.js";
import { KeyReader } from "./model/key-reader.js";
import { fromFragment, rewrittenHeader, toFragment } from "./model/link.js";
import type { Report } from "./model/report.js";
import { secretsIn } from "./model/secrets.js";
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
import { panel, tabs, type View } from "./view/tabs.js";
import { shownLength } from "./view/text-box.js";
import { verdictBanner } from "./view/verdict.js";

/** A larger file is opened in Bulk. */
const LARGEST_FILE = 1_000_000;

/** The inspector: what was typed in, the verdict on it, and everything that is in it; in bulk; and the way there. */
export class AgentAssertionInspector extends LitElement {
  static override styles = styles;
  static override properties = {
    form: { state: true },
    view: { state: true },
    pointedAt: { state: true },
    pointed: { state: true },
    focused: { state: true },
    secret: { state: true },
    link: { state: true },
  };

  declare private form: Form;
  declare private view: View;
  declare private pointedAt: Span | undefined;
  declare private pointed: Part | undefined;
  declare private focused: Part | undefined;
  declare private secret: string;
  declare private link: string;
  #keys = new KeyReader();
  #actions = {
    change: (change: Partial<Form>) => this.#change(change),
    tryExample: () => this.#change(makeExample(Date.now())),
    clear: () => this.#clear(),
    toggleClock: () => this.#toggleClock(),
    makeLink: () => this.#makeLink(),
    show: (span: Span) => this.#show(span),
    canShow: (span: Span) => span.in === "json" || span.end <= shownLength(this.form.text),
  };
  #light = {
    point: (part: Part | undefined) => {
      this.pointed = part;
    },
    focus: (part: Part | undefined) => {
      this.focused = part;
    },
  };
  #followLink = () => {
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
    this.secret = "";
    this.link = "";
    new Ticker(this);
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

  protected override render() {
    const inspects = this.view === "inspect";
    return html`
      ${pageHeader(this.#actions, { inspects, canClear: this.form !== emptyForm })}
      <main @inspect-assertion=${this.#inspect} @paste=${pasteWithoutSecrets} @dragover=${prevent} @drop=${this.#dropped}>
        ${tabs(this.view, (view) => this.#choose(view))}
        ${panel("inspect", this.view, this.#inspectView())}
        ${panel("bulk", this.view, html`<agent-assertion-bulk></agent-assertion-bulk>`)}
        ${panel("compose", this.view, html`<agent-assertion-composer></agent-assertion-composer>`)}
      </main>
      ${pageFooter()}
    `;
  }

  #inspectView() {
    const report = this.#judge();
    const light = { lit: this.pointed ?? this.focused, ...this.#light };
    const notices = { secret: this.secret, link: this.link };
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
    return judge(this.form, this.#keys.read(this.form.publicKey), Date.now());
  }

  #change(change: Partial<Form>) {
    if (change.text !== undefined) this.pointedAt = undefined;
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
    this.form = emptyForm;
    this.pointedAt = undefined;
    this.secret = "";
    this.link = "";
    if (fromFragment(location.hash)) dropFragment();
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

  #inspect(event: CustomEvent<Pick<Form, "text" | "publicKey">>) {
    this.#change(event.detail);
    this.view = "inspect";
    this.renderRoot.querySelector<HTMLElement>("#tab-inspect")?.focus();
  }

  async #dropped(event: DragEvent) {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    // The browser would otherwise leave the page for the file.
    event.preventDefault();
    if (this.view !== "inspect") return;
    if (file.size <= LARGEST_FILE) return this.#change({ text: await file.text() });
    this.view = "bulk";
    this.renderRoot.querySelector<AgentAssertionBulk>("agent-assertion-bulk")?.take(file);
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

const prevent = (event: Event) => event.preventDefault();
