import { ensureRedis } from "../../../scripts/tools/redis.mjs";
import { RedisServer } from "../../node/gateway/support/redis-server.mjs";

export const environments = [
  {
    id: "redis",
    title: "the replay store with clients of Redis, one server and a cluster",
    pins: ["redis", "ioredis"],
    async run(project) {
      await ensureRedis();
      const servers = [await RedisServer.start(), await RedisServer.startCluster()];
      try {
        await project.node("main.js", ...servers.map(({ port }) => String(port)));
      } finally {
        await Promise.all(servers.map((server) => server.stop()));
      }
    },
  },
];
