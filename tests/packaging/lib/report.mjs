import { table } from "../../../scripts/lib/print.mjs";

/** Reports the result of each environment: a line as soon as it ends, and a table when all have ended. */
export class Report {
  results = [];

  constructor(all, chosen) {
    Object.assign(this, { all, chosen });
  }

  add(result) {
    this.results.push(result);
    const { environment, ok, remark, why } = result;
    const verdict = ok ? "ok    " : "FAILED";
    console.log([verdict, time(result).padStart(7), environment.id, remark ?? ""].join("  ").trimEnd());
    if (why) console.log(why.replaceAll(/^/gm, "        "));
  }

  print() {
    const ordered = this.chosen.map((chosen) => this.results.find((result) => result.environment === chosen));
    console.log();
    table([["environment", "versions", "result", "time"], ...ordered.map(row)], 3);
    const leftOut = this.all.length - this.chosen.length;
    const filtered = leftOut > 0 ? `, filtered: ${leftOut} left out` : "";
    console.log(`\n${this.chosen.length} of ${this.all.length} environments${filtered}`);
  }

  get complete() {
    return this.chosen.length === this.all.length;
  }

  get passed() {
    return this.results.filter(({ ok }) => ok).length;
  }

  get failed() {
    return this.chosen.length - this.passed;
  }

  toString() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

const row = (result) => [
  result.environment.id,
  result.environment.versions.join(", "),
  result.ok ? "ok" : "FAILED",
  time(result),
];

const time = ({ started, ended }) => `${((ended - started) / 1000).toFixed(1)} s`;
