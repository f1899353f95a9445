import { type AgentIdentityErrorCode, AgentKey, type AgentPublicKey } from "agent-identity-wasm";
import {
  AssertionVerifier,
  type Keys,
  type Refused,
  ReplayGuard,
  type ReplayStore,
  redisReplayStore,
  refusalResponse,
  type Verified,
} from "agent-identity-wasm/gateway";

const { publicKey } = AgentKey.generate();
const keys: Keys[] = [
  publicKey,
  publicKey.toSsh(),
  publicKey.toJwk(),
  [publicKey, ""],
  new Set([""]),
  null,
  undefined,
];

const memory: ReplayStore = { firstSeen: (_id, now, ttlMs) => Math.min(now, ttlMs) };
const redis: ReplayStore = redisReplayStore(
  { sendCommand: async (args: string[]) => args.length },
  { prefix: "x" },
);
const cluster = redisReplayStore(async (args, key) => args.indexOf(key));

const verifier = new AssertionVerifier({
  keysOf: async (agentRuntimeId, { signal, refresh }) =>
    signal.aborted || refresh ? null : keys[agentRuntimeId.length],
  maxAgeSeconds: 60,
  replays: new ReplayGuard({ reuseMs: 2000, store: redis, maxEntries: 1 }),
  realm: "agents",
  now: () => 0,
});

/** Has the headers of Node's `IncomingMessage`, which are an interface with an index signature. */
interface IncomingHeaders {
  [name: string]: string | string[] | undefined;
  authorization?: string;
}
interface IncomingMessage {
  headers: IncomingHeaders;
  rawHeaders: string[];
}

export async function handle(request: IncomingMessage): Promise<AgentPublicKey | Refused["status"]> {
  const verdict = await verifier.verifyRequest(request, { taskId: "task-1" });
  if (!verdict.ok) {
    const code: AgentIdentityErrorCode = verdict.error.code;
    const claimed: string | undefined = verdict.claimed?.agentRuntimeId;
    const answer: { status: number } = refusalResponse(verdict);
    return code === verdict.code && claimed ? verdict.status : (answer.status as 401);
  }
  const { publicKey }: Verified = verdict;
  return publicKey;
}

verifier.forget();
verifier.forget("agent-1");
new AssertionVerifier({ keysOf: () => "", replays: false }).verify(null);

// @ts-expect-error
new AssertionVerifier();
// @ts-expect-error
new AssertionVerifier({ keysOf: () => 7 });
// @ts-expect-error
verifier.verify(7);
// @ts-expect-error
verifier.verify(null, { agentRuntimeID: "agent-1" });
// @ts-expect-error
verifier.verify(null).then((verdict) => verdict.assertion);
// @ts-expect-error
new ReplayGuard({ store: {} });

export const used = [memory, cluster];
