import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redisServer } from "../../../../scripts/tools/redis.mjs";
import { RespClient } from "./resp.mjs";

const SETTINGS = {
  bind: "127.0.0.1",
  save: "",
  appendonly: "no",
  "maxmemory-policy": "noeviction",
};

/** A Redis server of this machine that can be stopped and started again on the same port. */
export class RedisServer {
  #process;
  #settings;
  #folder;

  constructor(port, settings) {
    this.port = port;
    this.#settings = { port, ...SETTINGS, ...settings };
  }

  static async start(settings) {
    const server = new RedisServer(await freePort(), settings);
    await server.start();
    return server;
  }

  /** Starts a cluster of a single server. */
  static async startCluster() {
    const bus = await freePort();
    const server = await RedisServer.start({
      "cluster-enabled": "yes",
      "cluster-port": bus,
      "cluster-announce-ip": "127.0.0.1",
    });
    const client = new RespClient(server.port);
    await client.sendCommand(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]);
    while (!(await client.sendCommand(["CLUSTER", "INFO"])).includes("cluster_state:ok")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    client.close();
    return server;
  }

  async start() {
    this.#folder = mkdtempSync(join(tmpdir(), "redis-"));
    const settings = { ...this.#settings, dir: this.#folder };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#process = spawn(redisServer(), args, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve, reject) => {
      let printed = "";
      this.#process.stdout.setEncoding("utf8").on("data", (text) => {
        printed += text;
        if (/Ready to accept connections/.test(printed)) resolve();
      });
      this.#process.on("error", reject);
      this.#process.on("exit", () => reject(new Error(`the Redis server ended:\n${printed}`)));
    });
  }

  /** Stops the server at once, as a crash would. Its keys are lost. */
  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill("SIGKILL");
      await once(this.#process, "exit");
    }
    rmSync(this.#folder, { recursive: true, force: true });
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
