import { stripVTControlCharacters } from "node:util";

/** Adds up the numbers of test cases in the summary lines that the test runners print. */
export class Tally {
  passed = 0;
  failed = 0;

  read = (coloured) => {
    const line = stripVTControlCharacters(coloured).trim();
    const rust = /^test result: \S+ (\d+) passed; (\d+) failed/.exec(line);
    if (rust) this.add(Number(rust[1]), Number(rust[2]));
    const node = /^(?:ℹ|#) (pass|fail|cancelled) (\d+)$/.exec(line);
    if (node) this.add(...(node[1] === "pass" ? [Number(node[2]), 0] : [0, Number(node[2])]));
  };

  add(passed, failed) {
    this.passed += passed;
    this.failed += failed;
  }

  toString() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}
