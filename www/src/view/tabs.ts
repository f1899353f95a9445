import { html, type TemplateResult } from "lit";
import { strings } from "../strings.js";

export const VIEWS = ["inspect", "bulk", "compose"] as const;
export type View = (typeof VIEWS)[number];

const KEYS: Record<string, (index: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: () => VIEWS.length - 1,
};

/** One stop of the Tab key; arrows go from view to view. */
export const tabs = (current: View, choose: (view: View) => void): TemplateResult => html`
  <div
    class="tabs"
    role="tablist"
    aria-label=${strings.views.label}
    @keydown=${(event: KeyboardEvent) => onKey(event, current, choose)}
  >
    ${VIEWS.map(
      (view) => html`
        <button
          type="button"
          role="tab"
          id="tab-${view}"
          aria-controls="view-${view}"
          aria-selected=${view === current}
          tabindex=${view === current ? 0 : -1}
          @click=${() => choose(view)}
        >
          ${strings.views[view]}
        </button>
      `,
    )}
  </div>
`;

export const panel = (view: View, current: View, content: unknown): TemplateResult => html`
  <div role="tabpanel" id="view-${view}" aria-labelledby="tab-${view}" ?hidden=${view !== current}>${content}</div>
`;

function onKey(event: KeyboardEvent, current: View, choose: (view: View) => void) {
  const move = KEYS[event.key];
  if (!move) return;
  event.preventDefault();
  const next = VIEWS.at(move(VIEWS.indexOf(current)) % VIEWS.length);
  if (!next) return;
  choose(next);
  (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${next}`)?.focus();
}
