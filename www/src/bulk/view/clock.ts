import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { strings } from "../../strings.js";
import { readTime } from "../../text/time.js";
import { onValue } from "../../view/events.js";

const words = strings.bulk;

export const CLOCKS = ["sent", "now", "given", "any"] as const;
export type Clock = (typeof CLOCKS)[number];

export interface ClockActions {
  readonly clock: (clock: Clock) => void;
  readonly time: (time: string) => void;
}

export const clockField = (clock: Clock, time: string, actions: ClockActions): TemplateResult => html`
  <div class="field">
    <label for="bulk-clock">${words.clock}</label>
    <select
      id="bulk-clock"
      aria-describedby="bulk-clock-note"
      @change=${(event: Event) => actions.clock((event.currentTarget as HTMLSelectElement).value as Clock)}
    >
      ${CLOCKS.map((value) => html`<option value=${value} ?selected=${value === clock}>${words.clocks[value]}</option>`)}
    </select>
    ${
      clock === "given"
        ? html`<label class="second" for="bulk-time">${words.time}</label>
          <input
            id="bulk-time"
            .value=${live(time)}
            placeholder="2026-11-22 06:16:09"
            aria-invalid=${readTime(time) === undefined ? "true" : nothing}
            autocomplete="off"
            spellcheck="false"
            @input=${onValue(actions.time)}
          />`
        : nothing
    }
    <p class="note" id="bulk-clock-note">${words.clockHints[clock]}</p>
  </div>
`;
