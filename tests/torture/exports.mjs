// Calls every export with valid arguments, which the test then replaces with invalid ones.

const now = 1_795_328_169_000;
const task = () => ({ agentRuntimeId: "agent-1", taskId: "task-1", kind: "background" });
const bill = () => ({ agentVersion: "1", agentHarnessId: "codex-cli", runningLocation: "exec-linux" });

const part = (value) =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Makes the objects and texts that the calls below take as arguments. */
export function fixtures(api) {
  const key = api.AgentKey.fromPkcs8("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g");
  const identity = new api.AgentIdentity("agent-1", key);
  const record = {
    ...{ agentRuntimeId: "agent-1", agentPrivateKey: key.exportPkcs8(), accountId: "account-1" },
    ...{ chatgptUserId: "user-1", planType: "pro", fedramp: false },
  };
  const claims = {
    ...{
      iss: "https://chatgpt.com/codex-backend/agent-identity",
      aud: "codex-app-server",
      iat: 1,
      exp: 4102444800,
    },
    ...{
      agent_runtime_id: "agent-1",
      agent_private_key: key.exportPkcs8(),
      account_id: "a",
      chatgpt_user_id: "u",
    },
    ...{ plan_type: "pro", chatgpt_account_is_fedramp: false },
  };
  return {
    ...{ key, publicKey: key.publicKey, identity, record, ssh: key.publicKey.toSsh() },
    error: new api.AgentIdentityError("freed", "x"),
    header: identity.authorizationHeader("task-1", { now }),
    registration: identity.taskRegistrationRequest({ endpoints: "production", now }).body,
    jwt: `${part({ alg: "RS256", kid: "k" })}.${part(claims)}.AAAA`,
    jwks: { keys: [{ kty: "RSA", kid: "k", n: "A".repeat(342), e: "AQAB" }] },
    file: JSON.stringify({ auth_mode: "chatgpt", agent_identity: null }),
    sealed: api.sealTaskId("task-1", key.publicKey),
  };
}

/** Returns `[name, call, arguments]` for every synchronous export. The arguments are made anew every time. */
export function calls(api, given) {
  const { key, publicKey, identity, record, header, registration, jwt, file, sealed, ssh, error } = given;
  const method = (object, name, ...args) => [
    `${object.constructor.name}.${name}`,
    (...given) => object[name](...given),
    args,
  ];
  const fn = (name, ...args) => [name, api[name], args];
  return [
    ["new AgentIdentity", (...args) => new api.AgentIdentity(...args).free(), ["agent-1", key]],
    ["new AgentKey", (...args) => new api.AgentKey(...args), []],
    ["new AgentPublicKey", (...args) => new api.AgentPublicKey(...args), []],
    ["new AgentTasks", (...args) => new api.AgentTasks(...args), [identity, { endpoints: "production" }]],
    ["AgentKey.generate", (...args) => api.AgentKey.generate(...args).free(), []],
    ["AgentKey.fromPkcs8", (...args) => api.AgentKey.fromPkcs8(...args).free(), [record.agentPrivateKey]],
    ["AgentPublicKey.parse", (...args) => api.AgentPublicKey.parse(...args).free(), [ssh]],
    method(key, "exportPkcs8"),
    method(key, "toString"),
    method(publicKey, "toSsh", "a comment"),
    method(publicKey, "toBytes"),
    method(publicKey, "toJwk"),
    method(publicKey, "toSpkiPem"),
    method(publicKey, "fingerprint"),
    method(publicKey, "toString"),
    method(publicKey, "equals", publicKey),
    method(identity, "toString"),
    method(identity, "authorizationHeader", task(), { now }),
    method(identity, "requestHeaders", "task-1", { accountId: "account-1", fedramp: true, now }),
    method(identity, "taskRegistrationRequest", { endpoints: "staging", externalTaskRef: "x", now }),
    method(identity, "readTaskRegistrationResponse", { encrypted_task_id: sealed }, { externalTaskRef: "x" }),
    fn("parseAssertion", header),
    fn("parseFreshAssertion", header, { now, maxAgeSeconds: 5, maxSkewSeconds: 5 }),
    fn("isSignedBy", api.parseAssertion(header), publicKey),
    fn("replayId", api.parseAssertion(header), publicKey),
    fn("verifyAssertion", header, publicKey, { now, maxAgeSeconds: 5, expectedTaskId: "task-1" }),
    fn("verifyAssertions", [header, header], publicKey, { now, maxSkewSeconds: 5 }),
    fn("inspectAssertion", `curl -H 'Authorization: ${header}'`, { publicKey, now }),
    fn("verifyTaskRegistration", registration, "agent-1", publicKey, { now }),
    fn("extractAssertions", `GET https://a.example "${header}"`),
    ["new AssertionExtractor", (...args) => new api.AssertionExtractor(...args).free(), []],
    [
      "AssertionExtractor.push",
      (...args) => extracting(api, (extractor) => extractor.push(...args)),
      [header],
    ],
    ["AssertionExtractor.finish", (...args) => extracting(api, (extractor) => extractor.finish(...args)), []],
    fn("sealTaskId", "task-1", publicKey),
    fn("endpoints", "https://a.example", { authApiBaseUrl: "https://b.example" }),
    fn("agentRegistrationRequest", {
      ...{ accessToken: "token", publicKey, billOfMaterials: bill(), capabilities: ["x"], ttlSeconds: 60 },
      ...{
        endpoints: { chatgptBaseUrl: "https://a.example", authApiBaseUrl: "https://b.example" },
        fedramp: false,
      },
    }),
    fn("readAgentRegistrationResponse", { agent_runtime_id: "agent-1" }),
    fn("decodeUnverifiedAgentIdentityJwt", jwt),
    fn("readAuth", file),
    fn("readAuthJson", file),
    fn("writeAuthJson", file, { ...record }, { authMode: "keep" }),
    ["new RemoteJwks", (...args) => new api.RemoteJwks(...args), ["https://a.example", { maxAgeMs: 1 }]],
    fn(
      "planAuth",
      { mode: "chatgpt", accountId: "a", chatgptUserId: "u", stored: { ...record } },
      { useAgentIdentity: true },
    ),
    fn("findSecrets", `key=${record.agentPrivateKey}`),
    fn("redactSecrets", header),
    fn("parseTime", "26/Nov/2026:02:41:39 +0200"),
    fn("wideArithmetic"),
    fn("isAgentIdentityError", error, "freed"),
    fn("initSync"),
  ];
}

function extracting(api, use) {
  const extractor = new api.AssertionExtractor();
  try {
    return use(extractor);
  } finally {
    extractor.free();
  }
}

/** Returns `[name, call, arguments]` for every export that returns a promise. */
export function asyncCalls(api, { identity, jwt, jwks }) {
  const tasks = new api.AgentTasks(identity, {
    endpoints: "https://a.example",
    authApiBaseUrl: "https://b.example",
    retries: 0,
  });
  const signedFetch = api.agentFetch(tasks, { accountId: "account-1", fetch: async () => undefined });
  return [
    ["init", (...args) => api.init(...args), []],
    ["inspectDocument", (...args) => api.inspectDocument(...args), [jwt, { jwks, now }]],
    [
      "verifyAgentIdentityJwt",
      (...args) => api.verifyAgentIdentityJwt(...args),
      [jwt, jwks, { now, clockToleranceSeconds: 5 }],
    ],
    ["AgentTasks.thread", (...args) => tasks.thread(...args), ["ref-1"]],
    ["AgentTasks.background", (...args) => tasks.background(...args), []],
    ["AgentTasks.headers", (...args) => tasks.headers(...args), ["ref-1", { accountId: "account-1" }]],
    ["AgentTasks.forget", (...args) => tasks.forget(...args), [task()]],
    ["agentFetch", async (...args) => api.agentFetch(...args), [tasks, { accountId: "account-1" }]],
    // The second argument is not tried: `fetch` itself checks it.
    ["agentFetch.input", (input) => signedFetch(input), ["https://a.example/"]],
    [
      "registerAgent",
      (...args) => api.registerAgent(...args),
      [{ accessToken: "token", billOfMaterials: bill(), endpoints: "production", retries: 0, timeoutMs: 50 }],
    ],
  ];
}
