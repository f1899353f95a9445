import { AgentKey } from "agent-identity-wasm";
import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { startCore } from "../core/core.js";
import { clearedText, noticeOf } from "../model/cleared.js";
import { privateKeysIn } from "../model/public-halves.js";
import { attempt, type Refusal } from "../model/refusal.js";
import { secretsIn } from "../model/secrets.js";
import { strings } from "../strings.js";
import { styles } from "../style/index.js";
import { onValue } from "../view/events.js";
import { fault } from "../view/key-note.js";
import { foreign } from "../view/visible.js";
import { type Composed, compose, coverage, type Draft, emptyDraft, KINDS } from "./requests.js";
import { FORMS, type Form, snippet } from "./snippets.js";

const words = strings.compose;
const LONGEST_WORD = 16;

type Field = Exclude<keyof Draft, "kind">;

const FIELDS = {
  assertion: ["runtimeId", "taskId", "accountId", "url"],
  task: ["runtimeId", "externalTaskRef"],
  agent: ["agentVersion", "harnessId", "runningLocation"],
} as const;

/** Builds what a client sends, with a demo key or one that is lent to it; nothing is stored or sent. */
export class AgentAssertionComposer extends LitElement {
  static override styles = styles;
  static override properties = {
    draft: { state: true },
    form: { state: true },
    refusal: { state: true },
    copied: { state: true },
    made: { state: true },
    secret: { state: true },
  };

  declare draft: Draft;
  declare form: Form;
  declare refusal: Refusal | undefined;
  declare copied: string;
  /** When it was made: a signature is of a moment. */
  declare made: number;
  /** Says what was removed from a box. */
  declare secret: string;
  #key: AgentKey | undefined;
  #isDemo = true;

  constructor() {
    super();
    this.secret = "";
    this.draft = emptyDraft;
    this.form = "header";
    this.refusal = undefined;
    this.copied = "";
    this.made = Date.now();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  #forget() {
    this.#key?.free();
    this.#key = undefined;
    this.#isDemo = true;
    this.#change({});
  }

  #change(change: Partial<Draft>) {
    this.draft = { ...this.draft, ...change };
    this.made = Date.now();
    this.copied = "";
  }

  async #demo() {
    await startCore();
    this.#forget();
    this.refusal = undefined;
    const { value, refusal } = attempt(() => AgentKey.generate());
    this.refusal = refusal;
    this.#key = value;
    this.#change({});
  }

  /** The box is emptied at once: the key lives on in the module's memory alone. */
  async #load(box: HTMLTextAreaElement) {
    await startCore();
    const text = box.value;
    if (text.trim() === "") return;
    const secrets = secretsIn(text);
    const [found = { privateKey: text }] = privateKeysIn(text, secrets);
    const { value, refusal } = attempt(() => AgentKey.fromPkcs8(found.privateKey));
    this.refusal = refusal;
    // This box is for secrets alone: whatever is longer than a word is taken for one, read or not.
    if (value || secrets.length > 0 || text.length > LONGEST_WORD) box.value = "";
    if (!value) return;
    this.#forget();
    this.#key = value;
    this.#isDemo = false;
    this.#change(found.agentRuntimeId ? { runtimeId: found.agentRuntimeId } : {});
  }

  #type(name: Field, typed: string) {
    const { text, removed } = clearedText(typed);
    this.secret = noticeOf(removed);
    this.#change({ [name]: text });
  }

  async #copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = words.copied;
    } catch {
      this.copied = words.notCopied;
    }
  }

  #open(composed: Composed) {
    const { Authorization: header = "" } = composed.headers;
    const detail = {
      text: `Authorization: ${header}`,
      publicKey: this.#key?.publicKey.toSsh() ?? "",
      clock: "now",
    };
    this.dispatchEvent(new CustomEvent("inspect-assertion", { detail, bubbles: true, composed: true }));
  }

  protected override render() {
    return html`
      <section class="compose" aria-label=${words.region}>
        <div class="inputs">
          <div class="notice" role="alert" ?hidden=${!this.secret}>${this.secret}</div>
          ${this.#keyCard()} ${this.#draftCard()}
        </div>
        <div class="results">${this.#key ? this.#composed(this.#key) : this.#placeholder()}</div>
      </section>
    `;
  }

  #keyCard() {
    return html`
      <div class="card">
        <h2>${words.key}</h2>
        <div class="actions">
          <button type="button" class=${this.#key ? nothing : "primary"} @click=${this.#demo}>${words.demo}</button>
          ${this.#key ? html`<button type="button" @click=${this.#forget}>${words.forget}</button>` : nothing}
        </div>
        ${
          this.#key
            ? html`<p class="note key-line">${this.#isDemo ? words.isDemo : words.isLoaded} <code class="fingerprint">${this.#key.publicKey.fingerprint()}</code></p>
              <p class="public-key"><code>${this.#key.publicKey.toSsh()}</code></p>`
            : nothing
        }
        <div class="field second">
          <label for="private-key">${words.load}</label>
          <textarea
            id="private-key"
            rows="2"
            aria-describedby="private-key-note"
            aria-invalid=${this.refusal ? "true" : nothing}
            autocomplete="off"
            spellcheck="false"
            @input=${(event: Event) => this.#load(event.currentTarget as HTMLTextAreaElement)}
          ></textarea>
          <div id="private-key-note" class="note">${this.refusal ? fault(this.refusal) : nothing} ${words.loadHint}</div>
        </div>
      </div>
    `;
  }

  #draftCard() {
    const { kind } = this.draft;
    return html`
      <fieldset class="conditions">
        <legend>${words.what}</legend>
        <div class="kinds">
          ${KINDS.map(
            (value) => html`
              <label class="choice"><input type="radio" name="kind" .checked=${live(kind === value)} @change=${() => this.#change({ kind: value })} />${words.kinds[value]}</label>
            `,
          )}
        </div>
        <div class="pairs">${FIELDS[kind].map((name) => this.#field(name))}</div>
      </fieldset>
    `;
  }

  #field(name: Field) {
    return html`
      <div class="field">
        <label for=${name}>${words.fields[name]}</label>
        <input id=${name} .value=${live(this.draft[name])} autocomplete="off" spellcheck="false" @input=${onValue((value) => this.#type(name, value))} />
      </div>
    `;
  }

  #placeholder() {
    return html`<div class="placeholder"><h2>${words.placeholder.title}</h2><p>${words.placeholder.text}</p></div>`;
  }

  #composed(key: AgentKey) {
    const { value, refusal } = attempt(() => compose(this.draft, key, this.made));
    if (!value) return html`<div class="card"><p role="alert">${fault(refusal)}</p></div>`;
    const text = snippet[this.form](value);
    return html`
      <div class="card">
        <h2>${words.kinds[this.draft.kind]}</h2>
        <div class="forms" role="group" aria-label=${words.form}>
          ${FORMS.map(
            (form) =>
              html`<button type="button" aria-pressed=${form === this.form} @click=${() => {
                this.form = form;
                this.copied = "";
              }}>${words.forms[form]}</button>`,
          )}
        </div>
        <pre class="snippet" tabindex="0" role="group" aria-label=${words.snippet}><code>${text}</code></pre>
        <div class="actions">
          <button type="button" class="primary" @click=${() => this.#copy(text)}>${words.copy}</button>
          ${this.draft.kind === "agent" ? nothing : html`<button type="button" @click=${() => this.#change({})}>${words.signAgain}</button>`}
          ${this.draft.kind === "assertion" ? html`<button type="button" @click=${() => this.#open(value)}>${words.inspect}</button>` : nothing}
          <span class="note" role="status">${this.copied}</span>
        </div>
      </div>
      <div class="card">
        <h2>${words.coverage}</h2>
        ${value.signedText === undefined ? nothing : html`<p class="signed">${foreign(value.signedText)}</p>`}
        <p>${coverage(this.draft)}</p>
      </div>
    `;
  }
}
