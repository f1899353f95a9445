import type { AgentPublicKey } from "agent-identity-wasm";
import { type AuthorityEvent, listen, TestAuthority } from "agent-identity-wasm/authority";

const authority = new TestAuthority({
  accessTokens: ["token"],
  sealTaskIds: "sometimes",
  now: () => 0,
  log: (event: AuthorityEvent) => event.status,
  newId: (kind) => `${kind}-1`,
  tasksLiveMs: 60_000,
});
new TestAuthority();
authority.fetch(new Request("http://authority.test")) satisfies Promise<Response>;
authority.issueJwt({ accountId: "account-1", expiresInSeconds: -90 }) satisfies Promise<string>;
authority.jwks.keys.length satisfies number;
authority.agents.get("agent-1")?.publicKey satisfies AgentPublicKey | undefined;
authority.tasks.get("task-1")?.externalTaskRef satisfies string | undefined;
authority.events[0]?.code satisfies string | undefined;
authority.fail("task", { status: 429, retryAfter: 7 }, Number.POSITIVE_INFINITY);
authority.fail("responses", "cut");
authority.forgetTask("task-1");
authority.revokeAgent("agent-1");
void listen(authority, { port: 0 }).then(({ url, environment, close }) => [url.length, environment, close()]);

// @ts-expect-error nobody may write to them
authority.events.push({});
// @ts-expect-error no such way to fail
authority.fail("task", "explode");
// @ts-expect-error this route does not fail
authority.fail("whoami", "reset");
// @ts-expect-error an address cannot be chosen
void listen(authority, { host: "0.0.0.0" });
