import { html, nothing, type TemplateResult } from "lit";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { envelopeSection } from "./envelope.js";
import { findingsSection } from "./findings.js";
import { headerSection, jsonSection } from "./raw.js";

export const results = (report: Report): TemplateResult => html`
  <div class="results">
    <div>
      ${report.parts ? nothing : placeholder()}
      ${report.parts || report.findings.length > 0 ? findingsSection(report.findings) : nothing}
      ${report.assertion ? envelopeSection(report.assertion, report) : nothing}
    </div>
    ${report.parts ? raw(report) : nothing}
  </div>
`;

const raw = ({ json, parts }: Report) => html`
  <div>
    ${json === undefined ? nothing : jsonSection(json)}
    ${parts ? headerSection(parts) : nothing}
  </div>
`;

const placeholder = () => html`
  <div class="placeholder">
    <h2>${strings.placeholder.title}</h2>
    <p>${strings.placeholder.text}</p>
  </div>
`;
