import { html, nothing, type TemplateResult } from "lit";
import { strings } from "../strings.js";

export interface HeaderActions {
  readonly tryExample: () => void;
  readonly clear: () => void;
}

export const pageHeader = (
  actions: HeaderActions,
  { inspects, canClear }: { inspects: boolean; canClear: boolean },
): TemplateResult => html`
  <header class="top">
    <div>
      <h1>${strings.title}</h1>
      <p class="lead">
        ${strings.lead.before}<code>${strings.lead.header}</code>${strings.lead.after}
      </p>
    </div>
    <div class="actions" ?hidden=${!inspects}>
      <button type="button" class=${canClear ? nothing : "primary"} @click=${actions.tryExample}>${strings.actions.example}</button>
      ${canClear ? html`<button type="button" @click=${actions.clear}>${strings.actions.clear}</button>` : nothing}
    </div>
  </header>
`;
