import { defineCommand } from "../command.js";
import { CommandError, EXIT } from "../errors.js";
import { readIdentity } from "../identity.js";

export const sign = defineCommand({
  name: "sign",
  summary: "Signs an Authorization header for a task and prints it.",
  usage: "--identity FILE --task ID [--curl URL]",
  details: [
    "The header works for five minutes. Whoever sees it can use it for that long, so take care where you paste it.",
  ],
  options: {
    identity: {
      type: "string",
      value: "FILE",
      help: "An auth.json with the agent identity, or a file with an Agent Identity JWT; - for standard input.",
    },
    task: {
      type: "string",
      value: "ID",
      help: "The task's id, as `task` prints it. By default the task that is stored in the file.",
    },
    curl: {
      type: "string",
      value: "URL",
      help: "Prints a curl command for this URL instead of the header alone.",
    },
  },
  maxPositionals: 0,
  async run({ values, terminal }) {
    const { identity, record } = await readIdentity(values.identity);
    const task = values.task ?? record.taskId;
    if (task === undefined) throw new CommandError("--task ID is missing, and the file does not hold a task");
    if (values.curl === undefined) {
      await terminal.print(identity.authorizationHeader(task));
    } else {
      const { accountId, fedramp } = record;
      await terminal.print(
        curl(webAddress(values.curl), identity.requestHeaders(task, { accountId, fedramp })),
      );
    }
    return EXIT.valid;
  },
});

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new CommandError(`--curl "${text}" is not an http: or https: URL`);
}

const curl = (url: string, headers: Record<string, string>): string =>
  [
    "curl",
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    quoted(url),
  ].join(" ");

/** Quotes a word for POSIX shells. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
