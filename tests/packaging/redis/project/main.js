import assert from "node:assert/strict";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";
import { AssertionVerifier, ReplayGuard, redisReplayStore } from "agent-identity-wasm/gateway";
import { Cluster, Redis } from "ioredis";
import { createClient, createCluster } from "redis";

const [port, clusterPort] = process.argv.slice(2).map(Number);
const host = "127.0.0.1";

/** Every client that the documentation names, in the way that it names. */
const clients = {
  async redis() {
    const client = await createClient({ socket: { host, port } }).connect();
    return { client, close: () => client.destroy() };
  },
  async ioredis() {
    const io = new Redis({ host, port });
    return { client: ([command, ...rest]) => io.call(command, ...rest), close: () => io.disconnect() };
  },
  async "redis, a cluster"() {
    const cluster = createCluster({ rootNodes: [{ socket: { host, port: clusterPort } }] });
    await cluster.connect();
    return { client: (args, key) => cluster.sendCommand(key, false, args), close: () => cluster.destroy() };
  },
  async "ioredis, a cluster"() {
    const io = new Cluster([{ host, port: clusterPort }]);
    return { client: ([command, ...rest]) => io.call(command, ...rest), close: () => io.disconnect() };
  },
};

const key = AgentKey.generate();

async function check(name, { client, close }) {
  const agent = new AgentIdentity(`agent of ${name}`.replaceAll(/\W/g, "-"), key);
  const verifier = () =>
    new AssertionVerifier({
      keysOf: () => key.publicKey.toSsh(),
      replays: new ReplayGuard({ reuseMs: 0, store: redisReplayStore(client) }),
    });
  const header = agent.authorizationHeader("task-1");
  const first = await verifier().verify(header);
  assert.ok(first.ok, `${name}: ${first.error?.cause?.stack}`);
  // The age is whole milliseconds by the server's clock, so the same header may have the age 0 for a moment.
  let again;
  do again = await verifier().verify(header);
  while (again.ok);
  assert.equal(again.code, "assertion_replayed", `${name}: ${again.error.cause?.stack}`);
  close();
}

for (const [name, connect] of Object.entries(clients)) await check(name, await connect());
console.log("every client works");
