// A row is [name, rule, input, options]; a case is what is written for it.

export const refused = (code, rows) => rows.map((row) => toCase(row, code));
export const accepted = (rows) => rows.map((row) => toCase(row, null));

function toCase([name, rule, header, options = {}], code) {
  return { name, rule, header, ...options, code };
}
