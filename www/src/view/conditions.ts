import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Form } from "../model/form.js";
import type { Refusal } from "../model/refusal.js";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { onValue } from "./events.js";
import { fault } from "./key-note.js";
import { local, utc } from "./time.js";

const words = strings.inputs;

export interface ConditionActions {
  readonly change: (change: Partial<Form>) => void;
  readonly toggleClock: () => void;
}

export const conditions = (form: Form, report: Report, actions: ConditionActions): TemplateResult => html`
  <fieldset class="conditions">
    <legend>${words.conditions}</legend>
    <div class="clock">
      <button
        type="button"
        aria-pressed=${form.clock === "given"}
        aria-describedby="clock-note"
        @click=${actions.toggleClock}
      >
        ${strings.actions.givenTime}
      </button>
      <span id="clock-note" class="note">${form.clock === "now" ? words.clockNow : nothing}</span>
    </div>
    ${form.clock === "given" ? givenTime(form, report, actions) : nothing}
    <p class="note limits">${words.limits}</p>
    <div class="pairs">
      ${field(
        "max-age",
        words.maxAge,
        form.maxAgeSeconds,
        report.faults.maxAgeSeconds,
        number((maxAgeSeconds) => actions.change({ maxAgeSeconds })),
      )}
      ${field(
        "max-skew",
        words.maxSkew,
        form.maxSkewSeconds,
        report.faults.maxSkewSeconds,
        number((maxSkewSeconds) => actions.change({ maxSkewSeconds })),
      )}
      ${field(
        "runtime-id",
        words.runtimeId,
        form.expectedAgentRuntimeId,
        report.faults.expectedAgentRuntimeId,
        id((expectedAgentRuntimeId) => actions.change({ expectedAgentRuntimeId })),
      )}
      ${field(
        "task-id",
        words.taskId,
        form.expectedTaskId,
        report.faults.expectedTaskId,
        id((expectedTaskId) => actions.change({ expectedTaskId })),
      )}
    </div>
  </fieldset>
`;

interface FieldKind {
  readonly take: (value: string) => void;
  readonly inputMode: "decimal" | "text";
  readonly placeholder: string;
}

const number = (take: FieldKind["take"]): FieldKind => ({ take, inputMode: "decimal", placeholder: "300" });
const id = (take: FieldKind["take"]): FieldKind => ({ take, inputMode: "text", placeholder: words.anyId });

const field = (
  name: string,
  label: string,
  value: string,
  refusal: Refusal | undefined,
  { take, inputMode, placeholder }: FieldKind,
) => html`
  <div class="field">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      .value=${live(value)}
      inputmode=${inputMode}
      placeholder=${placeholder}
      aria-invalid=${refusal ? "true" : nothing}
      aria-describedby=${refusal ? `${name}-note` : nothing}
      autocapitalize="off"
      autocomplete="off"
      spellcheck="false"
      @input=${onValue(take)}
    />
    ${refusal ? html`<div id="${name}-note" class="note">${fault(withoutLabel(refusal, label))}</div>` : nothing}
  </div>
`;

/** Beside its box, a message need not repeat the label. */
const withoutLabel = ({ code, message }: Refusal, label: string): Refusal => ({
  code,
  message: message.startsWith(`${label}: `) ? message.slice(label.length + 2) : message,
});

const givenTime = (form: Form, { now }: Report, actions: ConditionActions) => html`
  <div class="given">
    <div class="field">
      <label for="time">${words.time}</label>
      <input
        id="time"
        .value=${live(form.time)}
        aria-describedby="time-note"
        aria-invalid=${now === undefined ? "true" : nothing}
        autocomplete="off"
        spellcheck="false"
        @input=${onValue((time) => actions.change({ time }))}
      />
      <div id="time-note" class="note">${timeNote(form, now)}</div>
    </div>
    <button type="button" class="quiet" @click=${actions.toggleClock}>${strings.actions.backToNow}</button>
  </div>
`;

function timeNote({ time }: Form, now: number | undefined) {
  if (now !== undefined) return html`${utc(now)} · ${local(now)}`;
  return time.trim() === ""
    ? words.timeHint
    : html`<span class="fault">${words.timeUnreadable}</span> ${words.timeHint}`;
}
