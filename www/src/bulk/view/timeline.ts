import { html, nothing, svg, type TemplateResult } from "lit";
import { strings } from "../../strings.js";
import { utcTime } from "../../text/time.js";
import type { Bin } from "../tally.js";

const HEIGHT = 40;
const STATUSES = ["valid", "invalid", "unverified"] as const;

export function timelineView(bins: readonly Bin[]): TemplateResult | typeof nothing {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return nothing;
  const highest = Math.max(1, ...bins.map(total));
  return html`
    <figure class="timeline">
      <svg viewBox="0 0 ${bins.length * 10} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${strings.bulk.timeline}>
        ${bins.map((bin, index) => bar(bin, index, highest))}
      </svg>
      <figcaption class="note"><span>${utcTime(whole(first.from))}</span><span>${utcTime(whole(last.from))}</span></figcaption>
    </figure>
  `;
}

const total = ({ counts }: Bin) => counts.valid + counts.invalid + counts.unverified;
const whole = (millis: number) => Math.floor(millis / 1000) * 1000;

function bar(bin: Bin, index: number, highest: number) {
  let top = HEIGHT;
  return STATUSES.map((status) => {
    const height = (bin.counts[status] / highest) * HEIGHT;
    top -= height;
    return height === 0
      ? nothing
      : svg`<rect data-status=${status} x=${index * 10 + 1} y=${top} width="8" height=${height}></rect>`;
  });
}
