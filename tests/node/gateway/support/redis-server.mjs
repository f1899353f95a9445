import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { redisServer } from "../../../../scripts/tools/redis.mjs";

/** A Redis server of this machine that can be stopped and started again on the same port. */
export class RedisServer {
  #process;

  static async start() {
    const server = new RedisServer();
    server.port = await freePort();
    await server.start();
    return server;
  }

  async start() {
    const settings = [
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--maxmemory-policy",
      "noeviction",
    ];
    this.#process = spawn(redisServer(), ["--port", this.port, ...settings], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const text of this.#process.stdout.setEncoding("utf8")) {
      if (/Ready to accept connections/.test(text)) break;
    }
    this.#process.stdout.resume();
  }

  async stop() {
    if (this.#process.exitCode !== null) return;
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
