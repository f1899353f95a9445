import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isAgentIdentityError } from "agent-identity-wasm";
import { ReplayGuard, redisReplayStore } from "agent-identity-wasm/gateway";
import { Agent, Clock, gateway, tells } from "./support/gateway.mjs";
import { RedisServer } from "./support/redis-server.mjs";
import { RespClient } from "./support/resp.mjs";

/** Answers commands with these replies, in turn. */
function scripted(...replies) {
  const sent = [];
  const send = async (args, key) => {
    sent.push({ args, key });
    const reply = replies.shift();
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { send, sent };
}

test("a new header is one SET", async () => {
  const { send, sent } = scripted("OK");
  assert.equal(await redisReplayStore(send).firstSeen("id", 1000, 360_000), 1000);
  const key = "agent-identity:replay:id";
  assert.deepEqual(sent, [{ args: ["SET", key, "360000", "NX", "PX", "360000"], key }]);
});

test("the age of a known header is what has passed of the time that its key was given", async () => {
  const { send, sent } = scripted(null, "360000", 355_000);
  const store = redisReplayStore(send, { prefix: "gate{1}:" });
  // The lifetime that this gateway would have given does not count.
  assert.equal(await store.firstSeen("id", 1_000_000, 999_999), 995_000);
  assert.deepEqual(
    sent.map(({ args }) => args),
    [
      ["SET", "gate{1}:id", "999999", "NX", "PX", "999999"],
      ["GET", "gate{1}:id"],
      ["PTTL", "gate{1}:id"],
    ],
  );
  assert.ok(sent.every(({ key }) => key === "gate{1}:id"));
});

test("a header may have been seen just now, or so long ago that no time is left", async () => {
  for (const [left, age] of [
    [5000, 0],
    [0, 5000],
  ]) {
    const store = redisReplayStore(scripted(null, "5000", left).send);
    assert.equal(await store.firstSeen("id", 10_000, 5000), 10_000 - age);
  }
});

test("the client of the npm package redis is called as a method, with the arguments alone", async () => {
  const client = {
    calls: [],
    async sendCommand(...given) {
      this.calls.push(given);
      return Buffer.from("OK");
    },
  };
  assert.equal(await redisReplayStore(client, { prefix: "" }).firstSeen("id", 7, 1), 7);
  assert.deepEqual(client.calls, [[["SET", "id", "1", "NX", "PX", "1"]]]);
});

test("replies may be strings, numbers, BigInts or buffers", async () => {
  for (const [given, left] of [
    ["5000", "4000"],
    [Buffer.from("5000"), 4000],
    ["5000", 4000n],
  ]) {
    for (const known of [null, undefined]) {
      const store = redisReplayStore(scripted(known, given, left).send);
      assert.equal(await store.firstSeen("id", 10_000, 5000), 9000);
    }
  }
});

for (const [name, replies] of Object.entries({
  "SET fails": [new Error("READONLY")],
  "SET has another reply": ["QUEUED", "5000", 4000],
  "GET fails": [null, new Error("LOADING"), 5],
  "PTTL fails": [null, "5", new Error("LOADING")],
  "the key has expired between SET and GET": [null, null, -2],
  "the key has expired between GET and PTTL": [null, "5000", -2],
  "the key never expires": [null, "5000", -1],
  "the key holds something else": [null, "first", 4000],
  "the key holds less time than is left": [null, "5000", 6000],
})) {
  test(`the answer is 503 if ${name}`, async () => {
    const replays = new ReplayGuard({ store: redisReplayStore(scripted(...replies).send) });
    const { agent, verifier } = gateway({ replays });
    const { error } = await tells("503 replays_unavailable", verifier.verify(agent.header()));
    assert.match(error.cause.message, /^(Redis .+|READONLY|LOADING)$/);
  });
}

const CLIENTS = "the client must be one of the npm package redis, or a function that sends a command";

for (const [client, options, message] of [
  [undefined, undefined, CLIENTS],
  [null, undefined, CLIENTS],
  ["redis://localhost", undefined, CLIENTS],
  [{}, undefined, CLIENTS],
  [{ sendCommand: "SET" }, undefined, CLIENTS],
  [() => "OK", { prefix: 7 }, "prefix must be a string"],
  [() => "OK", null, "the options must be an object"],
]) {
  test(`redisReplayStore refuses ${String(client)} with the options ${JSON.stringify(options)}`, () => {
    assert.throws(
      () => redisReplayStore(client, options),
      (error) => isAgentIdentityError(error, "wrong_type") && error.message === message,
    );
  });
}

/** Starts a gateway process, which answers one question after another. */
function startGateway(context, port, publicKey) {
  const script = fileURLToPath(new URL("support/gateway-process.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, String(port), publicKey.toSsh()], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  context.after(() => child.kill());
  const lines = createInterface({ input: child.stdout });
  return async (header, now) => {
    child.stdin.write(`${JSON.stringify({ header, now })}\n`);
    const [line] = await once(lines, "line");
    return line;
  };
}

/** Lets a minute pass for the only key in Redis, whose age is what has passed of its time. */
async function passAMinute(client) {
  const key = await client.sendCommand(["RANDOMKEY"]);
  assert.ok(key.startsWith("agent-identity:replay:"));
  const left = await client.sendCommand(["PTTL", key]);
  assert.equal(await client.sendCommand(["PEXPIRE", key, String(left - 60_000)]), 1);
}

test("two gateways share one Redis, though their clocks differ and Redis is restarted", async (context) => {
  const redis = await RedisServer.start();
  context.after(() => redis.stop());
  const client = new RespClient(redis.port);
  context.after(() => client.close());
  const clock = new Clock();
  const agent = new Agent("agent-1", clock);
  const [one, other] = [1, 2].map(() => startGateway(context, redis.port, agent.publicKey));
  const [early, late] = [clock.ms - 60_000, clock.ms + 60_000];

  const header = agent.header();
  assert.equal(await one(header, early), "ok");
  // The other gateway's clock is two minutes ahead. By Redis's clock, the header is still new.
  assert.equal(await other(header, late), "ok");
  await passAMinute(client);
  assert.equal(await other(header, early), "401 assertion_replayed");
  assert.equal(await one(header, early), "401 assertion_replayed");
  assert.equal(await other(agent.header("task-2"), late), "ok");

  await redis.stop();
  assert.equal(await one(agent.header("task-3"), early), "503 replays_unavailable");
  assert.equal(await other(header, late), "503 replays_unavailable");

  await redis.start();
  const again = agent.header("task-4");
  assert.equal(await one(again, early), "ok");
  await passAMinute(client);
  assert.equal(await other(again, late), "401 assertion_replayed");
});
