import {
  type AgentIdentityRecord,
  type Endpoints,
  isAgentIdentityError,
  readAuth,
  registerAgent,
  type StoredAuth,
  version,
  writeAuthJson,
} from "agent-identity-wasm";
import { AUTHAPI_OPTION, authorityEndpoints } from "../authapi.js";
import { type Call, defineCommand } from "../command.js";
import { CommandError, EXIT } from "../errors.js";
import { readText, readUtf8, STDIN } from "../input.js";
import { MAX_DOCUMENT_BYTES } from "../limits.js";
import { createPrivateFile, replacePrivateFile } from "../output.js";
import { printable } from "../printable.js";

/** The environment variable that holds the account's access token. */
const TOKEN_VARIABLE = "AGENT_IDENTITY_ACCESS_TOKEN";

import type { Terminal } from "../terminal.js";

const options = {
  auth: {
    type: "string",
    value: "FILE",
    help: "An auth.json with ChatGPT tokens: the token and the account are taken from it, and the new identity is stored in it.",
  },
  out: { type: "string", value: "FILE", help: "The auth.json to create (mode 0600) if --auth is not given." },
  account: { type: "string", value: "ID", help: "The account's id." },
  user: { type: "string", value: "ID", help: "The ChatGPT user's id." },
  plan: { type: "string", value: "NAME", help: 'The account\'s plan; "unknown" by default.' },
  email: { type: "string", value: "ADDRESS", help: "The user's e-mail address." },
  fedramp: { type: "boolean", help: "The account is a FedRAMP account." },
  authapi: AUTHAPI_OPTION,
} as const;

type RegisterCall = Call<typeof options>;

interface Account {
  readonly accessToken: string;
  readonly fedramp: boolean;
  readonly account: { accountId: string; chatgptUserId: string; planType: string; email?: string };
}

export const register = defineCommand({
  name: "register",
  summary: "Registers a new agent for an account and stores its identity.",
  usage: "--auth FILE | --out FILE --account ID --user ID [--plan NAME] [--fedramp] [--authapi URL]",
  details: [
    `Without --auth, the access token comes from the environment variable ${TOKEN_VARIABLE} or from standard input, never from an argument.`,
    "Every call registers another agent. The private key is written to the file and nowhere else.",
  ],
  options,
  maxPositionals: 0,
  async run({ values, terminal }) {
    const endpoints = authorityEndpoints(values.authapi);
    const store = values.auth === undefined ? await newFile(values) : await existingFile(values.auth);
    const stopListening = discardOnSignal(store, terminal);
    try {
      const { record, key, agentRuntimeId } = await registered(store, endpoints);
      await store.save(record);
      await terminal.print(printable(agentRuntimeId), key.publicKey.toSsh());
      terminal.note(`The identity is stored in ${store.file}.`);
      key.free();
    } finally {
      stopListening();
      await store.discard();
    }
    return EXIT.valid;
  },
});

/** The exit codes of a program that a signal ended, as shells count them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Leaves no unfinished file behind if a signal ends the program. Returns a function that stops this. */
function discardOnSignal(store: Store, terminal: Terminal): () => void {
  const stops = Object.entries(SIGNALS).map(([signal, exitCode]) => {
    const end = () => {
      terminal.note(
        "agent-identity-wasm: stopped; the agent may have been registered, but its key is not stored",
      );
      void store.discard().finally(() => process.exit(exitCode));
    };
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

async function registered({ account: { accessToken, account, fedramp } }: Store, endpoints: Endpoints) {
  const { record, ...agent } = await registerAgent({
    ...{ accessToken, account, fedramp, endpoints },
    billOfMaterials: {
      agentVersion: version,
      agentHarnessId: "agent-identity-wasm",
      runningLocation: `cli-${process.platform}`,
    },
  });
  return { ...agent, record: record as AgentIdentityRecord };
}

/** The file for the identity. It is made sure of before the agent is registered, because its key exists only once. */
interface Store {
  readonly file: string;
  readonly account: Account;
  save(record: AgentIdentityRecord): Promise<void>;
  discard(): Promise<void>;
}

async function newFile(values: RegisterCall["values"]): Promise<Store> {
  const { out: file } = values;
  if (file === undefined) throw new CommandError("--auth FILE or --out FILE is missing");
  const account = await accountOf(values);
  const { save, discard } = await createPrivateFile(file);
  return {
    ...{ file, account, discard },
    save: (record) => save(`${writeAuthJson("{}", record, { authMode: "agentIdentity" })}\n`),
  };
}

async function existingFile(file: string): Promise<Store> {
  if (file === STDIN) throw new CommandError("--auth needs a file, because the identity is stored in it");
  const account = accountIn(await readUtf8(file, MAX_DOCUMENT_BYTES), file);
  const { save, discard } = await replacePrivateFile(file);
  return {
    ...{ file, account, discard },
    // The client may have written new tokens to the file in the meantime.
    save: async (record) => save(writeAuthJson(await readUtf8(file, MAX_DOCUMENT_BYTES), record)),
  };
}

function accountIn(text: string, file: string): Account {
  const { snapshot, accessToken } = readStored(text, file);
  if (snapshot.mode !== "chatgpt" || accessToken === undefined) {
    throw new CommandError(
      `${file}: its login mode is "${snapshot.mode}"; a ChatGPT login with an access token is needed`,
    );
  }
  const { accountId, chatgptUserId, planType = "unknown", email, fedramp = false } = snapshot;
  const account = { accountId, chatgptUserId, planType, ...(email === undefined ? {} : { email }) };
  return { accessToken, fedramp, account };
}

function readStored(text: string, file: string): StoredAuth {
  try {
    return readAuth(text);
  } catch (error) {
    if (isAgentIdentityError(error)) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
}

async function accountOf({ account, user, plan, email, fedramp }: RegisterCall["values"]): Promise<Account> {
  if (account === undefined || user === undefined) {
    throw new CommandError("--account ID and --user ID are needed if --auth is not given");
  }
  return {
    accessToken: await accessToken(),
    fedramp: fedramp ?? false,
    account: {
      accountId: account,
      chatgptUserId: user,
      planType: plan ?? "unknown",
      ...(email === undefined ? {} : { email }),
    },
  };
}

async function accessToken(): Promise<string> {
  const token = (
    process.env[TOKEN_VARIABLE] ?? (process.stdin.isTTY ? "" : await readText(STDIN, 65_536))
  ).trim();
  if (token) return token;
  throw new CommandError(`no access token: set ${TOKEN_VARIABLE}, or write the token to standard input`);
}
