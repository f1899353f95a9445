import { html, nothing, type TemplateResult } from "lit";
import type { Finding, Span } from "../model/findings.js";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { count } from "../text/number.js";
import { visibleText } from "../text/visible.js";
import { adviceOnFinding, adviceOnVerdict } from "./advice.js";
import { severityIcon } from "./icons.js";
import { codeTag } from "./verdict.js";
import { foreign } from "./visible.js";

const words = strings.findings;
const MOST_AT_ONCE = 50;
const LONGEST_NAME = 150;

export interface FindingActions {
  readonly show: (span: Span) => void;
  /** Whether the page has this range in sight: of a huge text it shows the beginning only. */
  readonly canShow: (span: Span) => boolean;
}

export const findingsSection = (
  { findings, caution, verdictAdvice }: Pick<Report, "findings" | "caution" | "verdictAdvice">,
  actions: FindingActions,
): TemplateResult => html`
  <section class="card findings" aria-labelledby="findings-title">
    <h2 id="findings-title">${words.region}</h2>
    ${verdictAdvice ? adviceOnVerdict(verdictAdvice) : nothing}
    ${findings.length > 0 ? list(findings.slice(0, MOST_AT_ONCE), actions, true) : verdictAdvice ? nothing : html`<p class="note">${words.none}</p>`}
    ${findings.length > MOST_AT_ONCE ? rest(findings.slice(MOST_AT_ONCE), actions) : nothing}
    ${caution ? html`<p class="note caution">${caution}</p>` : nothing}
  </section>
`;

/** The advice on the first error is open, because that is the one to begin with. */
const list = (findings: readonly Finding[], actions: FindingActions, isFirst = false) => {
  const open = isFirst ? findings.findIndex(({ severity }) => severity === "error") : -1;
  return html`<ul>${findings.map((finding, index) => item(finding, actions, index === open))}</ul>`;
};

const rest = (findings: readonly Finding[], actions: FindingActions) => html`
  <details>
    <summary>${words.more(count(findings.length))}</summary>
    ${list(findings, actions)}
  </details>
`;

const item = ({ severity, message, code, span }: Finding, actions: FindingActions, isOpen: boolean) => html`
  <li data-severity=${severity}>
    ${severityIcon(severity)}
    <div class="what"><b>${words.severity[severity]}</b> ${foreign(sentence(message))}${code === "text_too_long" ? html` ${words.tooLong}` : nothing}${codeTag(code)}</div>
    ${span && actions.canShow(span) ? showButton(message, span, actions) : nothing}
    ${adviceOnFinding(code, isOpen)}
  </li>
`;

const showButton = (message: string, span: Span, { show }: FindingActions) => html`
  <button
    type="button"
    class="quiet"
    aria-label=${words.showWhat(visibleText(message.slice(0, LONGEST_NAME)))}
    @click=${() => show(span)}
  >
    ${words.show}
  </button>
`;

// A message can begin with the name of a member, which keeps its small letter.
const sentence = (message: string) =>
  `${message.replace(/^[a-z](?![a-z]*_)/, (letter) => letter.toUpperCase())}.`;
