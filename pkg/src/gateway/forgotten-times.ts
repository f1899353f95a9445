interface Range {
  readonly from: number;
  readonly to: number;
}

/** Times with no longer gap between them are one range. */
const GAP_SECONDS = 60;

const MAX_RANGES = 8;

/** A set of times in whole seconds, as a few ranges. It contains every time that was added, and perhaps some between them. */
export class ForgottenTimes {
  /** In ascending order, and apart from each other. */
  #ranges: readonly Range[] = [];

  has(time: number): boolean {
    return this.#ranges.some(({ from, to }) => from <= time && time <= to);
  }

  add(time: number): void {
    if (this.has(time)) return;
    const isNear = ({ from, to }: Range) => from - GAP_SECONDS <= time && time <= to + GAP_SECONDS;
    const joined = this.#ranges.filter(isNear).reduce(hull, { from: time, to: time });
    const others = this.#ranges.filter((range) => !isNear(range));
    const ranges = others.concat(joined).sort((one, other) => one.from - other.from);
    this.#ranges = ranges.length > MAX_RANGES ? withoutNarrowestGap(ranges) : ranges;
  }
}

const hull = (one: Range, other: Range): Range => ({
  from: Math.min(one.from, other.from),
  to: Math.max(one.to, other.to),
});

function withoutNarrowestGap(ranges: readonly Range[]): Range[] {
  const gaps = ranges.slice(1).map(({ from }, index) => from - (ranges[index] as Range).to);
  const narrowest = gaps.indexOf(Math.min.apply(null, gaps));
  const joined = hull(ranges[narrowest] as Range, ranges[narrowest + 1] as Range);
  return ranges.slice(0, narrowest).concat(joined, ranges.slice(narrowest + 2));
}
