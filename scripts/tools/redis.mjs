import { Failure } from "../lib/failure.mjs";
import { aptInstall } from "./apt.mjs";
import { onPath } from "./on-path.mjs";

/** Makes sure that a Redis or Valkey server is installed. The tests start servers of their own. */
export async function ensureRedis() {
  if (redisServer()) return;
  await aptInstall("Redis", ["redis-server"]);
  if (redisServer()) return;
  throw new Failure("redis-server was not found. Install Redis or Valkey, so that it is on the PATH.");
}

/** Returns the name of the server's program, or undefined if there is none. */
export const redisServer = () => onPath("redis-server", "valkey-server");
