export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export const heading = (text) => console.log(`\n── ${text} ${"─".repeat(Math.max(3, 76 - text.length))}`);

/** Columns as wide as their widest cell; the first is text, the others are numbers. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  for (const row of rows) console.log(`  ${row.map(cell).join("  ")}`);
}
