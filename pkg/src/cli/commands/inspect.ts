import {
  type AgentPublicKey,
  extractAssertions,
  inspectDocument,
  type VerifyOptions,
} from "agent-identity-wasm";
import { adviceFor } from "agent-identity-wasm/advice";
import { formatDuration } from "agent-identity-wasm/bulk";
import { type Call, defineCommand } from "../command.js";
import { CommandError, EXIT, type ExitCode } from "../errors.js";
import { nameOf, readText, STDIN } from "../input.js";
import { type Keys, readKeys } from "../keys.js";
import { KINDS } from "../kinds.js";
import { MAX_DOCUMENT_BYTES } from "../limits.js";
import { describeAdvice, describeFinding, nameFinding, type Row, table } from "../present.js";
import { printableJson } from "../printable.js";
import type { Terminal } from "../terminal.js";
import { readAt } from "../times.js";
import { meaningOf, shownValue } from "../words.js";

const options = {
  key: {
    type: "string",
    multiple: true,
    value: "KEY|FILE",
    help: "A public key, or a file with keys or a key set. May be repeated: one of them must fit.",
  },
  at: {
    type: "string",
    value: "TIME|sent",
    help: 'Judges the age by this time instead of the current one; "sent" takes the time from the text.',
  },
  agent: { type: "string", value: "ID", help: "The only agent_runtime_id that is accepted." },
  task: { type: "string", value: "ID", help: "The only task_id that is accepted." },
  json: { type: "boolean", help: "Prints one JSON object instead of text." },
} as const;

type InspectCall = Call<typeof options>;
type Document = Awaited<ReturnType<typeof inspectDocument>>;

export const inspect = defineCommand({
  name: "inspect",
  summary: "Says what a text is, whether it is valid, and what to do about it.",
  usage: "[FILE|-] [--key KEY|FILE]… [--at TIME|sent] [--json]",
  details: [
    "Reads a file or standard input: an Authorization header, a curl command or log line with one, a JWT, an auth.json, a key, a key set, or a registration. Secrets are not printed.",
    "Exit code: 0 valid, 1 invalid, 2 usage or file error, 3 not judged, for want of a key for example.",
  ],
  options,
  maxPositionals: 1,
  async run(call) {
    const file = call.positionals[0] ?? STDIN;
    if (file === STDIN && process.stdin.isTTY) call.terminal.note("Paste the text, then press Ctrl-D.");
    const text = await readText(file, MAX_DOCUMENT_BYTES);
    if (text.trim() === "") throw new CommandError(`there is nothing to inspect in ${nameOf(file)}`);
    const document = await inspected(text, call);
    if (call.values.json) await call.terminal.print(printableJson(plain(document), 2));
    else await call.terminal.print(...describe(document, call.terminal));
    return exitCodeOf(document);
  },
});

async function inspected(text: string, { values }: InspectCall): Promise<Document> {
  const keys = await readKeys(values.key);
  const options: VerifyOptions = {
    ...(values.at === undefined ? {} : { now: timeOf(values.at, text) }),
    ...(values.agent === undefined ? {} : { expectedAgentRuntimeId: values.agent }),
    ...(values.task === undefined ? {} : { expectedTaskId: values.task }),
  };
  const document = await inspectWith(text, keys, options, keys.publicKeys[0]);
  const signer = keys.publicKeys.find((key) => key.fingerprint() === document.inspection?.signedBy);
  return signer && signer !== keys.publicKeys[0] ? inspectWith(text, keys, options, signer) : document;
}

/** Every key that was given may have signed, so the one that did is the one to judge by. */
function inspectWith(
  text: string,
  { publicKeys, jwks }: Keys,
  options: VerifyOptions,
  publicKey: AgentPublicKey | undefined,
): Promise<Document> {
  const otherPublicKeys = publicKeys.filter((key) => key !== publicKey);
  const keys = publicKey ? { publicKey, otherPublicKeys } : {};
  return inspectDocument(text, { ...options, ...keys, ...(jwks ? { jwks } : {}) });
}

function timeOf(value: string, text: string): Date {
  const at = readAt(value, ["sent"]);
  if (at instanceof Date) return at;
  const sentAt = extractAssertions(text)[0]?.sentAt;
  if (sentAt) return sentAt;
  throw new CommandError("--at sent: the text does not tell when the request was sent");
}

const exitCodeOf = ({ valid }: Document): ExitCode => {
  if (valid === undefined) return EXIT.notJudged;
  return valid ? EXIT.valid : EXIT.invalid;
};

/** Returns the document as plain data. */
function plain({ publicKey, inspection, ...document }: Document) {
  const { signature, ...assertion } = inspection?.assertion ?? {};
  return {
    ...document,
    ...(publicKey && { publicKey: publicKey.toSsh() }),
    ...(inspection && {
      inspection: {
        ...inspection,
        ...(inspection.assertion && {
          assertion: {
            ...assertion,
            ...(signature && { signature: Buffer.from(signature).toString("base64") }),
          },
        }),
      },
    }),
  };
}

function describe(document: Document, terminal: Terminal): string[] {
  const { findings } = document;
  const [first, ...others] = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  const notes = findings.filter(({ severity }) => severity === "info");
  const blocks = [
    [headline(document, terminal)],
    first ? describeFinding(first, terminal) : closing(document, terminal),
    // Errors after the first one often follow from it.
    others.map((finding) => nameFinding(finding, terminal)),
    ...warnings.map((finding) => describeFinding(finding, terminal)),
    table(rowsOf(document), terminal),
    notes.map((finding) => nameFinding(finding, terminal)),
  ];
  return blocks
    .filter(({ length }) => length > 0)
    .flatMap((block, index) => (index > 0 ? ["", ...block] : block));
}

function rowsOf({ parts, inspection, publicKey }: Document): Row[] {
  const age = inspection?.ageSeconds;
  return [
    ...parts.map(({ name, value }) => [name, shownValue(name, value), meaningOf(name)] as const),
    ...(age === undefined ? [] : [["signed", whenSigned(age)] as const]),
    ...(publicKey ? [["public key", publicKey.toSsh()] as const] : []),
  ];
}

/** The age is that at the time by which the header was judged. */
const whenSigned = (ageSeconds: number): string =>
  ageSeconds < 0 ? `${formatDuration(ageSeconds)} ahead of the clock` : `${formatDuration(ageSeconds)} ago`;

function headline({ kind, valid, findings }: Document, terminal: Terminal): string {
  const isOther = findings.some(({ code }) => code === "assertion_scheme_invalid");
  const what = `This is ${isOther ? "an Authorization header" : KINDS[kind]}.`;
  if (valid === undefined) return `${terminal.style("yellow", "? Not judged.")} ${what}`;
  return `${valid ? terminal.style("green", "✔ Valid.") : terminal.style("red", "✘ Invalid.")} ${what}`;
}

/** Says what a header that was not refused can still be refused for, or how to get a key. */
function closing({ kind, valid }: Document, terminal: Terminal): string[] {
  if (kind !== "assertion" || valid === false) return [];
  const advice = adviceFor(valid ? "valid" : "not_judged");
  return advice ? describeAdvice(advice, terminal, "What this means") : [];
}
