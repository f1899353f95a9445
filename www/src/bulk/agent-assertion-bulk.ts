import { VirtualizerController } from "@tanstack/lit-virtual";
import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { compiledCore, startCore } from "../core/core.js";
import { coreFailure } from "../core/state.js";
import { cleared, clearedText, noticeOf } from "../model/cleared.js";
import { emptyForm, type Form } from "../model/form.js";
import { readKeys } from "../model/key-list.js";
import { attempt } from "../model/refusal.js";
import type { Status } from "../model/report.js";
import { redactedText } from "../model/secrets.js";
import { strings } from "../strings.js";
import { styles } from "../style/index.js";
import { readTime, writeTime } from "../text/time.js";
import { onValue } from "../view/events.js";
import { keyListNote, sentence } from "../view/key-note.js";
import { type Arrangement, arrange, asFound, type Column } from "./arrange.js";
import { makeBulkExample } from "./example.js";
import { save, toCsv, toJson } from "./export.js";
import type { Job, JudgedBy, News, Row } from "./messages.js";
import { Run } from "./run.js";
import { type Bin, type Counts, countRows, timeline } from "./tally.js";
import { type Clock, clockField } from "./view/clock.js";
import { filters } from "./view/filters.js";
import { ROW_HEIGHT, rowsTable } from "./view/table.js";
import { timelineView } from "./view/timeline.js";

const words = strings.bulk;
/** Rows from the worker are shown at most this often, in milliseconds. */
const REFRESH = 150;

type Phase = "idle" | "working" | "done" | "cancelled" | "failed";

/** Every assertion of a file: found, judged and listed, by a worker. */
export class AgentAssertionBulk extends LitElement {
  static override styles = styles;
  static override properties = {
    keys: { state: true },
    clock: { state: true },
    time: { state: true },
    expectedRuntimeId: { state: true },
    expectedTaskId: { state: true },
    arrangement: { state: true },
    dragged: { state: true },
    secret: { state: true },
  };

  declare keys: string;
  declare clock: Clock;
  declare time: string;
  declare expectedRuntimeId: string;
  declare expectedTaskId: string;
  declare arrangement: Arrangement;
  declare dragged: boolean;
  declare secret: string;

  #run: Run | undefined;
  #phase: Phase = "idle";
  #failure = "";
  #isHar = false;
  #file: File | undefined;
  #bytes = 0;
  #started = 0;
  #took = 0;
  #rows: Row[] = [];
  #summary = "";
  /** How many requests were judged by this computer's clock, because the file does not tell their time. */
  #untimed = 0;
  #shown: readonly Row[] = [];
  #counts: Counts = countRows([]);
  #bins: readonly Bin[] = [];
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.renderRoot?.querySelector<HTMLElement>(".rows") ?? null,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });

  constructor() {
    super();
    this.keys = "";
    this.clock = "sent";
    this.time = "";
    this.expectedRuntimeId = "";
    this.expectedTaskId = "";
    this.arrangement = asFound;
    this.dragged = false;
    this.secret = "";
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener("paste", this.#pasted);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.#pasted);
    this.#end("cancelled");
  }

  /** Takes a file as if it had been dropped here. */
  take(file: File) {
    this.#end("idle");
    this.#file = file;
    this.#untimed = 0;
    this.#failure = "";
    Object.assign(this, { arrangement: asFound });
    this.#rows = [];
    this.#summary = "";
    this.#bytes = 0;
    this.#started = performance.now();
    this.#phase = "working";
    this.#arrange();
    // The keys can be read once the core is there.
    startCore().then(() => {
      if (this.#file === file && this.#phase === "working" && !this.#run) this.#begin(file);
    });
  }

  #begin(file: File) {
    const failure = coreFailure();
    if (failure) return this.#fail(sentence(failure.message));
    const at = this.#judgedBy();
    if (at === undefined) return this.#fail(words.timeUnreadable);
    const { keys } = readKeys(this.keys);
    const lines = keys.map((key) => key.toSsh());
    for (const key of keys) key.free();
    const job = { file, keys: lines, options: this.#options(), at, now: Date.now(), core: compiledCore() };
    this.#run = new Run(job, (news) => this.#take(news));
  }

  #fail(why: string) {
    this.#failure = why;
    this.#end("failed");
  }

  #options(): Job["options"] {
    const [agentRuntimeId, taskId] = [this.expectedRuntimeId.trim(), this.expectedTaskId.trim()];
    return {
      ...(agentRuntimeId === "" ? {} : { expectedAgentRuntimeId: agentRuntimeId }),
      ...(taskId === "" ? {} : { expectedTaskId: taskId }),
    };
  }

  /** Returns undefined if the time that is given cannot be read. */
  #judgedBy(): JudgedBy | undefined {
    if (this.clock === "given") return readTime(this.time);
    return this.clock === "now" ? Date.now() : this.clock;
  }

  #take(news: News) {
    if (news.kind === "rows") {
      for (const row of news.rows) {
        this.#rows.push(row);
        if (row.sentAt === undefined) this.#untimed += 1;
      }
      this.#bytes = news.bytes;
      this.#summary = news.summary;
      this.#refresh ??= setTimeout(() => this.#arrange(), REFRESH);
      return;
    }
    if (news.kind === "failed") this.#failure = news.isDamagedGzip ? words.damagedGzip : news.message;
    if (news.kind === "done") this.#isHar = news.isHar;
    this.#end(news.kind);
  }

  #end(phase: Phase) {
    this.#run?.end();
    this.#run = undefined;
    if (this.#phase === "working") this.#phase = phase;
    this.#took = performance.now() - this.#started;
    this.#arrange();
  }

  #arrange() {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#counts = countRows(this.#rows);
    this.#bins = timeline(this.#rows);
    this.#show();
  }

  #show() {
    this.#shown = arrange(this.#rows, this.arrangement);
    const virtualizer = this.#virtual.getVirtualizer();
    virtualizer.setOptions({ ...virtualizer.options, count: this.#shown.length });
    this.requestUpdate();
  }

  #rearrange(change: Partial<Arrangement>) {
    this.arrangement = { ...this.arrangement, ...change };
    this.#show();
  }

  #sort(by: Column) {
    const { by: before, descending } = this.arrangement;
    this.#rearrange({ by, descending: by === before && !descending });
  }

  #again() {
    if (this.#file) this.take(this.#file);
  }

  #drag(event: DragEvent, over: boolean) {
    event.preventDefault();
    this.dragged = over;
  }

  #dropped(event: DragEvent) {
    this.dragged = false;
    const file = event.dataTransfer?.files[0];
    if (!file && event.composedPath()[0] instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    event.stopPropagation();
    if (file) return this.take(file);
    const text = event.dataTransfer?.getData("text/plain");
    if (text) this.take(new File([text], words.pasted));
  }

  /** Takes what is pasted while this is in sight, unless a field or another part of the page wants it. */
  #pasted = (event: ClipboardEvent) => {
    if (!this.checkVisibility() || !this.#isMeant(event)) return;
    const target = event.composedPath()[0];
    const isField =
      target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "file");
    const file = event.clipboardData?.files[0];
    const text = isField ? "" : event.clipboardData?.getData("text/plain");
    if (file) this.take(file);
    else if (text) this.take(new File([text], words.pasted));
    else return;
    event.preventDefault();
  };

  /** True if the focus is in the inspector or nowhere. */
  #isMeant(event: ClipboardEvent) {
    const root = this.getRootNode();
    const inspector = root instanceof ShadowRoot ? root.host : this;
    return event.composedPath().includes(inspector) || event.target === document.body;
  }

  #chosen({ currentTarget }: Event) {
    const input = currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.take(file);
  }

  /** The time of the request; else the time by which it was judged. */
  #timeOf({ sentAt }: Row): Pick<Form, "clock" | "time"> {
    if (sentAt !== undefined) return { clock: "given", time: writeTime(sentAt) };
    return this.clock === "given" ? { clock: "given", time: this.time } : { clock: "now", time: "" };
  }

  #expected() {
    return { expectedAgentRuntimeId: this.expectedRuntimeId, expectedTaskId: this.expectedTaskId };
  }

  #open(row: Row) {
    const detail = { text: row.header, publicKey: this.keys, ...this.#timeOf(row), ...this.#expected() };
    this.dispatchEvent(new CustomEvent("inspect-assertion", { detail, bubbles: true, composed: true }));
  }

  protected override render() {
    const list = readKeys(this.keys);
    const fingerprints = list.keys.map((key) => key.fingerprint());
    for (const key of list.keys) key.free();
    return html`
      <section
        class="bulk"
        aria-label=${words.region}
        @dragover=${(event: DragEvent) => this.#drag(event, true)}
        @dragleave=${(event: DragEvent) => this.#drag(event, false)}
        @drop=${this.#dropped}
      >
        <div class="notice" role="alert" ?hidden=${!this.secret}>${this.secret}</div>
        <div class="bulk-inputs">
          <div
            class="drop"
            data-over=${this.dragged}
          >
            <label for="file">${words.file}</label>
            <input id="file" type="file" accept=".har,.json,.ndjson,.jsonl,.log,.txt,application/json,text/*" @click=${forgetFile} @change=${this.#chosen} />
            <p class="note">${words.fileHint}</p>
          </div>
          <div class="field">
            <label for="bulk-keys">${words.keys}</label>
            <textarea
              id="bulk-keys"
              rows="3"
              .value=${live(this.keys)}
              aria-describedby="bulk-keys-note"
              autocomplete="off"
              spellcheck="false"
              @input=${onValue((keys) => this.#takeKeys(keys))}
            ></textarea>
            <div id="bulk-keys-note" class="note">${keyListNote(fingerprints, list.refusal, words.keysHint)}</div>
          </div>
          ${clockField(this.clock, this.time, {
            clock: (clock) => {
              this.clock = clock;
            },
            time: (time) => {
              this.time = this.#withoutSecrets(time);
            },
          })}
          ${this.#idField("bulk-runtime-id", words.expectedRuntimeId, "expectedRuntimeId")}
          ${this.#idField("bulk-task-id", words.expectedTaskId, "expectedTaskId")}
        </div>
        ${this.#progress()}
        ${this.#phase === "idle" ? this.#firstStep() : this.#results()}
      </section>
    `;
  }

  #idField(id: string, label: string, name: "expectedRuntimeId" | "expectedTaskId") {
    return html`
      <div class="field">
        <label for=${id}>${label}</label>
        <input
          id=${id}
          .value=${live(this[name])}
          placeholder=${strings.inputs.anyId}
          autocomplete="off"
          spellcheck="false"
          @input=${onValue((typed) => {
            this[name] = this.#withoutSecrets(typed);
          })}
        />
      </div>
    `;
  }

  #takeKeys(keys: string) {
    const { form, notice } = cleared({ ...emptyForm, publicKey: keys }, { publicKey: keys });
    if (notice || form.publicKey !== this.keys) this.secret = notice;
    this.keys = form.publicKey;
  }

  #withoutSecrets(typed: string): string {
    const { text, removed } = clearedText(typed);
    if (removed.length > 0) this.secret = noticeOf(removed);
    return text;
  }

  #progress() {
    const { size = 0, name = "" } = this.#file ?? {};
    const working = this.#phase === "working";
    return html`
      <div class="progress" ?hidden=${this.#phase === "idle"}>
        <progress aria-label=${words.progress} max="1" .value=${working ? (size ? this.#bytes / size : 0) : 1}></progress>
        <div role="status" class="progress-text">${words.phase[this.#phase](redactedText(name), this.#rows.length, this.#took)}${this.#failure && this.#phase === "failed" ? ` ${this.#failure}` : nothing}</div>
        <button type="button" ?disabled=${!working} @click=${() => this.#end("cancelled")}>${words.cancel}</button>
        <button type="button" ?disabled=${working} @click=${this.#again}>${words.again}</button>
      </div>
    `;
  }

  #firstStep() {
    return html`
      <div class="placeholder">
        <h2>${words.placeholder.title}</h2>
        <p>${words.placeholder.text}</p>
        <p>${words.placeholder.example} <button type="button" class="quiet" @click=${this.#tryExample}>${words.placeholder.tryIt}</button></p>
      </div>
    `;
  }

  async #tryExample() {
    await startCore();
    const { value: example, refusal } = attempt(() => makeBulkExample(Date.now()));
    if (!example) {
      this.secret = strings.reasons.noExample(refusal.message);
      return;
    }
    this.clock = "sent";
    this.keys = example.publicKey;
    this.take(example.file);
  }

  #nothingFound() {
    if (this.#file?.size === 0) return words.empty;
    return this.#isHar ? words.noneInHar : words.none;
  }

  #results() {
    if (this.#rows.length === 0 && this.#phase !== "working")
      return html`<p class="placeholder">${this.#nothingFound()}</p>`;
    const virtualizer = this.#virtual.getVirtualizer();
    return html`
      ${this.#rows.length > 0 && this.#phase !== "working" ? html`<p class="summary" role="status" aria-label=${words.summary}>${this.#summary} ${this.clock === "sent" && this.#untimed > 0 ? words.untimed(this.#untimed) : nothing}</p>` : nothing}
      <div class="tools">
        ${filters(this.#counts, this.arrangement, {
          status: (status: Status | "all") => this.#rearrange({ status }),
          failedOnly: (failedOnly: boolean) => this.#rearrange({ failedOnly }),
          words: (text: string) => this.#rearrange({ words: this.#withoutSecrets(text) }),
        })}
        <div class="actions">
          <button type="button" ?disabled=${this.#shown.length === 0} @click=${() => save(toJson(this.#shown), "assertions.json")}>${words.exportJson}</button>
          <button type="button" ?disabled=${this.#shown.length === 0} @click=${() => save(toCsv(this.#shown), "assertions.csv")}>${words.exportCsv}</button>
        </div>
      </div>
      ${timelineView(this.#bins)}
      ${rowsTable(this.#shown, virtualizer.getVirtualItems(), virtualizer.getTotalSize(), this.arrangement, {
        sort: (column) => this.#sort(column),
        open: (row) => this.#open(row),
      })}
      ${this.#shown.length === 0 && this.#phase !== "working" ? html`<p class="note">${words.noneLeft}</p>` : nothing}
      <p class="note">${words.credentials}</p>
    `;
  }
}

/** Empties the input, so that the same file can be chosen again. */
function forgetFile(event: Event) {
  (event.currentTarget as HTMLInputElement).value = "";
}
