export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export const heading = (text) => console.log(`\n── ${text} ${"─".repeat(Math.max(3, 76 - text.length))}`);

/**
 * Prints a table. The first `texts` columns are text and the others are numbers. A column is as wide as its widest
 * cell.
 */
export function table(rows, texts = 1) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) =>
    column < texts ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  for (const row of rows) console.log(`  ${row.map(cell).join("  ")}`);
}
