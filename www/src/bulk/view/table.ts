import type { VirtualItem } from "@tanstack/lit-virtual";
import { formatDuration } from "agent-identity-wasm/bulk";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { strings } from "../../strings.js";
import { count } from "../../text/number.js";
import { utcTime } from "../../text/time.js";
import { visibleText } from "../../text/visible.js";
import { type Arrangement, COLUMNS, type Column } from "../arrange.js";
import type { Row } from "../messages.js";

const words = strings.bulk;
export const ROW_HEIGHT = 44;
const LONGEST = 300;

export interface TableActions {
  readonly sort: (column: Column) => void;
  readonly open: (row: Row) => void;
}

/** The document contains only the rows in sight, with a spacer above and one below for the others. */
export const rowsTable = (
  rows: readonly Row[],
  items: readonly VirtualItem[],
  height: number,
  arrangement: Arrangement,
  actions: TableActions,
): TemplateResult => html`
  <div class="rows" tabindex="0" role="group" aria-label=${words.rows}>
    <table aria-label=${words.table} aria-rowcount=${rows.length + 1}>
      <thead>
        <tr aria-rowindex="1">
          ${COLUMNS.map((column) => heading(column, arrangement, actions))}
          <th scope="col" class="col-open"><span class="unseen">${words.open}</span></th>
        </tr>
      </thead>
      <tbody>
        ${spacer(items[0]?.start ?? 0)}
        ${repeat(
          items,
          ({ index }) => rows[index]?.index,
          ({ index }) => row(rows[index], index, actions),
        )}
        ${spacer(height - (items.at(-1)?.end ?? height))}
      </tbody>
    </table>
  </div>
`;

const heading = (column: Column, { by, descending }: Arrangement, { sort }: TableActions) => html`
  <th scope="col" class="col-${column}" aria-sort=${by === column ? (descending ? "descending" : "ascending") : nothing}>
    <button type="button" class="sort" @click=${() => sort(column)}>
      ${words.columns[column]}
    </button>
  </th>
`;

// A style attribute would be against the page's policy; a property of it is not.
const spacer = (height: number) =>
  height > 0 ? html`<tr class="spacer" aria-hidden="true" .style=${`height: ${height}px`}></tr>` : nothing;

const row = (row: Row | undefined, index: number, { open }: TableActions) =>
  row === undefined
    ? nothing
    : html`
        <tr aria-rowindex=${index + 2} data-status=${row.status}>
          <td title=${row.message ?? nothing}><b class="status">${strings.verdict[row.status]}</b>${row.code ? html` <code>${row.code}</code>` : nothing}</td>
          ${cell(row.answer?.toString())}
          ${cell(row.time === undefined ? undefined : utcTime(row.time).replace(" UTC", ""))}
          ${cell(clockText(row.clockSeconds))}
          ${cell(row.runtimeId)} ${cell(row.taskId)} ${cell(row.method)} ${cell(row.url)}
          ${cell(row.entry === undefined ? words.line(count(row.line)) : words.entry(count(row.entry)))}
          <td><button type="button" class="quiet" aria-label=${words.openRow(count(row.index + 1))} @click=${() => open(row)}>${words.open}</button></td>
        </tr>
      `;

function clockText(seconds: number | undefined) {
  if (seconds === undefined) return undefined;
  if (Math.abs(seconds) < 1) return words.right;
  return seconds < 0 ? words.slow(formatDuration(seconds)) : words.fast(formatDuration(seconds));
}

function cell(text = "") {
  const shown = visibleText(text.slice(0, LONGEST));
  return html`<td title=${shown === "" ? nothing : shown}><bdi>${shown}</bdi></td>`;
}
