import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";
import { folderFor, program, run } from "./support/run.mjs";

const COMMANDS = ["inspect", "scan", "doctor", "keygen", "sign", "register", "task", "authority"];
const { version } = JSON.parse(readFileSync(new URL("../../../pkg/package.json", import.meta.url), "utf8"));

test("--help lists every command and ends with 0", async () => {
  const { code, stdout, stderr } = await run(["--help"]);
  assert.equal(code, 0);
  assert.equal(stderr, "");
  for (const name of COMMANDS) assert.match(stdout, new RegExp(`^ {2}${name} +[A-Z]`, "m"));
});

test("--version prints the version of the package", async () => {
  assert.deepEqual(await run(["--version"]), { code: 0, signal: null, stdout: `${version}\n`, stderr: "" });
});

for (const name of COMMANDS) {
  test(`${name} --help shows its usage and its options`, async () => {
    const { code, stdout } = await run([name, "--help"]);
    assert.equal(code, 0);
    assert.ok(stdout.startsWith(`Usage: agent-identity-wasm ${name} `));
    for (const line of stdout.split("\n")) assert.ok(line.length <= 110, line);
  });
}

const mistakes = [
  [[], /Usage: agent-identity-wasm <command>/],
  [["inspekt"], /unknown command "inspekt"; see agent-identity-wasm --help/],
  [["--verbose"], /unknown option "--verbose"/],
  [["inspect", "--kee", "x"], /Unknown option '--kee'/],
  [["inspect", "a", "b"], /unexpected argument "b"/],
  [["inspect", "no-such-file.txt"], /no such file: no-such-file\.txt/],
  [["inspect", "."], /is a directory, not a file: \./],
  [["inspect", "--key"], /--key <value>' argument missing/],
  [["inspect", "-", "--key", "no/such/file.pub"], /no such file: no\/such\/file\.pub/],
  [["inspect", "-", "--at", "yesterday"], /--at "yesterday" is not a time/],
  [["scan", "--json", "--csv"], /--json and --csv exclude each other/],
  [["keygen"], /--out FILE is missing/],
  [["keygen", "--out", "-", "--format", "jwk"], /--format "jwk" is not one of pem, base64/],
  [["sign"], /--identity FILE is missing/],
  [["register"], /--auth FILE or --out FILE is missing/],
  [["task", "--identity", "-", "--authapi", "ftp://a.example"], /: /],
  [["authority", "--port", "70000"], /--port "70000" is not a number from 0 to 65535/],
  [["authority", "--once"], /a command is missing after --/],
];

for (const [args, message] of mistakes) {
  test(`a mistake ends with 2 and one line: ${args.join(" ") || "no arguments"}`, async () => {
    const { code, stdout, stderr } = await run(args, { input: "x" });
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ {4}at /m);
    if (args.length > 0) assert.equal(stderr.trimEnd().split("\n").length, 1);
  });
}

test("a reader that goes away ends the program without noise", async () => {
  const child = spawn(process.execPath, [program, "scan", "-"]);
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += text));
  child.stdin.on("error", () => {});
  child.stdout.once("data", () => child.stdout.destroy());
  const line = "authorization: AgentAssertion eyJhIjoxfQ\n";
  const feed = () => {
    while (child.stdin.writable && child.stdin.write(line.repeat(1000)));
    if (child.stdin.writable) child.stdin.once("drain", feed);
  };
  feed();
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(stderr, "");
  assert.equal(code, 0);
});

const key = AgentKey.generate();
const misplaced = {
  "a private key": key.exportPkcs8(),
  "a header": new AgentIdentity("agent-1", key).authorizationHeader("task-1"),
};

for (const [name, secret] of Object.entries(misplaced)) {
  test(`${name} in the wrong argument is not printed`, async () => {
    const places = [
      [secret],
      ["help", secret],
      [`--${secret}`],
      ["inspect", secret],
      ["inspect", `--${secret}`],
      ["inspect", "-", "--at", secret],
      ["inspect", "-", "--key", secret, secret],
      ["scan", secret],
      ["doctor", secret],
      ["sign", "--identity", secret, "--task", "t"],
      ["task", "--identity", secret],
      ["register", "--auth", secret],
      ["register", "--out", `no-such-folder/${secret}`, "--account", "a", "--user", "u"],
      ["authority", "--port", secret],
      ["authority", "--", secret],
    ];
    for (const args of places) {
      const { stdout, stderr } = await run(args, { input: "x" });
      const middle = secret.slice(30, 60);
      assert.ok(!`${stdout}${stderr}`.includes(middle), `${args[0]}: ${stderr}`);
    }
  });
}

test("a registration that a signal ends leaves no file behind", async (t) => {
  const hanging = createServer(() => {});
  t.after(() => hanging.close());
  await new Promise((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  const folder = folderFor(t);
  const authority = `http://127.0.0.1:${hanging.address().port}`;
  const args = ["--out", "new.json", "--account", "a", "--user", "u", "--authapi", authority];
  const env = { ...process.env, AGENT_IDENTITY_ACCESS_TOKEN: "token" };
  const child = spawn(process.execPath, [program, "register", ...args], { cwd: folder, env });
  await once(hanging, "connection");
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  assert.equal(code, 143);
  assert.deepEqual(readdirSync(folder), []);
});
