import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { strings } from "../strings.js";
import { count } from "../text/number.js";
import { onValue } from "./events.js";

/** A browser takes seconds to lay out a text box with more text than this. */
const LONGEST = 100_000;
const EXCERPT = 2000;

export interface TextBox {
  readonly id: string;
  readonly label: string;
  readonly rows: number;
  readonly value: string;
  readonly invalid: boolean;
  readonly note: unknown;
  readonly placeholder?: string;
  readonly take: (text: string) => void;
}

/** How much of a text its box shows. */
export const shownLength = ({ length }: string) => (length > LONGEST ? EXCERPT : length);

/** A labelled text area that stays quick whatever is pasted: of a huge text it shows the beginning only. */
export function textBox({
  id,
  label,
  rows,
  value,
  invalid,
  note,
  placeholder = "",
  take,
}: TextBox): TemplateResult {
  const shown = shownLength(value);
  const huge = shown < value.length;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <textarea
        id=${id}
        rows=${rows}
        .value=${live(huge ? value.slice(0, shown) : value)}
        placeholder=${placeholder}
        aria-describedby="${id}-note"
        aria-invalid=${invalid ? "true" : nothing}
        autocapitalize="off"
        autocomplete="off"
        autocorrect="off"
        spellcheck="false"
        dir="ltr"
        @beforeinput=${(event: InputEvent) => interceptHuge(event, take)}
        @input=${onValue(take)}
      ></textarea>
      <div id="${id}-note" class="note">${huge ? excerptNote(value) : note}</div>
    </div>
  `;
}

const excerptNote = (value: string) => strings.inputs.excerpt(count(value.length), count(EXCERPT));

/** Keeps a huge text out of the document altogether: it goes straight to whoever takes it. */
function interceptHuge(event: InputEvent, take: (text: string) => void) {
  const inserted = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
  if (inserted.length <= LONGEST) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget as HTMLTextAreaElement;
  const lines = inserted.replaceAll(/\r\n?/g, "\n"); // as the box itself would have it
  take(value.slice(0, selectionStart) + lines + value.slice(selectionEnd));
}
