export { scenario } from "./index.js";
export { refusal } from "./refusal.js";
export { report, reportResult } from "./report.js";
