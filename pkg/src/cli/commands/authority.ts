import { type AuthorityEvent, listen, TestAuthority } from "agent-identity-wasm/authority";
import { makeCodexHome, settingsFor } from "../authority/codex-home.js";
import { runCommand } from "../authority/run-command.js";
import { defineCommand } from "../command.js";
import { CommandError, EXIT, type ExitCode } from "../errors.js";
import type { Terminal } from "../terminal.js";

type Server = Awaited<ReturnType<typeof listen>>;

export const authority = defineCommand({
  name: "authority",
  summary: "Serves an authority for development and tests on 127.0.0.1.",
  usage: "[--port N] [--seal] [--jwt] [--log|--quiet] [--once] [-- COMMAND…]",
  details: [
    "It registers agents and tasks, issues JWTs, and answers signed requests, strictly and in memory. It is for development and tests only: it accepts every access token.",
    "Without COMMAND it prints the variables for the Codex client as lines for a shell, and serves until it is interrupted.",
    "With COMMAND it runs the command with these variables, with a new agent identity in CODEX_ACCESS_TOKEN and with a temporary CODEX_HOME whose configuration sends the client's requests to this authority. It exits with the command's status.",
  ],
  options: {
    port: { type: "string", value: "N", help: "The port; a free one by default." },
    seal: { type: "boolean", help: "Encrypts task ids for the agent (encrypted_task_id)." },
    jwt: {
      type: "boolean",
      help: "Without COMMAND, prints a new agent identity as CODEX_ACCESS_TOKEN, too. It holds a private key.",
    },
    log: { type: "boolean", help: "Prints each request on standard error, also with COMMAND." },
    quiet: { type: "boolean", help: "Does not print requests, also without COMMAND." },
    once: { type: "boolean", help: "Ends when COMMAND ends. This is the default if there is a COMMAND." },
  },
  maxPositionals: 0,
  takesRest: true,
  async run({ values, rest, terminal }) {
    if (rest?.length === 0 || (values.once && !rest)) throw new CommandError("a command is missing after --");
    if (values.log && values.quiet) throw new CommandError("--log and --quiet exclude each other");
    // A command may draw on the whole terminal.
    const isLogged = values.log ?? (rest === undefined && !values.quiet);
    const log = (event: AuthorityEvent) => terminal.note(describe(event));
    const authority = new TestAuthority({ sealTaskIds: values.seal ?? false, ...(isLogged && { log }) });
    const server = await serve(authority, values.port);
    try {
      if (rest) return await runOnce(rest, server, await authority.issueJwt());
      return await serveUntilInterrupted(
        server,
        values.jwt ? await authority.issueJwt() : undefined,
        terminal,
      );
    } finally {
      await server.close();
    }
  },
});

async function serve(authority: TestAuthority, port: string | undefined): Promise<Server> {
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new CommandError(`--port "${port}" is not a number from 0 to 65535`);
  }
  try {
    return await listen(authority, port === undefined ? {} : { port: Number(port) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE")
      throw new CommandError(`port ${port} is in use`);
    throw error;
  }
}

async function runOnce(
  command: readonly string[],
  { url, environment }: Server,
  jwt: string,
): Promise<ExitCode> {
  const home = await makeCodexHome(url);
  try {
    const variables = { ...environment, CODEX_ACCESS_TOKEN: jwt, CODEX_HOME: home.folder };
    // The command's own status takes the place of an exit code of this program.
    return (await runCommand(command, variables)) as ExitCode;
  } finally {
    await home.remove();
  }
}

async function serveUntilInterrupted(
  { url, environment }: Server,
  jwt: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const variables = { ...environment, ...(jwt !== undefined && { CODEX_ACCESS_TOKEN: jwt }) };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
  const settings = settingsFor(url).map((setting) => `-c '${setting}'`);
  // A program that reads the variables may interrupt this one at once.
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await terminal.print(
    `# An authority for tests listens on ${url}`,
    ...lines,
    `# codex ${settings.join(" ")}`,
  );
  await interrupted;
  return EXIT.valid;
}

const describe = ({ method, path, status, code }: AuthorityEvent): string =>
  `authority: ${method} ${path} ${status}${code ? ` ${code}` : ""}`;
