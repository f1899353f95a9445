// Formats the results as Markdown.
import { OURS } from "./peers.mjs";

export const table = (head, rows) =>
  [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

/** Returns tables of microseconds and of ratios to ours, with a row per peer. */
export function comparison(results) {
  return Object.entries(results).map(([job, times]) => {
    const rows = Object.entries(times).map(([name, time]) => [
      name,
      time.toFixed(1),
      (times[OURS] / time).toFixed(2),
    ]);
    return `### ${job[0].toUpperCase()}${job.slice(1)}\n\n${table(["", "µs", "ours takes × of it"], rows)}`;
  });
}

export function bulk(results) {
  const names = Object.keys(results[0].times);
  const rows = results.map(({ headers, keys, times }) => [
    `${headers.toLocaleString("en")} of ${keys.toLocaleString("en")}`,
    ...names.map((name) =>
      times[name] === undefined
        ? "–"
        : `${times[name].toFixed(1)} (${(times[OURS] / times[name]).toFixed(2)})`,
    ),
  ]);
  return table(["headers of keys", ...names], rows);
}

/** Returns a table of microseconds by number of agents, with the difference from `verifyAssertion`. */
export function gateway(results) {
  const [{ times }] = results;
  const [plain] = Object.keys(times);
  const rows = Object.keys(times).map((name) => [
    name,
    ...results.map(({ times }) => `${times[name].toFixed(1)} (${signed(times[name] - times[plain])})`),
  ]);
  return table(["", ...results.map(({ agents }) => `${agents.toLocaleString("en")} agents`)], rows);
}

const signed = (number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(1)}`;
