import { deepStrictEqual } from "node:assert/strict";
import { Failure } from "../../../scripts/lib/failure.mjs";
import { secretForms } from "../scenario/secret-forms.js";
import { secret } from "./expected.mjs";

const MARK = /^.*?SCENARIO (\{.*\})\s*$/gm;

/** Compares what an environment reported with what it should have, one report for each that is expected. */
export function checkReports(printed, ...expected) {
  const reports = Array.from(printed.matchAll(MARK), ([, json]) => JSON.parse(json));
  if (reports.length !== expected.length) {
    throw new Failure(`${reports.length} reports instead of ${expected.length}. Printed was:\n${printed}`);
  }
  refuseSecrets(printed);
  for (const [index, report] of reports.entries()) checkReport(report, expected[index]);
}

function checkReport(report, expected) {
  if (report.threw) throw new Failure(report.threw);
  try {
    deepStrictEqual(report, expected);
  } catch (error) {
    throw new Failure(error.message);
  }
}

function refuseSecrets(printed) {
  const seen = secretForms(secret).find((form) => printed.includes(form));
  if (seen) throw new Failure(`The secret key was printed (${seen}):\n${printed}`);
}
