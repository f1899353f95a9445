import { html, svg, type TemplateResult } from "lit";
import type { CheckState } from "../model/checks.js";
import type { Status } from "../model/report.js";

const TICK = "M7 12.5l3.5 3.5L17 8.5";
const CROSS = "M8 8l8 8M16 8l-8 8";
const DASH = "M8 12h8";
const BANG = "M12 7v6M12 16.5v.01";

const VERDICT: Record<Status, string> = { valid: TICK, invalid: CROSS, unverified: DASH };
const CHECK: Record<CheckState, string> = { passed: TICK, failed: CROSS, open: DASH, unasked: DASH };
const SEVERITY = { error: CROSS, warning: BANG, info: DASH } as const;

export const verdictIcon = (status: Status) => icon(VERDICT[status]);
export const checkIcon = (state: CheckState) => icon(CHECK[state]);
export const severityIcon = (severity: keyof typeof SEVERITY) => icon(SEVERITY[severity]);

const icon = (path: string): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    ${svg`<circle cx="12" cy="12" r="11"></circle><path d=${path}></path>`}
  </svg>
`;
