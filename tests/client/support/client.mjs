import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "agent-identity-wasm/authority";

// A run takes seconds. A client that waits for something that never comes must not hold up the tests.
const MAX_RUN_MS = 120_000;

/** A home folder of the released client, in which it runs against an authority. */
export class Home {
  #path = mkdtempSync(join(tmpdir(), "agent-identity-client-"));
  #client;

  constructor(client) {
    this.#client = client;
  }

  get #authFile() {
    return join(this.#path, "auth.json");
  }

  /** The text of `auth.json`. */
  get auth() {
    return existsSync(this.#authFile) ? readFileSync(this.#authFile, "utf8") : undefined;
  }

  set auth(text) {
    writeFileSync(this.#authFile, text, { mode: 0o600 });
  }

  /**
   * Runs `codex exec` once, and returns its exit code and what it printed.
   *
   * @param options.websockets as by default it tries WebSockets first, which takes seconds to fail
   */
  async exec(authority, { arguments: given = [], environment = {}, websockets = false } = {}) {
    const server = await listen(authority);
    try {
      const args = [
        ...configuration(server.url, websockets).flatMap((setting) => ["-c", setting]),
        ...given,
        ...["exec", "--skip-git-repo-check", "--ephemeral", "hi"],
      ];
      const own = { HOME: this.#path, CODEX_HOME: this.#path, PATH: process.env.PATH, ...server.environment };
      return await run(this.#client.path, args, { cwd: this.#path, env: { ...own, ...environment } });
    } finally {
      await server.close();
    }
  }

  remove() {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

/** Points the client at the backend. The provider without WebSockets is as first-party as the default one. */
function configuration(url, websockets) {
  const chatgpt = `chatgpt_base_url="${url}/backend-api"`;
  if (websockets) return [chatgpt, `openai_base_url="${url}/v1"`];
  const provider = [
    'name="test"',
    `base_url="${url}/v1"`,
    'wire_api="responses"',
    "requires_openai_auth=true",
    "supports_websockets=false",
  ];
  return [chatgpt, `model_providers.test={${provider.join(",")}}`, 'model_provider="test"'];
}

/** Runs a program to its end, and returns its exit code and what it printed. */
export function run(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], timeout: MAX_RUN_MS });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
