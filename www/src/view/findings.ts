import { html, type TemplateResult } from "lit";
import type { Finding } from "../model/findings.js";
import { strings } from "../strings.js";
import { severityIcon } from "./icons.js";
import { codeTag } from "./verdict.js";
import { foreign } from "./visible.js";

const words = strings.findings;

export const findingsSection = (findings: readonly Finding[]): TemplateResult => html`
  <section class="card findings" aria-labelledby="findings-title">
    <h2 id="findings-title">${words.region}</h2>
    ${
      findings.length === 0
        ? html`<p class="note">${words.none}</p>`
        : html`<ul>${findings.map(findingItem)}</ul>`
    }
  </section>
`;

const findingItem = ({ severity, message, code }: Finding) => html`
  <li data-severity=${severity}>
    ${severityIcon(severity)}
    <span><b>${words.severity[severity]}</b> ${foreign(message)}${codeTag(code)}</span>
  </li>
`;
