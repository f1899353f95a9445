import { html, nothing, type TemplateResult } from "lit";
import { type Advice, adviceOn } from "../model/advice.js";
import { strings } from "../strings.js";

const words = strings.advice;

/** What to do about a finding, behind a summary that names it. */
export function adviceOnFinding(code: string, isOpen: boolean): TemplateResult | typeof nothing {
  const advice = adviceOn(code);
  if (!advice) return nothing;
  return html`
    <details class="advice" ?open=${isOpen}>
      <summary>${advice.title}</summary>
      ${body(advice)}
    </details>
  `;
}

/** What is worth knowing about a verdict that is not a refusal: valid, or not judged. */
export function adviceOnVerdict(code: "valid" | "not_judged"): TemplateResult | typeof nothing {
  const advice = adviceOn(code);
  return advice ? html`<div class="advice"><h3>${words.next[code]}</h3>${body(advice)}</div>` : nothing;
}

const body = ({ cause, remedy }: Advice) => html`
  <p>${withCode(cause)}</p>
  <p><b>${words.remedy}</b> ${withCode(remedy)}</p>
`;

/** The table marks what is to be typed with backticks. */
const withCode = (text: string) =>
  text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
