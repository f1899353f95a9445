import init, {
  AgentIdentity,
  AgentIdentityError,
  type AgentIdentityErrorCode,
  type AgentIdentityErrorJson,
  type AgentIdentityErrorOf,
  AgentKey,
  AgentPublicKey,
  AgentTasks,
  type Assertion,
  AssertionExtractor,
  agentFetch,
  agentRegistrationRequest,
  type Endpoints,
  endpoints,
  extractAssertions,
  type HttpRequest,
  initSync,
  inspectAssertion,
  isAgentIdentityError,
  type OtherAgentIdentityError,
  type RegisteredAgentTask,
  registerAgent,
  type Verdict,
  verifyAssertion,
  verifyAssertions,
  verifyTaskRegistration,
} from "agent-identity-wasm";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <_ extends true>() => {};

const key = AgentKey.generate();
const identity = new AgentIdentity("agent-1", key);

is<Equal<ReturnType<typeof identity.authorizationHeader>, string>>();
is<Equal<ReturnType<typeof verifyAssertion>, Assertion>>();
is<Equal<Assertion["signature"], Uint8Array>>();
is<Equal<ReturnType<typeof verifyAssertions>, Verdict[]>>();
is<Equal<HttpRequest["method"], "POST" | "GET">>();
is<Equal<RegisteredAgentTask["kind"], "thread" | "background">>();

// These calls type-check, as the documentation says.
identity.authorizationHeader("task-1", { now: new Date() });
identity.taskRegistrationRequest({ externalTaskRef: "thread-1", endpoints: "staging" });
identity.taskRegistrationRequest({
  endpoints: endpoints("https://a.example", { authApiBaseUrl: "https://b.example" }),
});
const { url, ...request } = identity.taskRegistrationRequest();
void fetch(url, request);
AgentPublicKey.parse(new Uint8Array(32));
AgentPublicKey.parse({ kty: "OKP", crv: "Ed25519", x: "" });
declare const jwk: JsonWebKey;
AgentPublicKey.parse(jwk);
const back: JsonWebKey = key.publicKey.toJwk();
void back;
void init(new URL("https://a.example/x.wasm"));
void init(fetch("https://a.example/x.wasm"));
void init(new Request("https://a.example/x.wasm"));
declare const module: WebAssembly.Module;
initSync(module);
initSync(new Uint8Array());

for (const verdict of verifyAssertions([], key.publicKey)) {
  if (verdict.ok) verdict.assertion.issuedAt.getTime();
  else verdict.error.code satisfies AgentIdentityErrorCode;
}

const inspection = inspectAssertion("", { publicKey: key.publicKey, now: 0 });
is<Equal<typeof inspection.signature, "valid" | "invalid" | "unchecked">>();
if (inspection.findings[0]?.span?.in === "json") inspection.json?.slice(inspection.findings[0].span.start);

inspectAssertion("", { otherPublicKeys: [key.publicKey] }).signedBy?.length;

const extractor = new AssertionExtractor();
for (const { line, entry, url } of [...extractor.push(new Uint8Array()), ...extractAssertions("")]) {
  is<Equal<[typeof line, typeof entry, typeof url], [number, number | undefined, string | undefined]>>();
}
extractor.free();

declare const caught: unknown;
if (isAgentIdentityError(caught)) caught.code satisfies AgentIdentityErrorCode;
if (isAgentIdentityError(caught, "freed")) is<Equal<typeof caught.code, "freed">>();
if (caught instanceof AgentIdentityError) caught.message.length;
is<Equal<ReturnType<Endpoints["taskRegistrationUrl"]>, string>>();
verifyTaskRegistration({}, "agent-1", key.publicKey, { now: 0 }).externalTaskRef?.length;

// Requests that are sent: the host's fetch and signals will do, and so will a stand-in of a few lines.
const tasks = new AgentTasks(identity, { fetch, timeoutMs: 5_000, retries: 0, endpoints: "staging" });
new AgentTasks(identity, { fetch: async (url: string) => new Response(url) });
new AgentTasks(identity, { fetch: (url, { signal }) => fetch(url, { signal }) });
new AgentTasks(identity, { runtime: { now: () => 0, sleep: async () => {}, random: Math.random } });
is<Equal<ReturnType<typeof tasks.thread>, Promise<RegisteredAgentTask>>>();
void tasks.thread("thread-1", { signal: AbortSignal.timeout(5) });
void tasks.background({ signal: new AbortController().signal });
declare const maybe: AbortSignal | undefined;
void tasks.background({ signal: maybe });
declare const task: RegisteredAgentTask;
tasks.forget(task);
new AgentTasks(identity, { maxTasks: 100, maxConcurrent: 8 });
void tasks
  .headers("thread-1", { accountId: "account-1", fedramp: true, signal: maybe })
  .then((headers: Record<string, string>) => tasks.forget(headers));
void tasks.headers(undefined, { accountId: "account-1" });

// agentFetch is a fetch: it can be given wherever one is wanted.
const signedFetch = agentFetch(tasks, { accountId: "account-1" });
signedFetch satisfies typeof globalThis.fetch;
void signedFetch("https://chatgpt.com/", { thread: "thread-1", method: "POST", body: "{}", signal: null });
void signedFetch(new URL("https://chatgpt.com/"));
void signedFetch(new Request("https://chatgpt.com/")).then((response) => response.json());
is<Equal<ReturnType<typeof signedFetch>, Promise<Response>>>();
agentFetch(tasks, {
  accountId: "account-1",
  fedramp: false,
  allowedOrigins: ["https://chatgpt.com"] as const,
  fetch: globalThis.fetch,
  isTaskRefused: (status, body) => status === 401 && body.includes("gone"),
});
const billOfMaterials = { agentVersion: "1", agentHarnessId: "codex-app", runningLocation: "vscode-linux" };
void registerAgent({ accessToken: "", billOfMaterials, fetch, signal: AbortSignal.timeout(5) }).then(
  (agent) => agent.identity.authorizationHeader(agent.key.exportPkcs8()),
);
// The type of errors is a union that `code` discriminates.
if (isAgentIdentityError(caught, "response_status")) {
  is<Equal<typeof caught.code, "response_status">>();
  is<Equal<typeof caught.status, number>>();
  is<Equal<typeof caught.body, string>>();
  is<Equal<typeof caught.retryAfterMs, number | undefined>>();
  is<Equal<typeof caught.key, AgentKey | undefined>>();
}
if (isAgentIdentityError(caught)) {
  if (caught.code === "response_status") is<Equal<typeof caught.status, number>>();
  // @ts-expect-error there is a status only if the code is response_status
  else caught.status;
  if (caught.code === "freed") is<Equal<typeof caught.code, "freed">>();
  switch (caught.code) {
    case "response_status":
      is<Equal<typeof caught.body, string>>();
      break;
    case "request_aborted":
      is<Equal<typeof caught.cause, unknown>>();
      break;
    default:
      is<Equal<typeof caught, OtherAgentIdentityError>>();
  }
}
if (caught instanceof AgentIdentityError && caught.code === "response_status") caught.status.toFixed();
declare const code: "response_status" | "freed";
if (isAgentIdentityError(caught, code)) is<Equal<typeof caught.code, "response_status" | "freed">>();
declare const timedOut: AgentIdentityErrorOf<"request_timed_out">;
const plain: AgentIdentityErrorJson = structuredClone((timedOut satisfies AgentIdentityError).toJSON());
is<Equal<typeof plain.code, AgentIdentityErrorCode>>();
is<Equal<typeof plain.status, number | undefined>>();

// The format of a private key decides its type.
is<Equal<ReturnType<typeof exported.text>, string>>();
is<Equal<ReturnType<typeof exported.bytes>, Uint8Array>>();
const exported = {
  text: () => key.exportPkcs8({ format: "pem" }),
  bytes: () => key.exportPkcs8({ format: "der" }),
  default: () => key.exportPkcs8() satisfies string,
};

function disposes() {
  const owner: { [Symbol.dispose](): void } = key;
  owner[Symbol.dispose]();
}
disposes();

// These calls must not type-check.
// @ts-expect-error keys are made by static methods
new AgentKey();
// @ts-expect-error no such code
isAgentIdentityError(caught, "no_such_code");
// @ts-expect-error errors have no public constructor
new AgentIdentityError("freed", "x");
// @ts-expect-error no such format
key.exportPkcs8({ format: "jwk" });
// @ts-expect-error a reference is a string
identity.taskRegistrationRequest({ externalTaskRef: null });
// @ts-expect-error the account is not optional
identity.requestHeaders("task-1", {});
// @ts-expect-error a misspelt option
verifyAssertion("", key.publicKey, { maxAge: 5 });
// @ts-expect-error a secret key is no public key
verifyAssertion("", key);
// @ts-expect-error a reference is needed
void tasks.thread();
// @ts-expect-error no such option
new AgentTasks(identity, { timeout: 5 });
// @ts-expect-error the thread may be undefined, but not left out
void tasks.headers({ accountId: "account-1" });
// @ts-expect-error the account is not optional
agentFetch(tasks, {});
// @ts-expect-error a thread is a string
void signedFetch("https://chatgpt.com/", { thread: 5 });
// @ts-expect-error an answer is refused or it is not
agentFetch(tasks, { accountId: "account-1", isTaskRefused: async () => true });
// @ts-expect-error a key is no identity
new AgentTasks(key);
// @ts-expect-error the bill of materials is not optional
void registerAgent({ accessToken: "" });
// @ts-expect-error the token is not optional
agentRegistrationRequest({ publicKey: key.publicKey, billOfMaterials: {} });
