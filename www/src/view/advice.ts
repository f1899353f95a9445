import { html, nothing, type TemplateResult } from "lit";
import { type Advice, adviceOn } from "../model/advice.js";
import { strings } from "../strings.js";

const words = strings.advice;

/** Shows the advice on a finding, with its title as the summary. */
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

/** Shows the advice on a verdict that is not a refusal. */
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
