import { html, nothing, type TemplateResult } from "lit";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { documentSection } from "./document.js";
import { envelopeSection, hasEnvelope } from "./envelope.js";
import { type FindingActions, findingsSection } from "./findings.js";
import type { Light } from "./light.js";
import { headerSection, jsonSection, type Range } from "./raw.js";

export const results = (
  report: Report,
  actions: ResultActions,
  light: Light,
  pointedAt?: Range,
): TemplateResult => html`
  <div class="results">
    <div>
      ${report.parts || report.document ? nothing : placeholder(actions)}
      ${report.parts || report.document || report.findings.length > 0 ? findingsSection(report, actions) : nothing}
      ${report.assertion && hasEnvelope(report.assertion) ? envelopeSection(report.assertion, report, light) : nothing}
    </div>
    ${report.parts ? raw(report, light, pointedAt) : nothing}
    ${report.document ? html`<div>${documentSection(report.document, report.now)}</div>` : nothing}
  </div>
`;

const raw = ({ json, parts }: Report, light: Light, pointedAt?: Range) => html`
  <div>
    ${parts ? headerSection(parts, json, light) : nothing}
    ${json === undefined ? nothing : jsonSection(json, pointedAt)}
  </div>
`;

export interface ResultActions extends FindingActions {
  readonly tryExample: () => void;
}

const placeholder = ({ tryExample }: ResultActions) => html`
  <div class="placeholder">
    <h2>${strings.placeholder.title}</h2>
    <p>${strings.placeholder.text}</p>
    <ul>${strings.placeholder.kinds.map((kind) => html`<li>${kind}</li>`)}</ul>
    <p>${strings.placeholder.example} <button type="button" class="quiet" @click=${tryExample}>${strings.placeholder.tryIt}</button></p>
  </div>
`;
