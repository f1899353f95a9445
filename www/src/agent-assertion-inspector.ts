import { html, LitElement } from "lit";
import { makeExample } from "./model/example.js";
import type { Span } from "./model/findings.js";
import { emptyForm, type Form } from "./model/form.js";
import { judge } from "./model/judge.js";
import { KeyReader, publicHalf } from "./model/key-reader.js";
import type { Report } from "./model/report.js";
import { styles } from "./style/index.js";
import { writeTime } from "./text/time.js";
import { Ticker } from "./ticker.js";
import { pageFooter } from "./view/footer.js";
import { pageHeader } from "./view/header.js";
import { inputs } from "./view/inputs.js";
import { goToMark, select } from "./view/point-at.js";
import { results } from "./view/results.js";
import { shownLength } from "./view/text-box.js";
import { verdictBanner } from "./view/verdict.js";

/** The inspector: what was typed in, the verdict on it, and everything that is in it. */
export class AgentAssertionInspector extends LitElement {
  static override styles = styles;
  static override properties = { form: { state: true }, pointedAt: { state: true } };

  declare private form: Form;
  declare private pointedAt: Span | undefined;
  #keys = new KeyReader();
  #actions = {
    change: (change: Partial<Form>) => this.#change(change),
    tryExample: () => this.#change(makeExample(Date.now())),
    clear: () => this.#clear(),
    toggleClock: () => this.#toggleClock(),
    useOwnTime: () => this.#useOwnTime(),
    usePublicHalf: () => this.#usePublicHalf(),
    show: (span: Span) => this.#show(span),
    canShow: (span: Span) => span.in === "json" || span.end <= shownLength(this.form.text),
  };

  constructor() {
    super();
    this.form = emptyForm;
    new Ticker(this);
  }

  protected override render() {
    const report = this.#judge();
    return html`
      ${pageHeader(this.#actions, this.form !== emptyForm)}
      <main>
        ${verdictBanner(report)}
        <div class="columns">${inputs(this.form, report, this.#actions)} ${results(report, this.#actions, this.pointedAt)}</div>
      </main>
      ${pageFooter()}
    `;
  }

  #judge(): Report {
    return judge(this.form, this.#keys.read(this.form.publicKey), Date.now());
  }

  #change(change: Partial<Form>) {
    if (change.text !== undefined) this.pointedAt = undefined;
    this.form = { ...this.form, ...change };
  }

  async #clear() {
    this.form = emptyForm;
    this.pointedAt = undefined;
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

  /** Starts from the header's own time: to judge an old header is what another clock is for. */
  #toggleClock() {
    if (this.form.clock === "given") return this.#change({ clock: "now" });
    const time = this.form.time || writeTime(this.#ownTime() ?? Date.now());
    this.#change({ clock: "given", time });
  }

  #useOwnTime() {
    const time = this.#ownTime();
    if (time !== undefined) this.#change({ time: writeTime(time) });
  }

  #ownTime() {
    return this.#judge().assertion?.issuedAt?.getTime();
  }

  #usePublicHalf() {
    const { value, refusal } = publicHalf(this.form.publicKey);
    if (refusal) this.#change({ publicKey: "" });
    else this.#change({ publicKey: value });
  }
}
