import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeUnverifiedAgentIdentityJwt, readAuth } from "agent-identity-wasm";
import { makeIdentity } from "./support/identity.mjs";
import { folderFor, program, run } from "./support/run.mjs";

/** Starts the authority and returns its URL. */
async function start(t, args = []) {
  const child = spawn(process.execPath, [program, "authority", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => child.kill());
  let printed = "";
  for await (const text of child.stdout.setEncoding("utf8")) {
    printed += text;
    const url = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
    if (url && printed.includes("export CODEX_AUTHAPI_BASE_URL")) return { child, url, printed };
  }
  throw new Error(`the authority ended: ${printed}`);
}

test("authority prints variables for a shell and stops when it is interrupted", async (t) => {
  const { child, url, printed } = await start(t);
  assert.ok(printed.includes(`export CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL='${url}`));
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGINT");
  assert.equal(await ended, 0);
});

test("register, task and doctor work with the authority", async (t) => {
  const { url } = await start(t, ["--seal"]);
  const folder = folderFor(t);
  const file = join(folder, "auth.json");
  const args = ["--out", file, "--account", "account-1", "--user", "user-1", "--authapi", url];
  const registered = await run(["register", ...args], { env: { AGENT_IDENTITY_ACCESS_TOKEN: "token-1" } });
  assert.equal(registered.code, 0, registered.stderr);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const { snapshot } = readAuth(readFileSync(file, "utf8"));
  assert.equal(snapshot.mode, "agentIdentity");
  assert.equal(registered.stdout.split("\n")[0], snapshot.record.agentRuntimeId);
  assert.equal(`${registered.stdout}${registered.stderr}`.includes(snapshot.record.agentPrivateKey), false);

  const task = await run(["task", "--identity", file, "--thread", "thread-1", "--authapi", url]);
  assert.equal(task.code, 0, task.stderr);
  const again = await run(["task", "--identity", file, "--thread", "thread-1", "--authapi", url]);
  assert.equal(again.stdout, task.stdout);

  const doctor = await run(["doctor", file, "--online", "--authapi", url]);
  assert.equal(doctor.code, 0, doctor.stdout);
});

test("register reads the token from standard input, and does not overwrite a file", async (t) => {
  const { url } = await start(t);
  const file = join(folderFor(t), "auth.json");
  const args = ["register", "--out", file, "--account", "a", "--user", "u", "--authapi", url];
  assert.equal((await run(args, { input: "token-1\n" })).code, 0);
  const text = readFileSync(file, "utf8");
  const second = await run(args, { input: "token-1\n" });
  assert.equal(second.code, 2);
  assert.match(second.stderr, /the file exists already/);
  assert.equal(readFileSync(file, "utf8"), text);
});

/** An `auth.json` of somebody who is logged in to ChatGPT. */
function chatgptAuth() {
  const claims = { "https://api.openai.com/auth": { chatgpt_account_id: "a", chatgpt_user_id: "u" } };
  const token = [{ alg: "none" }, claims, "x"].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const tokens = {
    id_token: token.join("."),
    access_token: token.join("."),
    refresh_token: "r",
    account_id: "a",
  };
  return JSON.stringify({ auth_mode: "chatgpt", tokens, last_refresh: new Date().toISOString() });
}

test("register --auth stores the identity beside the login, behind a symbolic link too, and leaves nothing else", async (t) => {
  const { url } = await start(t);
  const folder = folderFor(t);
  mkdirSync(join(folder, "real"));
  const [real, link] = [join(folder, "real", "auth.json"), join(folder, "auth.json")];
  writeFileSync(real, chatgptAuth());
  symlinkSync(real, link);
  const { code, stderr } = await run(["register", "--auth", link, "--authapi", url]);
  assert.equal(code, 0, stderr);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.deepEqual(readdirSync(join(folder, "real")), ["auth.json"]);
  const { snapshot } = readAuth(readFileSync(real, "utf8"));
  assert.equal(snapshot.mode, "chatgpt");
  assert.equal(snapshot.stored.accountId, "a");
  assert.equal(statSync(real).mode & 0o777, 0o600);
});

test("register leaves no file behind if the authority refuses", async (t) => {
  const folder = folderFor(t);
  const file = join(folder, "auth.json");
  writeFileSync(file, chatgptAuth());
  for (const args of [
    ["--auth", file],
    ["--out", join(folder, "new.json"), "--account", "a", "--user", "u"],
  ]) {
    const { code, stderr } = await run(["register", ...args, "--authapi", "http://127.0.0.1:9"], {
      input: "token",
    });
    assert.equal(code, 1);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
    assert.deepEqual(readdirSync(folder), ["auth.json"]);
  }
});

test("a task that the authority refuses ends with 1 and one line", async (t) => {
  const { url } = await start(t);
  const { authJson, secret } = makeIdentity({ agentRuntimeId: "agent-unknown" });
  const file = join(folderFor(t), "auth.json");
  writeFileSync(file, authJson);
  const { code, stdout, stderr } = await run(["task", "--identity", file, "--authapi", url]);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.equal(stderr.trimEnd().split("\n").length, 1);
  assert.equal(stderr.includes(secret), false);
});

/** Prints what a command sees of its surroundings. */
const SHOW = `
  const { CODEX_HOME, ...environment } = process.env;
  const config = require("node:fs").readFileSync(CODEX_HOME + "/config.toml", "utf8");
  console.log(JSON.stringify({ CODEX_HOME, environment, config }));
  process.exit(7);
`;

test("authority -- COMMAND runs it with the variables and a temporary home, and ends with its status", async () => {
  const env = {
    CODEX_API_KEY: "sk-own",
    OPENAI_API_KEY: "sk-own",
    CODEX_ACCESS_TOKEN: "own",
    NO_PROXY: "a.example",
  };
  const { code, stdout, stderr } = await run(["authority", "--", process.execPath, "-e", SHOW], { env });
  assert.equal(code, 7, stderr);
  assert.equal(stderr, "");
  const { CODEX_HOME, environment, config } = JSON.parse(stdout);
  const url = environment.CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL;
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(environment.CODEX_AGENT_IDENTITY_JWKS_BASE_URL, `${url}/backend-api`);
  assert.ok(config.includes(`base_url="${url}/v1"`));
  assert.ok(config.includes(`chatgpt_base_url="${url}/backend-api"`));
  const { agentRuntimeId, accountId } = decodeUnverifiedAgentIdentityJwt(environment.CODEX_ACCESS_TOKEN);
  assert.ok(agentRuntimeId && accountId);
  assert.equal(environment.CODEX_API_KEY, undefined);
  assert.equal(environment.OPENAI_API_KEY, undefined);
  assert.equal(environment.NO_PROXY, "a.example,127.0.0.1");
  assert.equal(existsSync(CODEX_HOME), false, "the home is removed");
});

test("a command that a signal ends gives the status that shells give", async () => {
  const { code } = await run([
    "authority",
    "--",
    process.execPath,
    "-e",
    "process.kill(process.pid, 'SIGTERM')",
  ]);
  assert.equal(code, 143);
});

test("authority prints an identity only with --jwt", async (t) => {
  assert.doesNotMatch((await start(t)).printed, /CODEX_ACCESS_TOKEN/);
  const { printed } = await start(t, ["--jwt"]);
  const jwt = /export CODEX_ACCESS_TOKEN='([^']+)'/.exec(printed)[1];
  assert.ok(decodeUnverifiedAgentIdentityJwt(jwt).agentPrivateKey);
});

test("authority -- COMMAND says that there is no such command", async () => {
  const { code, stderr } = await run(["authority", "--", "no-such-command-here"]);
  assert.equal(code, 2);
  assert.equal(stderr, "agent-identity-wasm: no such command: no-such-command-here\n");
});
