export type { ExpectedIds } from "./expected-ids.js";
export type { AgentKeySource, Keys, KeysOf } from "./keys.js";
export { type RedisClientLike, type RedisSend, redisReplayStore } from "./redis.js";
export type { Refused } from "./refusal.js";
export { ReplayGuard, type ReplayGuardOptions, type ReplayStore } from "./replay-guard.js";
export type { HeadersLike, RequestLike } from "./request.js";
export { refusalResponse } from "./response.js";
export { AssertionVerifier, type AssertionVerifierOptions, type Verified } from "./verifier.js";
