import { html, LitElement } from "lit";
import { makeExample } from "./model/example.js";
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
import { results } from "./view/results.js";
import { verdictBanner } from "./view/verdict.js";

/** The inspector: what was typed in, the verdict on it, and everything that is in it. */
export class AgentAssertionInspector extends LitElement {
  static override styles = styles;
  static override properties = { form: { state: true } };

  declare private form: Form;
  #keys = new KeyReader();
  #actions = {
    change: (change: Partial<Form>) => this.#change(change),
    tryExample: () => this.#change(makeExample(Date.now())),
    clear: () => this.#clear(),
    toggleClock: () => this.#toggleClock(),
    useOwnTime: () => this.#useOwnTime(),
    usePublicHalf: () => this.#usePublicHalf(),
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
        <div class="columns">${inputs(this.form, report, this.#actions)} ${results(report)}</div>
      </main>
      ${pageFooter()}
    `;
  }

  #judge(): Report {
    return judge(this.form, this.#keys.read(this.form.publicKey), Date.now());
  }

  #change(change: Partial<Form>) {
    this.form = { ...this.form, ...change };
  }

  async #clear() {
    this.form = emptyForm;
    await this.updateComplete;
    this.renderRoot.querySelector("textarea")?.focus();
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
    return this.#judge().assertion?.issuedAt.getTime();
  }

  #usePublicHalf() {
    const { value, refusal } = publicHalf(this.form.publicKey);
    if (refusal) this.#change({ publicKey: "" });
    else this.#change({ publicKey: value });
  }
}
