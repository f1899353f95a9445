import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Status } from "../../model/report.js";
import { strings } from "../../strings.js";
import { count } from "../../text/number.js";
import { onValue } from "../../view/events.js";
import type { Arrangement } from "../arrange.js";
import type { Counts } from "../tally.js";

const words = strings.bulk;
const STATUSES = ["all", "valid", "invalid", "unverified"] as const;

export interface FilterActions {
  readonly status: (status: Status | "all") => void;
  readonly failedOnly: (failedOnly: boolean) => void;
  readonly words: (words: string) => void;
}

export const filters = (counts: Counts, chosen: Arrangement, actions: FilterActions): TemplateResult => {
  const all = counts.valid + counts.invalid + counts.unverified;
  return html`
    <div class="filters" role="group" aria-label=${words.filters}>
      ${STATUSES.map(
        (status) => html`
          <button
            type="button"
            class="filter"
            data-status=${status}
            aria-pressed=${chosen.status === status}
            @click=${() => actions.status(status)}
          >
            ${status === "all" ? words.all : strings.verdict[status]} <b>${count(status === "all" ? all : counts[status])}</b>
          </button>
        `,
      )}
    </div>
    <label class="choice"><input type="checkbox" .checked=${live(chosen.failedOnly)} @change=${(event: Event) => actions.failedOnly((event.currentTarget as HTMLInputElement).checked)} />${words.failedOnly}</label>
    <div class="search">
      <label for="words">${words.search}</label>
      <input id="words" type="search" .value=${live(chosen.words)} autocomplete="off" spellcheck="false" @input=${onValue(actions.words)} />
    </div>
  `;
};
