import type { DocumentFinding } from "agent-identity-wasm";
import { type Advice, adviceFor } from "agent-identity-wasm/advice";
import { printable } from "./printable.js";
import type { Terminal } from "./terminal.js";
import { asSentence, wrap } from "./wrap.js";

const MARKS = { error: "✘", warning: "!", info: "·" } as const;
const STYLES = { error: "red", warning: "yellow", info: "dim" } as const;
const INDENT = "    ";

/** The name of a part, its value, and what it means. */
export type Row = readonly [name: string, value: string, meaning?: string | undefined];

/**
 * Returns lines of names and values, with the values in one column. Values are not wrapped, so that they can be copied in
 * one piece.
 */
export function table(rows: readonly Row[], terminal: Terminal): string[] {
  const width = Math.max(0, ...rows.map(([name]) => printable(name).length)) + 4;
  return rows.map(([name, value, meaning]) => {
    const label = terminal.style("dim", `  ${printable(name)}`.padEnd(width));
    const shown = printable(value) || terminal.style("dim", "(empty)");
    return `${label}${shown}${meaning ? terminal.style("dim", `  ← ${meaning}`) : ""}`;
  });
}

/** Describes a finding with its cause and its remedy. */
export function describeFinding(finding: DocumentFinding, terminal: Terminal): string[] {
  const advice = adviceFor(finding.code);
  const title = advice?.title ?? finding.message;
  const repeats = finding.message.toLowerCase() === title.toLowerCase();
  return [
    headOf(finding, title, terminal),
    ...(repeats ? [] : [wrap(asSentence(printable(finding.message)), terminal.columns, INDENT)]),
    ...(advice ? describeAdvice(advice, terminal) : []),
  ];
}

/** Names a finding in one line. */
export const nameFinding = (finding: DocumentFinding, terminal: Terminal): string =>
  headOf(finding, adviceFor(finding.code)?.title ?? finding.message, terminal);

function headOf({ severity, code }: DocumentFinding, title: string, terminal: Terminal): string {
  const mark = terminal.style(STYLES[severity], MARKS[severity]);
  return `  ${mark} ${terminal.style("bold", printable(title))} ${terminal.style("dim", `(${code})`)}`;
}

/** Returns the paragraphs on the cause and "What to do". */
export function describeAdvice({ cause, remedy }: Advice, terminal: Terminal, label = "Why"): string[] {
  return [paragraph(label, cause, terminal), paragraph("What to do", remedy, terminal)];
}

/** Wraps a paragraph that starts with a coloured label. */
export function paragraph(label: string, text: string, terminal: Terminal): string {
  const lines = wrap(printable(`${label}: ${text}`), terminal.columns, INDENT);
  return lines.replace(`${label}:`, terminal.style("cyan", `${label}:`));
}
