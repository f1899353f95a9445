import { CodedError } from "./error.js";
import { readMember, readOptions } from "./options.js";
import type { ReplayStore } from "./replay-guard.js";

/** A client of the npm package `redis`. */
export interface RedisClientLike {
  sendCommand(args: string[]): Promise<unknown>;
}

/** Sends one command, whose key is `key` as well, and returns the reply. */
export type RedisSend = (args: string[], key: string) => Promise<unknown>;

const DEFAULT_PREFIX = "agent-identity:replay:";

/**
 * Returns a replay store in Redis or Valkey, without scripts: `SET key <ttl> NX PX <ttl>` for a new header; for a known one
 * also `GET` and `PTTL`, whose difference is its age by the server's clock, so that gateways whose clocks differ agree.
 *
 * The server needs `maxmemory-policy noeviction`: the replay of an evicted key is accepted. A failover to a replica that
 * lacks the last writes has the same effect.
 *
 * @param client a client of the npm package `redis`, or a function for others: for ioredis
 * `([command, ...rest]) => io.call(command, ...rest)`, for a cluster of `redis`
 * `(args, key) => cluster.sendCommand(key, false, args)`
 * @param options `prefix`: what every key begins with; `agent-identity:replay:` unless given
 * @throws `AgentIdentityError` `wrong_type`
 *
 * @example
 * ```js
 * import { ReplayGuard, redisReplayStore } from "agent-identity-wasm/gateway";
 *
 * // const client = await createClient({ url: "redis://…" }).connect(); // of the npm package redis
 * const client = { sendCommand: async () => "OK" };
 * const replays = new ReplayGuard({ store: redisReplayStore(client) });
 * ```
 */
export function redisReplayStore(
  client: RedisClientLike | RedisSend,
  options?: { prefix?: string },
): ReplayStore {
  const send = readClient(client);
  const { prefix = DEFAULT_PREFIX } = readOptions(options, ["prefix"]);
  if (typeof prefix !== "string") throw new CodedError("wrong_type", "prefix must be a string");
  return {
    async firstSeen(id, now, ttlMs) {
      const key = prefix + id;
      const ttl = String(ttlMs);
      const reply = await send(["SET", key, ttl, "NX", "PX", ttl], key);
      if (String(reply) === "OK") return now;
      if (reply !== null && reply !== undefined) throw new TypeError("Redis gave an unexpected reply to SET");
      return now - (await ageOf(key, send));
    },
  };
}

/** Every key holds the time that it was given to live, in milliseconds. */
async function ageOf(key: string, send: RedisSend): Promise<number> {
  const replies = await Promise.all([send(["GET", key], key), send(["PTTL", key], key)]);
  const given = Number(String(replies[0]));
  const left = Number(String(replies[1]));
  // PTTL is negative for a key that expired just now, or that somebody else made to stay.
  if (!(left >= 0 && given >= left)) {
    throw new TypeError("Redis has no age for the key");
  }
  return given - left;
}

function readClient(client: unknown): RedisSend {
  if (typeof client === "function") return client as RedisSend;
  const isObject = typeof client === "object" && client !== null;
  if (isObject && typeof readMember(client, "sendCommand") === "function") {
    return (args) => (client as RedisClientLike).sendCommand(args);
  }
  throw new CodedError(
    "wrong_type",
    "the client must be one of the npm package redis, or a function that sends a command",
  );
}
