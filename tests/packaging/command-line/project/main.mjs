// Runs every command of the program, as somebody would who has nothing but the package, against the authority of the command
// that runs this file.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const { CODEX_ACCESS_TOKEN, CODEX_HOME, ...inherited } = process.env;
const program = "node_modules/.bin/agent-identity-wasm";

/** Runs a command, which must end with this code, and returns what it printed. */
function run(args, { code = 0, input = "", env = {} } = {}) {
  const result = spawnSync(program, args, { input, encoding: "utf8", env: { ...inherited, ...env } });
  assert.equal(result.status, code, `${args.join(" ")}: ${result.stdout}${result.stderr}`);
  return result.stdout;
}

assert.match(run(["--version"]), /^\d+\.\d+\.\d+/);
assert.match(run(["--help"]), /authority/);
assert.match(run(["keygen", "--out", "agent.pem"]), /^ssh-ed25519 /);
const account = ["--account", "account-1", "--user", "user-1"];
const env = { AGENT_IDENTITY_ACCESS_TOKEN: "token" };
const [agent, publicKey] = run(["register", "--out", "auth.json", ...account], { env }).split("\n");
assert.equal(statSync("auth.json").mode & 0o777, 0o600);
assert.match(run(["doctor", "auth.json", "--online"]), new RegExp(`It signs as agent ${agent}`));
const task = run(["task", "--identity", "auth.json", "--thread", "thread-1"]).trim();
const header = run(["sign", "--identity", "auth.json", "--task", task]).trim();
assert.match(run(["inspect", "--key", publicKey], { input: header }), /Valid/);
assert.match(run(["inspect"], { input: header, code: 3 }), /Not judged/);
run(["inspect", "no-such-file"], { code: 2 });

const now = new Date().toISOString();
const log = `${now} POST https://a.example/x authorization: ${header} 200\n`.repeat(5000);
writeFileSync("access.log.gz", gzipSync(log));
const scanned = run(["scan", "access.log.gz", "--key", "auth.json", "--strict"]);
assert.match(scanned, /5,000 assertions, and all are valid\.\n$/);
assert.equal(scanned.split("\n").length, 5002);

const response = await fetch(`${inherited.CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL}/whoami`, {
  headers: { authorization: header, "chatgpt-account-id": "account-1" },
});
assert.equal((await response.json()).agent_runtime_id, agent);
console.log(`main.mjs is done with Node ${process.versions.node.split(".")[0]}`);
