import { homedir } from "node:os";
import { join } from "node:path";
import { AUTHAPI_OPTION, authorityEndpoints } from "../authapi.js";
import { defineCommand } from "../command.js";
import { diagnose } from "../doctor/diagnose.js";
import type { Line } from "../doctor/line.js";
import { checkOnline } from "../doctor/online.js";
import { surroundings } from "../doctor/surroundings.js";
import { EXIT, withoutSecrets } from "../errors.js";
import { nameOf, readUtf8 } from "../input.js";
import { MAX_DOCUMENT_BYTES } from "../limits.js";
import { paragraph } from "../present.js";
import { printable, printableJson } from "../printable.js";
import type { Terminal } from "../terminal.js";
import { wrap } from "../wrap.js";

export const doctor = defineCommand({
  name: "doctor",
  summary: "Says what the Codex client will do with an auth.json, and what is wrong with it.",
  usage: "[FILE] [--feature] [--online [--authapi URL]] [--json]",
  details: [
    "Without FILE, the client's own file is read: auth.json in CODEX_HOME or in ~/.codex. Nothing is changed and no secret is printed.",
    "With --online, a task is registered with the authority, and its answer is explained.",
    "Exit code: 0 the client can log in with this file, 1 something is wrong, 2 usage or file error.",
  ],
  options: {
    feature: { type: "boolean", help: "Assumes that the client's feature use_agent_identity is on." },
    online: { type: "boolean", help: "Registers a task to see whether the authority accepts the identity." },
    authapi: AUTHAPI_OPTION,
    json: { type: "boolean", help: "Prints one JSON object instead of text." },
  },
  maxPositionals: 1,
  async run({ values, positionals, terminal }) {
    const file = positionals[0] ?? defaultFile();
    const endpoints = authorityEndpoints(values.authapi);
    const text = await readUtf8(file, MAX_DOCUMENT_BYTES);
    const { lines, identity } = await diagnose(text, values.feature ?? false);
    const online = values.online ? await checkOnline(identity, endpoints) : [];
    const all = errorsFirst([...lines, ...(await surroundings(file)), ...online]).map(redacted);
    const ok = !hasError(all);
    if (values.json) await terminal.print(printableJson({ file: nameOf(file), ok, lines: all }, 2));
    else {
      const verdict = verdictOf(hasError(lines), ok, terminal);
      const shown = all.map((line) => renderLine(line, terminal));
      await terminal.print(`${printable(nameOf(file))}: ${verdict}`, "", ...shown);
    }
    return ok ? EXIT.valid : EXIT.invalid;
  },
});

const defaultFile = (): string => join(process.env.CODEX_HOME || join(homedir(), ".codex"), "auth.json");

const MARKS = {
  ok: ["green", "✔"],
  error: ["red", "✘"],
  warning: ["yellow", "!"],
  info: ["dim", "·"],
} as const;

/** A member that is not secret, such as the account, can hold a secret by mistake. */
const redacted = (line: Line): Line => ({ ...line, text: withoutSecrets(line.text) });

const hasError = (lines: readonly Line[]): boolean => lines.some(({ level }) => level === "error");

const errorsFirst = (lines: readonly Line[]): Line[] => [
  ...lines.filter(({ level }) => level === "error"),
  ...lines.filter(({ level }) => level !== "error"),
];

function verdictOf(isFileWrong: boolean, ok: boolean, terminal: Terminal): string {
  if (ok) return terminal.style("green", "The client can log in with this file.");
  if (isFileWrong) return terminal.style("red", "The client cannot log in with this file.");
  return terminal.style("red", "The file is right, but the test with the authority failed.");
}

function renderLine({ level, text, advice }: Line, terminal: Terminal): string {
  const [style, mark] = MARKS[level];
  const statement = `  ${terminal.style(style, mark)} ${wrap(printable(text), terminal.columns, INDENT).trimStart()}`;
  return advice === undefined ? statement : `${statement}\n${paragraph("What to do", advice, terminal)}`;
}

const INDENT = "    ";
