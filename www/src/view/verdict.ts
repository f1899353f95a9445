import { html, nothing, type TemplateResult } from "lit";
import { CHECKS, type CheckState } from "../model/checks.js";
import type { Report } from "../model/report.js";
import { strings } from "../strings.js";
import { checkIcon, verdictIcon } from "./icons.js";
import { utc } from "./time.js";

const words = strings.verdict;

export const verdictBanner = (report: Report): TemplateResult => html`
  <div class="verdict" data-status=${report.status}>
    ${verdictIcon(report.status)} ${verdictText(report)}
    ${report.document ? nothing : checks(report)}
  </div>
`;

const checks = (report: Report) => html`
  <ul class="checks" aria-label=${words.checks}>
    ${CHECKS.map((check) => checkItem(words.check[check], report.checks[check]))}
  </ul>
`;

// The text begins with the verdict, so no white space comes first, and nothing in it changes each second:
// a screen reader would read it out every second.
const verdictText = ({ status, reason, code, clock, now }: Report) =>
  html`<div role="status" aria-label=${words.region} aria-atomic="true"><strong>${words[status]}</strong> <span class="reason">${reason}${clock === "given" && status !== "unverified" ? asOf(now) : nothing}</span>${codeTag(code)}</div>`;

const asOf = (now: number | undefined) => (now === undefined ? nothing : html` ${words.asOf} ${utc(now)}.`);

export const codeTag = (code: string | undefined) =>
  code === undefined ? nothing : html` <code class="tag">${code}</code>`;

const checkItem = (label: string, state: CheckState) => html`
  <li data-state=${state}>
    ${checkIcon(state)}${label}<span class="unseen">: ${words.state[state]}</span>
  </li>
`;
