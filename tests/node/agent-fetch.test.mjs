import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  AgentIdentity,
  AgentKey,
  AgentTasks,
  agentFetch,
  endpoints,
  parseAssertion,
  verifyAssertion,
} from "agent-identity-wasm";
import { refuses, rejects } from "./support/verdicts.mjs";
import { quiet, VirtualTime } from "./support/virtual-time.mjs";

const identity = new AgentIdentity("agent-1", AgentKey.generate());
const URL_OF_CHATGPT = "https://chatgpt.com/backend-api/codex/responses";

const gone = (code = "task_not_found", status = 401) =>
  new Response(JSON.stringify({ error: { code, message: "no such task" } }), { status });

/** Tasks whose registrations are counted, and a backend that knows the tasks it is told. */
function scene({ answer, register, tasks: tasksOptions, ...options } = {}) {
  const registrations = [];
  const sent = [];
  const tasks = new AgentTasks(identity, {
    retries: 0,
    fetch: async (_, { body }) => {
      registrations.push(JSON.parse(body).external_task_ref);
      return (await register?.(registrations.length)) ?? named(`task-${registrations.length}`);
    },
    ...tasksOptions,
  });
  const fetch = async (input, init) => {
    const request = new Request(input, init);
    const taskId = parseAssertion(request.headers.get("authorization")).taskId;
    const entry = { input, init, request, taskId, url: request.url };
    sent.push(entry);
    return (await answer?.(entry, sent.length)) ?? new Response("fine");
  };
  const signedFetch = agentFetch(tasks, { accountId: "account-1", fetch, ...options });
  return { tasks, registrations, sent, signedFetch, taskIds: () => sent.map(({ taskId }) => taskId) };
}

const named = (taskId) => new Response(JSON.stringify({ task_id: taskId }));
const refusing = (...taskIds) => ({
  answer: ({ taskId }) => (taskIds.includes(taskId) ? gone() : new Response(`by ${taskId}`)),
});

test("a request is signed for its thread, or for the background task, with the account's headers", async () => {
  const { signedFetch, sent, registrations } = scene({ fedramp: true });
  assert.equal(await (await signedFetch(URL_OF_CHATGPT, { thread: "thread-1" })).text(), "fine");
  await signedFetch(new URL(URL_OF_CHATGPT));
  await signedFetch(URL_OF_CHATGPT, { thread: undefined });
  await signedFetch(URL_OF_CHATGPT, undefined);
  await signedFetch(URL_OF_CHATGPT, { thread: "thread-1" });
  assert.deepEqual(registrations, ["thread-1", undefined]);
  for (const { request, taskId } of sent) {
    const header = request.headers.get("authorization");
    verifyAssertion(header, identity.publicKey, { expectedTaskId: taskId });
    assert.equal(request.headers.get("chatgpt-account-id"), "account-1");
    assert.equal(request.headers.get("x-openai-fedramp"), "true");
    assert.equal(request.redirect, "manual");
  }
  assert.deepEqual(
    sent.map(({ taskId }) => taskId),
    ["task-1", "task-2", "task-2", "task-2", "task-1"],
  );
});

test("each request is signed when it is sent", async () => {
  const time = new VirtualTime(Date.parse("2026-11-22T06:16:09Z"));
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0 };
  const { signedFetch, sent } = scene({ tasks: { runtime } });
  await signedFetch(URL_OF_CHATGPT);
  await time.until(time.sleep(7_000));
  await signedFetch(URL_OF_CHATGPT);
  const times = sent.map(({ request }) => parseAssertion(request.headers.get("authorization")).timestamp);
  assert.deepEqual(times, ["2026-11-22T06:16:09Z", "2026-11-22T06:16:16Z"]);
});

const own = {
  authorization: "Bearer mine",
  "CHATGPT-account-id": "another",
  "x-OpenAI-fedramp": "true",
  "X-Mine": "kept",
};

const headerForms = {
  "an object": own,
  "an object without a prototype": Object.assign(Object.create(null), own),
  pairs: Object.entries(own),
  "repeated pairs": [...Object.entries(own), ...Object.entries(own).slice(0, 3)],
  Headers: new Headers(own),
  "another iterable": new Map(Object.entries(own)),
};

for (const [name, headers] of Object.entries(headerForms)) {
  test(`the caller's own Authorization and account are removed from ${name}`, async () => {
    const { signedFetch, sent } = scene();
    await signedFetch(URL_OF_CHATGPT, { headers });
    await signedFetch(new Request(URL_OF_CHATGPT, { headers: new Headers(own) }));
    await signedFetch(new Request(URL_OF_CHATGPT, { headers: { "x-mine": "replaced" } }), { headers });
    assert.equal(sent.length, 3);
    for (const { request } of sent) {
      assert.match(request.headers.get("authorization"), /^AgentAssertion [\w-]+$/);
      assert.equal(request.headers.get("chatgpt-account-id"), "account-1");
      assert.equal(request.headers.get("x-openai-fedramp"), null);
      assert.equal(request.headers.get("x-mine"), "kept");
    }
  });
}

test("the caller's headers stay as they were", async () => {
  const { signedFetch } = scene();
  const headers = new Headers(own);
  const request = new Request(URL_OF_CHATGPT, { headers });
  await signedFetch(request, { headers });
  assert.equal(headers.get("authorization"), "Bearer mine");
  assert.equal(request.headers.get("authorization"), "Bearer mine");
});

const elsewhere = [
  "https://chatgpt.com.evil.example/",
  "https://evil.example/https://chatgpt.com/",
  "https://evil.example/?https://chatgpt.com",
  "https://evil.example#https://chatgpt.com",
  "https://evil.example\\@chatgpt.com/",
  "https://chatgpt.com@evil.example/",
  "https://chatgpt.com:443@evil.example/",
  "https://chatgpt.com:8443/",
  "https://chatgpt.com:80/",
  "http://chatgpt.com/",
  "http://chatgpt.com:443/",
  "https://user@chatgpt.com/",
  "https://user:password@chatgpt.com/",
  "https://:password@chatgpt.com/",
  "https://%75ser@chatgpt.com/",
  "https://chatgpt.com./",
  "https://www.chatgpt.com/",
  "https://chatgpt.co/",
  "https://chatgpt.comm/",
  "https://xchatgpt.com/",
  "https://chatgpt\u00adx.com/",
  "https://chаtgpt.com/", // Cyrillic а
  "https://xn--chtgpt-3nf.com/",
  "https://chatgpt.com%2eevil.example/",
  "https://chatgpt.com\t.evil.example/",
  "https://chatgpt.com\n@evil.example/",
  "//evil.example/",
  "//chatgpt.com/",
  "/backend-api",
  "backend-api",
  "",
  "?",
  "chatgpt.com",
  "https://",
  "https:",
  "blob:https://chatgpt.com/0b1b7f9e-2b2c-4f0e-9d2c-7d7b8b9d0f3c",
  "filesystem:https://chatgpt.com/x",
  "data:text/plain,https://chatgpt.com",
  "javascript:'https://chatgpt.com'",
  "file://chatgpt.com/x",
  "ftp://chatgpt.com/",
  "wss://chatgpt.com/",
  "about:blank",
  "https://[::1]/",
  "https://127.0.0.1/",
  "https://chatgpt.com:99999/",
  "null",
];

for (const address of elsewhere) {
  test(`no assertion is sent to ${JSON.stringify(address)}, and no task is registered for it`, async () => {
    const { signedFetch, sent, registrations } = scene();
    await rejects("origin_not_allowed", signedFetch(address));
    await rejects("origin_not_allowed", signedFetch({ toString: () => address }));
    await rejects("origin_not_allowed", signedFetch({ url: address, method: "GET", headers: {} }));
    if (URL.canParse(address)) {
      await rejects("origin_not_allowed", signedFetch(new URL(address)));
      const { username, password } = new URL(address);
      // A Request with a user part cannot be made.
      if (!username && !password) await rejects("origin_not_allowed", signedFetch(new Request(address)));
    }
    assert.deepEqual([sent, registrations], [[], []]);
  });
}

const same = [
  ["https://chatgpt.com", "https://chatgpt.com/"],
  ["https://chatgpt.com:443/x", "https://chatgpt.com/x"],
  ["HTTPS://ChatGPT.COM/X?y", "https://chatgpt.com/X?y"],
  [" https://chatgpt.com/x\n", "https://chatgpt.com/x"],
  ["https:\\\\chatgpt.com\\x", "https://chatgpt.com/x"],
  ["https://chatgpt.com/@evil.example", "https://chatgpt.com/@evil.example"],
  ["https://chatgpt.com/../..//evil.example", "https://chatgpt.com//evil.example"],
  ["https://ｃhatgpt.com/x", "https://chatgpt.com/x"],
];

for (const [written, url] of same) {
  test(`${JSON.stringify(written)} is an address of ChatGPT, and what was checked is what is sent`, async () => {
    const { signedFetch, sent } = scene();
    for (const input of [written, new URL(written), new Request(written)]) await signedFetch(input);
    assert.deepEqual(
      sent.map((entry) => entry.url),
      [url, url, url],
    );
    assert.equal(sent[0].input, url);
  });
}

test("the address is read once, and what was checked is what is sent", async () => {
  const { signedFetch, sent } = scene();
  let reads = 0;
  const flips = () => (reads++ === 0 ? "https://chatgpt.com/" : "https://evil.example/");
  await signedFetch({ toString: flips });
  assert.equal(reads, 1);
  reads = 0;
  await signedFetch({
    method: "GET",
    headers: {},
    get url() {
      return flips();
    },
  });
  assert.equal(reads, 1);
  const url = new URL("https://evil.example/");
  Object.defineProperty(url, "href", { get: () => "https://chatgpt.com/" });
  Object.defineProperty(url, "origin", { get: () => "https://chatgpt.com" });
  await rejects("origin_not_allowed", signedFetch(url));
  assert.deepEqual(
    sent.map((entry) => entry.url),
    ["https://chatgpt.com/", "https://chatgpt.com/"],
  );
});

test("a Request is taken by what it is, not by what was written on it", async () => {
  const { signedFetch, sent, registrations } = scene();
  const bad = new Request("https://evil.example/");
  Object.defineProperty(bad, "url", { get: () => "https://chatgpt.com/" });
  await rejects("origin_not_allowed", signedFetch(bad));
  assert.deepEqual(registrations, []);

  const good = new Request("https://chatgpt.com/x", { headers: { "x-real": "yes" } });
  Object.defineProperty(good, "url", { value: "https://evil.example/" });
  Object.defineProperty(good, "headers", { value: new Headers({ "x-real": "no" }) });
  await signedFetch(good);
  assert.equal(sent[0].input.url, "https://chatgpt.com/x");
  assert.equal(sent[0].request.headers.get("x-real"), "yes");

  class Lying extends Request {
    get url() {
      return "https://chatgpt.com/";
    }
  }
  await rejects("origin_not_allowed", signedFetch(new Lying("https://evil.example/")));
});

test("the origin of the tasks' ChatGPT base is allowed unless told otherwise", async () => {
  const bases = [
    [{ endpoints: "staging" }, "https://chatgpt-staging.com/x"],
    [{ endpoints: "https://chat.openai.com/backend-api" }, "https://chat.openai.com/x"],
    [{ endpoints: endpoints("staging") }, "https://chatgpt-staging.com/x"],
    [
      { endpoints: "http://127.0.0.1:8080/base", authApiBaseUrl: "http://127.0.0.1:8081" },
      "http://127.0.0.1:8080/x",
    ],
    [{ authApiBaseUrl: "https://auth.example" }, "https://chatgpt.com/x"],
  ];
  for (const [tasks, url] of bases) {
    const { signedFetch, sent } = scene({ tasks });
    await signedFetch(url);
    await rejects("origin_not_allowed", signedFetch("https://auth.example/x"));
    await rejects("origin_not_allowed", signedFetch("http://127.0.0.1:8081/x"));
    assert.deepEqual(
      sent.map((entry) => entry.url),
      [url],
    );
  }
});

test("allowed origins are these and no others", async () => {
  const allowedOrigins = [
    "https://gateway.example",
    "http://127.0.0.1:8080",
    "http://[::1]:8080",
    "https://xn--bcher-kva.example",
  ];
  const { signedFetch, sent } = scene({ allowedOrigins });
  const urls = [
    "https://gateway.example/a",
    "http://127.0.0.1:8080/b",
    "http://[::1]:8080/c",
    "https://bücher.example/d",
  ];
  for (const url of urls) await signedFetch(url);
  assert.equal(sent.length, 4);
  // The list was read when the function was made.
  allowedOrigins.push("https://chatgpt.com");
  for (const url of [
    "https://chatgpt.com/",
    "http://127.0.0.1:8081/",
    "http://gateway.example/",
    "https://127.0.0.1:8080/",
    "http://localhost:8080/",
  ]) {
    await rejects("origin_not_allowed", signedFetch(url));
  }
  const { signedFetch: none } = scene({ allowedOrigins: [] });
  await rejects("origin_not_allowed", none(URL_OF_CHATGPT));
});

const notOrigins = [
  "",
  "null",
  "*",
  "https://*",
  "https://*.chatgpt.com",
  "chatgpt.com",
  "//chatgpt.com",
  "https://chatgpt.com/",
  "https://chatgpt.com/backend-api",
  "https://chatgpt.com?x",
  "https://chatgpt.com#x",
  "https://user@chatgpt.com",
  "https://chatgpt.com:443",
  "http://chatgpt.com:80",
  "https://ChatGPT.com",
  "https://bücher.example",
  " https://chatgpt.com",
  "https:\\\\chatgpt.com",
  "wss://chatgpt.com",
  "ftp://chatgpt.com",
  "file://",
  "data:,",
  "about:blank",
  "blob:https://chatgpt.com/x",
  "vscode-webview://x",
  "chrome-extension://x",
];

test("an entry of allowedOrigins must be an http(s) origin, as it is serialized", () => {
  const { tasks } = scene();
  const make = (allowedOrigins) => () => agentFetch(tasks, { accountId: "account-1", allowedOrigins });
  for (const entry of notOrigins) {
    refuses("origin_not_allowed", make([entry]));
    refuses("origin_not_allowed", make(["https://chatgpt.com", entry]));
  }
  for (const entry of [null, undefined, 5, {}, ["https://chatgpt.com"], new URL("https://chatgpt.com")]) {
    refuses("wrong_type", make([entry]));
  }
  for (const list of [null, 5, "https://chatgpt.com", {}, new Set(["https://chatgpt.com"])]) {
    refuses("wrong_type", make(list));
  }
});

const FORM =
  "must be an http(s) origin like https://chatgpt.com, without user, path, default port or pattern";

for (const [allowedOrigins, message] of [
  [["https://chatgpt.com/"], `allowedOrigins[0] ${FORM}; did you mean "https://chatgpt.com"?`],
  [
    ["https://a.example", "http://b.example:80"],
    `allowedOrigins[1] ${FORM}; did you mean "http://b.example"?`,
  ],
  [["https://*.chatgpt.com"], `allowedOrigins[0] ${FORM}`],
  [["chatgpt.com"], `allowedOrigins[0] ${FORM}`],
  [["https://a.example", 5], "allowedOrigins[1] must be a string"],
  ["https://chatgpt.com", "allowedOrigins must be an array of at most 1000 items"],
]) {
  test(`the error says which entry of allowedOrigins is wrong, and how: ${JSON.stringify(allowedOrigins)}`, () => {
    const { tasks } = scene();
    assert.throws(() => agentFetch(tasks, { accountId: "account-1", allowedOrigins }), { message });
  });
}

for (const [address, message] of [
  ["/backend-api", "no assertion is sent: the address is not an http(s) URL"],
  ["https://user@chatgpt.com/", "no assertion is sent: the URL has a user part"],
  ["https://evil.example/x", 'no assertion is sent: "https://evil.example" is not an allowed origin'],
]) {
  test(`the error says why no assertion is sent to ${address}`, async () => {
    await assert.rejects(scene().signedFetch(address), { message });
  });
}

/** Runs `work` while the host has these globals, or lacks those that are undefined. */
async function withGlobals(globals, work) {
  const before = Object.keys(globals).map((name) => [
    name,
    Object.getOwnPropertyDescriptor(globalThis, name),
  ]);
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    await work();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}

const page = { baseURI: "https://chatgpt.com/page/" };
const worker = { href: "https://chatgpt.com/worker/" };

for (const [name, globals, url] of [
  ["a page", { document: page, location: { href: "https://evil.example/" } }, "https://chatgpt.com/page/x"],
  ["a worker", { location: worker }, "https://chatgpt.com/worker/x"],
  ["a document without a base", { document: {}, location: worker }, "https://chatgpt.com/worker/x"],
  ["a base that is no text", { document: { baseURI: 5 }, location: worker }, "https://chatgpt.com/worker/x"],
  ["null for a document", { document: null, location: worker }, "https://chatgpt.com/worker/x"],
  ["a base elsewhere", { document: { baseURI: "https://evil.example/" }, location: worker }, undefined],
  ["a base that is no URL", { document: { baseURI: "page" } }, undefined],
]) {
  test(`a relative address is judged by what the host resolves it against: ${name}`, async () => {
    const { signedFetch, sent } = scene();
    await withGlobals(globals, async () => {
      if (url) await signedFetch("x");
      else await rejects("origin_not_allowed", signedFetch("x"));
    });
    assert.deepEqual(
      sent.map((entry) => entry.url),
      url ? [url] : [],
    );
  });
}

test("the other arguments of agentFetch are checked when it is called", () => {
  const { tasks } = scene();
  for (const value of [undefined, null, {}, identity, Object.create(AgentTasks.prototype)]) {
    refuses("wrong_type", () => agentFetch(value, { accountId: "account-1" }));
  }
  for (const options of [
    undefined,
    null,
    5,
    {},
    { accountId: 5 },
    { accountId: "a", fedramp: "yes" },
    { accountId: "a", fetch: null },
    { accountId: "a", fetch: {} },
    { accountId: "a", isTaskRefused: null },
    { accountId: "a", isTaskRefused: true },
  ]) {
    refuses("wrong_type", () => agentFetch(tasks, options));
  }
  refuses("account_id_invalid", () => agentFetch(tasks, { accountId: "a\r\nb" }));
});

test("the arguments of a call are checked before a task is registered", async () => {
  const { signedFetch, registrations } = scene();
  for (const thread of [null, 5, {}, ["x"]])
    await rejects("wrong_type", signedFetch(URL_OF_CHATGPT, { thread }));
  await rejects("external_task_ref_invalid", signedFetch(URL_OF_CHATGPT, { thread: "" }));
  await rejects("wrong_type", signedFetch(URL_OF_CHATGPT, 5));
  for (const [init, message] of [
    [{ thread: 5 }, "thread must be a string"],
    [5, "the second argument must be an object"],
    [{ headers: { "bad name": "x" } }, "the headers cannot be read"],
  ]) {
    await assert.rejects(signedFetch(URL_OF_CHATGPT, init), { message });
  }
  for (const input of [undefined, null, { url: URL_OF_CHATGPT }, { url: URL_OF_CHATGPT, method: 5 }])
    await rejects("origin_not_allowed", signedFetch(input));
  await rejects("wrong_type", signedFetch(URL_OF_CHATGPT, { signal: {} }));
  await rejects("origin_not_allowed", signedFetch(Symbol("https://chatgpt.com")));
  await rejects(
    "wrong_type",
    signedFetch({
      toString() {
        throw new Error("mine");
      },
    }),
  );
  await rejects(
    "wrong_type",
    signedFetch(URL_OF_CHATGPT, {
      get method() {
        throw new Error("mine");
      },
    }),
  );
  await assert.rejects(signedFetch(URL_OF_CHATGPT, { headers: { "bad name": "x" } }), { code: "wrong_type" });
  await assert.rejects(signedFetch(URL_OF_CHATGPT, { headers: [["only a name"]] }), { code: "wrong_type" });
  assert.deepEqual(registrations, []);
});

test("members of a class instance count, and redirect is always manual", async () => {
  class Init {
    get method() {
      return "PUT";
    }
    get thread() {
      return "thread-1";
    }
    get body() {
      return "text";
    }
    redirect = "follow";
    dispatcher = "passed on";
  }
  const { signedFetch, sent, registrations } = scene({ answer: () => new Response() });
  await signedFetch(URL_OF_CHATGPT, new Init()).catch(() => {});
  assert.deepEqual(registrations, ["thread-1"]);
  const inits = [];
  const fetch = async (_, init) => inits.push(init) && new Response();
  const { signedFetch: plain } = scene({ fetch });
  await plain(URL_OF_CHATGPT, new Init());
  const { method, body, redirect, dispatcher } = inits[0];
  assert.deepEqual([method, body, redirect, dispatcher], ["PUT", "text", "manual", "passed on"]);
  assert.ok(!("thread" in inits[0]));
  for (const input of [URL_OF_CHATGPT, new Request(URL_OF_CHATGPT, { redirect: "error" })]) {
    await signedFetch(input, { redirect: "follow" });
    assert.equal(sent.at(-1).request.redirect, "manual");
  }
});

const INIT_MEMBERS = {
  ...{ method: "PUT", headers: {}, body: "text", signal: new AbortController().signal, mode: "cors" },
  ...{ credentials: "omit", cache: "no-store", referrer: "about:client", referrerPolicy: "origin" },
  ...{ integrity: "sha256-x", keepalive: true, duplex: "half", priority: "high", window: null },
  ...{ dispatcher: {}, cf: {}, client: {} },
};

/** Collects what fetch gets as its second argument, but for the headers. */
function initsOf(options) {
  const inits = [];
  const fetch = async (_, { headers, ...init }) => inits.push({ ...init }) && new Response();
  return { inits, ...scene({ ...options, fetch }) };
}

test("every member of an init is passed on, own or of its class, and is read once", async () => {
  const { headers: _, ...passedOn } = INIT_MEMBERS;
  const reads = [];
  const read = (name) => reads.push(name) && INIT_MEMBERS[name];
  class Init {}
  const own = {};
  const hidden = {};
  for (const name of Object.keys(INIT_MEMBERS)) {
    Object.defineProperty(Init.prototype, name, { get: () => read(name) });
    Object.defineProperty(own, name, { get: () => read(name), enumerable: true });
    Object.defineProperty(hidden, name, { get: () => read(name) });
  }
  for (const init of [new Init(), own, hidden]) {
    reads.length = 0;
    const { inits, signedFetch } = initsOf();
    await signedFetch(URL_OF_CHATGPT, init);
    assert.deepEqual(inits, [{ ...passedOn, redirect: "manual" }]);
    assert.deepEqual(reads.sort(), Object.keys(INIT_MEMBERS).sort());
  }
});

test("an init of null is none", async () => {
  const { inits, signedFetch } = initsOf();
  await signedFetch(URL_OF_CHATGPT, null);
  assert.deepEqual(inits, [{ redirect: "manual" }]);
});

test("the members of a Request of another implementation are passed on", async () => {
  const { headers, duplex, priority, window, dispatcher, cf, client, ...members } = INIT_MEMBERS;
  const { inits, signedFetch } = initsOf();
  await signedFetch({ ...members, headers, url: URL_OF_CHATGPT, duplex: "full" });
  await signedFetch({ ...members, headers, url: URL_OF_CHATGPT, body: undefined });
  const { body, ...others } = members;
  assert.deepEqual(inits, [
    { ...others, body, redirect: "manual" },
    { ...others, redirect: "manual" },
  ]);
});

test("what the init says overrides the Request", async () => {
  const { signedFetch, sent } = scene();
  const request = new Request(URL_OF_CHATGPT, { method: "POST", body: "old", headers: { "x-a": "1" } });
  await signedFetch(request, { method: "PUT", body: "new", headers: { "x-b": "2" } });
  const { request: found } = sent[0];
  assert.equal(found.method, "PUT");
  assert.equal(await found.text(), "new");
  assert.deepEqual([found.headers.get("x-a"), found.headers.get("x-b")], [null, "2"]);
  // The Request keeps its own body, as it does with fetch.
  assert.equal(request.bodyUsed, false);
});

test("a Request of another implementation is sent as its address and its members", async () => {
  const { signedFetch, sent } = scene();
  const foreign = {
    url: URL_OF_CHATGPT,
    method: "POST",
    headers: new Map([
      ["x-mine", "kept"],
      ["Authorization", "Bearer mine"],
    ]),
    body: new Response("streamed").body,
  };
  await signedFetch(foreign);
  assert.equal(await sent[0].request.text(), "streamed");
  assert.equal(sent[0].request.method, "POST");
  assert.equal(sent[0].request.headers.get("x-mine"), "kept");
  assert.match(sent[0].request.headers.get("authorization"), /^AgentAssertion /);
});

test("30 callers notice a refused task: one new registration, and all get their answer", async () => {
  const { signedFetch, registrations, taskIds } = scene(refusing("task-1"));
  const call = (index) =>
    signedFetch(URL_OF_CHATGPT, { thread: "thread-1", method: "POST", body: `${index}` });
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => call(index)));
  for (const answer of answers) assert.equal(await answer.text(), "by task-2");
  assert.deepEqual(registrations, ["thread-1", "thread-1"]);
  assert.deepEqual(taskIds().sort(), [...Array(30).fill("task-1"), ...Array(30).fill("task-2")]);
});

test("those who notice late use the new task", async () => {
  let release;
  const late = new Promise((resolve) => {
    release = resolve;
  });
  const { signedFetch, registrations } = scene({
    answer: async ({ taskId }, count) => {
      if (count === 1) await late;
      return taskId === "task-1" ? gone() : new Response(`by ${taskId}`);
    },
  });
  const first = signedFetch(URL_OF_CHATGPT, { thread: "a" });
  await quiet();
  assert.equal(await (await signedFetch(URL_OF_CHATGPT, { thread: "a" })).text(), "by task-2");
  release();
  assert.equal(await (await first).text(), "by task-2");
  assert.equal(registrations.length, 2);
});

test("other threads keep their tasks", async () => {
  const { signedFetch, registrations } = scene(refusing("task-1"));
  await signedFetch(URL_OF_CHATGPT, { thread: "a" });
  await signedFetch(URL_OF_CHATGPT, { thread: "b" });
  await signedFetch(URL_OF_CHATGPT, { thread: "a" });
  assert.deepEqual(registrations, ["a", "a", "b"]);
});

test("a refused background task is replaced as well", async () => {
  const { signedFetch, registrations } = scene(refusing("task-1"));
  assert.equal(await (await signedFetch(URL_OF_CHATGPT)).text(), "by task-2");
  assert.deepEqual(registrations, [undefined, undefined]);
});

test("a request is sent once more and not twice", async () => {
  const { signedFetch, sent, registrations } = scene({ answer: () => gone() });
  const answer = await signedFetch(URL_OF_CHATGPT);
  assert.equal(answer.status, 401);
  assert.equal((await answer.json()).error.code, "task_not_found");
  assert.equal(sent.length, 2);
  assert.equal(registrations.length, 2);
});

test("at most three tasks are registered in a minute for a reference because others were refused", async () => {
  const time = new VirtualTime(Date.parse("2026-11-22T06:16:09Z"));
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0 };
  const { signedFetch, registrations } = scene({ answer: () => gone(), tasks: { runtime } });
  const statuses = [];
  for (let count = 0; count < 20; count++)
    statuses.push((await signedFetch(URL_OF_CHATGPT, { thread: "a" })).status);
  assert.deepEqual(statuses, Array(20).fill(401));
  assert.equal(registrations.length, 4);
  await signedFetch(URL_OF_CHATGPT, { thread: "b" });
  await signedFetch(URL_OF_CHATGPT);
  assert.equal(registrations.length, 8);
  await time.until(time.sleep(59_999));
  await signedFetch(URL_OF_CHATGPT, { thread: "a" });
  assert.equal(registrations.length, 8);
  await time.until(time.sleep(1));
  await signedFetch(URL_OF_CHATGPT, { thread: "a" });
  assert.equal(registrations.length, 9);
});

test("several functions for the same tasks share them, and the limit", async () => {
  const { tasks, signedFetch, registrations } = scene({ answer: () => gone() });
  const other = agentFetch(tasks, { accountId: "account-2", fetch: async () => gone() });
  for (let count = 0; count < 5; count++) {
    await signedFetch(URL_OF_CHATGPT);
    await other(URL_OF_CHATGPT);
  }
  assert.equal(registrations.length, 4);
});

const twice = {
  "no body": () => undefined,
  "a body of null": () => null,
  "a string": () => "text",
  "an empty string": () => "",
  bytes: () => new TextEncoder().encode("text"),
  "a part of a buffer": () => new Uint8Array(new TextEncoder().encode("<text>").buffer, 1, 4),
  "a DataView": () => new DataView(new TextEncoder().encode("text").buffer),
  "an ArrayBuffer": () => new TextEncoder().encode("text").buffer,
  "a Blob": () => new Blob(["text"], { type: "text/x" }),
  URLSearchParams: () => new URLSearchParams({ a: "1 2" }),
  FormData: () => {
    const form = new FormData();
    form.append("a", "1");
    form.append("a", "2");
    form.append("file", new File(["x"], "name.txt", { type: "text/y" }));
    return form;
  },
  "a number": () => 5,
};

for (const [name, body] of Object.entries(twice)) {
  test(`${name} is sent twice, both times the same`, async () => {
    const { signedFetch, sent } = scene(refusing("task-1"));
    const method = body() === undefined || body() === null ? "DELETE" : "POST";
    const answer = await signedFetch(URL_OF_CHATGPT, { method, body: body() });
    assert.equal(await answer.text(), "by task-2");
    const plain = new Request(URL_OF_CHATGPT, { method, body: body() });
    const expected = await essence(plain);
    for (const { request } of sent) assert.deepEqual(await essence(request), expected);
    assert.equal(sent.length, 2);

    // The same with a Request, whose own body it replaces.
    const replacing = scene(refusing("task-1"));
    const base = new Request(URL_OF_CHATGPT, { method, ...(method === "POST" && { body: "old" }) });
    const second = await replacing.signedFetch(base, { body: body() });
    assert.equal(await second.text(), "by task-2");
    assert.equal(replacing.sent.length, 2);
    if (method === "DELETE") return;
    for (const { request } of replacing.sent) {
      const found = await essence(request);
      // A Request keeps the type of its old body, here as with fetch.
      assert.deepEqual(found, { ...expected, type: "text/plain;charset=UTF-8" });
    }
    const untyped = scene();
    await untyped.signedFetch(new Request(URL_OF_CHATGPT, { method }), { body: body() });
    assert.deepEqual(await essence(untyped.sent[0].request), expected);
  });
}

async function essence(request) {
  const type = request.headers.get("content-type")?.replace(/boundary=.*/, "");
  const text = (await request.text()).replaceAll(/-{4,}[\w-]+/g, "boundary");
  return { type, text, method: request.method };
}

test("a body is sent as it was when the request was made", async () => {
  const { signedFetch, sent } = scene(refusing("task-1"));
  const bytes = new TextEncoder().encode("text");
  const params = new URLSearchParams({ a: "1" });
  const form = new FormData();
  form.append("a", "1");
  const calls = [bytes, bytes.buffer, params, form].map((body) =>
    signedFetch(URL_OF_CHATGPT, { method: "POST", body }),
  );
  bytes.fill(0x78);
  params.set("a", "changed");
  form.set("a", "changed");
  await Promise.all(calls);
  assert.equal(sent.length, 8);
  for (const { request } of sent) assert.doesNotMatch(await request.text(), /x{4}|changed/);
});

const once = {
  "a stream": () => ({ method: "POST", body: new Response("text").body, duplex: "half" }),
  "an async iterable": () => ({
    method: "POST",
    duplex: "half",
    body: (async function* () {
      yield new TextEncoder().encode("text");
    })(),
  }),
};

for (const [name, init] of Object.entries(once)) {
  test(`${name} is not sent twice: the answer is the caller's, and the next request has a new task`, async () => {
    const { signedFetch, sent, registrations } = scene(refusing("task-1"));
    const answer = await signedFetch(URL_OF_CHATGPT, init());
    assert.equal(answer.status, 401);
    assert.equal(answer.bodyUsed, false);
    assert.equal((await answer.json()).error.code, "task_not_found");
    assert.equal(await sent[0].request.text(), "text");
    assert.equal(sent.length, 1);
    assert.equal((await signedFetch(URL_OF_CHATGPT)).status, 200);
    assert.equal(registrations.length, 2);
  });
}

test("the body of a Request is sent once, a Request without one twice", async () => {
  const { signedFetch, sent, taskIds } = scene({
    answer: ({ taskId }) => (/[13]/.test(taskId) ? gone() : undefined),
  });
  const post = new Request(URL_OF_CHATGPT, { method: "POST", body: "text" });
  assert.equal((await signedFetch(post)).status, 401);
  assert.equal(post.bodyUsed, true);
  assert.equal(await sent[0].request.text(), "text");
  assert.equal((await signedFetch(new Request(URL_OF_CHATGPT), { thread: "b" })).status, 200);
  assert.equal((await signedFetch(new Request(URL_OF_CHATGPT, { method: "DELETE" }))).status, 200);
  assert.deepEqual(taskIds(), ["task-1", "task-3", "task-4", "task-2"]);
  await assert.rejects(signedFetch(post), { code: "wrong_type" });
});

test("a Request keeps its body, and is sent once, if the init has a body of null", async () => {
  const { signedFetch, sent } = scene(refusing("task-1"));
  const post = new Request(URL_OF_CHATGPT, { method: "POST", body: "text" });
  assert.equal((await signedFetch(post, { body: null })).status, 401);
  assert.equal(sent.length, 1);
  assert.equal(await sent[0].request.text(), "text");
});

test("a stream replaces the body of a Request", async () => {
  const { signedFetch, sent } = scene();
  const { body, duplex } = once["a stream"]();
  await signedFetch(new Request(URL_OF_CHATGPT, { method: "POST", body: "old" }), { body, duplex });
  assert.equal(await sent[0].request.text(), "text");
});

test("where a Request does not tell whether it has a body, GET and HEAD have none", async () => {
  const body = Object.getOwnPropertyDescriptor(Request.prototype, "body");
  // Firefox has no such property.
  delete Request.prototype.body;
  try {
    for (const [method, count] of [
      ["GET", 2],
      ["HEAD", 2],
      ["POST", 1],
    ]) {
      const { signedFetch, sent } = scene(refusing("task-1"));
      await signedFetch(new Request(URL_OF_CHATGPT, { method }));
      assert.equal(sent.length, count, method);
    }
  } finally {
    Object.defineProperty(Request.prototype, "body", body);
  }
});

test("a stream can be sent where the host lacks the classes of other bodies", async () => {
  const { signedFetch, sent } = scene();
  const body = new Response("text").body;
  const globals = { Blob: undefined, FormData: undefined, URLSearchParams: undefined };
  let answered;
  await withGlobals(globals, async () => {
    answered = signedFetch(URL_OF_CHATGPT, { method: "POST", body, duplex: "half" });
  });
  await answered;
  assert.equal(await sent[0].request.text(), "text");
});

test("a stream's answer comes although the new registration hangs or fails", async () => {
  for (const outcome of [new Promise(() => {}), Promise.resolve(new Response("no", { status: 500 }))]) {
    const { signedFetch } = scene({
      ...refusing("task-1"),
      register: (count) => (count === 2 ? outcome : undefined),
    });
    const answer = await signedFetch(URL_OF_CHATGPT, once["a stream"]());
    assert.equal(answer.status, 401);
    await answer.text();
    await quiet();
  }
});

test("many streams that notice cost one registration", async () => {
  const { signedFetch, registrations } = scene(refusing("task-1"));
  await Promise.all(Array.from({ length: 20 }, () => signedFetch(URL_OF_CHATGPT, once["a stream"]())));
  await signedFetch(URL_OF_CHATGPT);
  assert.equal(registrations.length, 2);
});

const verdicts = [
  [() => gone("invalid_task_id"), true],
  [() => gone("task_not_found"), true],
  [() => gone("task_expired"), true],
  [() => new Response('{"code":"task_expired"}', { status: 401 }), true],
  [() => new Response('{"detail":"x","error":{"type":"y","code":"task_expired"}}', { status: 401 }), true],
  [() => gone("task_not_found", 403), false],
  [() => gone("task_not_found", 400), false],
  [() => gone("task_not_found", 404), false],
  [() => gone("task_not_found", 429), false],
  [() => gone("task_not_found", 500), false],
  [() => gone("task_not_found", 503), false],
  [() => gone("task_not_found", 200), false],
  [() => gone("token_expired"), false],
  [() => gone("TASK_NOT_FOUND"), false],
  [() => gone(["task_not_found"]), false],
  [() => new Response("task_not_found", { status: 401 }), false],
  [() => new Response('"task_not_found"', { status: 401 }), false],
  [() => new Response('["task_not_found"]', { status: 401 }), false],
  [() => new Response('{"error":"task_not_found"}', { status: 401 }), false],
  [() => new Response('{"message":"task_not_found"}', { status: 401 }), false],
  [() => new Response('{"error":{"code":"task_not_found"', { status: 401 }), false],
  [() => new Response("null", { status: 401 }), false],
  [() => new Response('{"error":null}', { status: 401 }), false],
  [() => new Response(null, { status: 401 }), false],
  [() => new Response("", { status: 401 }), false],
];

test("only 401 with one of three error codes means that the task is gone", async () => {
  for (const [answer, isRefused] of verdicts) {
    const { signedFetch, sent } = scene({ answer: (_, count) => (count === 1 ? answer() : undefined) });
    const found = await signedFetch(URL_OF_CHATGPT);
    assert.equal(sent.length, isRefused ? 2 : 1);
    if (isRefused) continue;
    assert.equal(found.status, answer().status);
    assert.equal(found.bodyUsed, false);
    assert.equal(await found.text(), await answer().text());
  }
});

test("a polluted prototype refuses no task", async () => {
  const { signedFetch, sent } = scene({ answer: () => new Response("{}", { status: 401 }) });
  Object.prototype.code = "task_not_found";
  Object.prototype.thread = "thread-9";
  try {
    await signedFetch(URL_OF_CHATGPT, {});
  } finally {
    delete Object.prototype.code;
    delete Object.prototype.thread;
  }
  assert.equal(sent.length, 1);
});

test("isTaskRefused sees answers with 401 and 403, and 64 KiB of them", async () => {
  const seen = [];
  const isTaskRefused = (status, body) => {
    seen.push([status, body]);
    return body.startsWith("gone");
  };
  const long = `gone!${"é".repeat(100_000)}`;
  const statuses = [200, 204, 302, 400, 401, 403, 404, 429, 500, 503];
  const { signedFetch, sent } = scene({
    isTaskRefused,
    answer: (_, count) =>
      new Response(statuses[count - 1] === 204 ? null : "body", { status: statuses[count - 1] }),
  });
  for (const status of statuses) assert.equal((await signedFetch(URL_OF_CHATGPT)).status, status);
  assert.deepEqual(seen.splice(0), [
    [401, "body"],
    [403, "body"],
  ]);
  assert.equal(sent.length, 10);

  const { signedFetch: again } = scene({
    isTaskRefused,
    answer: ({ taskId }) => (taskId === "task-1" ? new Response(long, { status: 403 }) : undefined),
  });
  assert.equal(await (await again(URL_OF_CHATGPT)).text(), "fine");
  assert.equal(new TextEncoder().encode(seen[0][1].replace("\ufffd", "")).length, 65_535);
  assert.ok(seen[0][1].endsWith("\ufffd"));
});

test("an isTaskRefused that fails, or decides nothing, is the caller's mistake", async () => {
  const faulty = [
    () => {
      throw new Error("mine");
    },
    () => undefined,
    () => "true",
    async () => true,
  ];
  for (const isTaskRefused of faulty) {
    let cancelled = 0;
    const body = () => new ReadableStream({ start: (c) => c.enqueue(bytes("x")), cancel: () => cancelled++ });
    const answers = { answer: () => new Response(body(), { status: 403 }) };
    const time = new VirtualTime(0);
    const runtime = { now: time.now, sleep: time.sleep, random: () => 0 };
    const { signedFetch } = scene({ ...answers, isTaskRefused, tasks: { runtime } });
    const { message } = await time.until(rejects("wrong_type", signedFetch(URL_OF_CHATGPT)));
    assert.match(message, /isTaskRefused/);
    await quiet();
    assert.equal(cancelled, 1);
    assert.equal(time.timers, 0);
  }
});

test("an isTaskRefused that aborts the request and fails is the caller's mistake all the same", async () => {
  const abort = new AbortController();
  const { signedFetch } = scene({
    answer: () => gone(),
    isTaskRefused() {
      abort.abort(new Error("the reason"));
      throw new Error("mine");
    },
  });
  const { cause } = await rejects("wrong_type", signedFetch(URL_OF_CHATGPT, { signal: abort.signal }));
  assert.equal(cause.message, "mine");
});

const bytes = (text) => new TextEncoder().encode(text);

test("the caller reads the whole of a long refusal, and no more than was looked at is kept for it", async () => {
  let pulled = 0;
  const size = 10_000_000;
  const body = () => {
    pulled = 0;
    return new ReadableStream(
      {
        pull(controller) {
          if (pulled >= size) return controller.close();
          controller.enqueue(new Uint8Array(10_000).fill(0x78));
          pulled += 10_000;
        },
      },
      { highWaterMark: 0 },
    );
  };
  for (const status of [401, 403]) {
    const { signedFetch } = scene({ answer: () => new Response(body(), { status }) });
    const answer = await signedFetch(URL_OF_CHATGPT);
    await quiet();
    assert.ok(pulled <= 80_000, String(pulled));
    assert.equal(answer.bodyUsed, false);
    assert.equal((await answer.text()).length, size);
  }
});

test("an answer that is not a refusal is handed over as it is", async () => {
  for (const status of [200, 206, 302, 400, 429, 500]) {
    let pulled = 0;
    const stream = new ReadableStream({ pull: () => pulled++ }, { highWaterMark: 0 });
    const response = new Response(stream, { status });
    const { signedFetch } = scene({ answer: () => response });
    assert.equal(await signedFetch(URL_OF_CHATGPT), response);
    assert.equal(pulled, 0);
    assert.equal(response.body, stream);
  }
});

test("a refusal that stalls is decided on after five seconds, with what has arrived", async () => {
  const time = new VirtualTime(0);
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0 };
  let rest;
  const stalling = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(bytes("half, "));
          rest = () => {
            controller.enqueue(bytes("whole"));
            controller.close();
          };
        },
      }),
      { status: 401 },
    );
  const seen = [];
  const { signedFetch } = scene({
    answer: stalling,
    isTaskRefused: (_, body) => seen.push(body) > 1,
    tasks: { runtime },
  });
  const answer = await time.until(signedFetch(URL_OF_CHATGPT));
  assert.equal(time.now(), 5_000);
  assert.deepEqual(seen, ["half, "]);
  rest();
  assert.equal(await answer.text(), "half, whole");
  assert.equal(time.timers, 0);
});

test("the connection of a refused request is let go", async () => {
  let cancelled = 0;
  const body = () =>
    new ReadableStream({ start: (c) => c.enqueue(bytes("gone")), cancel: () => cancelled++ });
  const time = new VirtualTime(0);
  const runtime = { now: time.now, sleep: time.sleep, random: () => 0 };
  const { signedFetch } = scene({
    answer: ({ taskId }) => (taskId === "task-1" ? new Response(body(), { status: 401 }) : undefined),
    isTaskRefused: (_, text) => text === "gone",
    tasks: { runtime },
  });
  assert.equal((await time.until(signedFetch(URL_OF_CHATGPT))).status, 200);
  await quiet();
  assert.equal(cancelled, 1);
});

test("answers of unusual fetch implementations pass through", async () => {
  const stream = { on() {}, pipe() {} };
  let copies = 0;
  const strange = [
    undefined,
    null,
    "text",
    5,
    {},
    { status: 401 },
    {
      status: 401,
      body: stream,
      clone: () => copies++,
    },
    {
      status: 401,
      body: null,
      clone() {
        throw new Error("mine");
      },
    },
    {
      get status() {
        throw new Error("mine");
      },
    },
  ];
  for (const answer of strange) {
    const { signedFetch } = scene({ fetch: async () => answer });
    assert.equal(await signedFetch(URL_OF_CHATGPT), answer);
  }
  assert.equal(copies, 0, "half a copy of a Node.js stream can stop the other");
  // React Native's responses have no streams.
  const text = '{"code":"task_expired"}';
  const bare = () => ({ status: 401, clone: bare, text: async () => text });
  let count = 0;
  const { signedFetch } = scene({ fetch: async () => (++count === 1 ? bare() : "second") });
  assert.equal(await signedFetch(URL_OF_CHATGPT), "second");
  // A fetch may return a thenable that is not a promise.
  // biome-ignore lint/suspicious/noThenProperty: it is what this test is about.
  const { signedFetch: then } = scene({ fetch: () => ({ then: (resolve) => resolve("later") }) });
  assert.equal(await then(URL_OF_CHATGPT), "later");
});

test("fetch is called without a receiver, and is looked up when agentFetch is called", async () => {
  let receiver = "none";
  const { tasks } = scene();
  const native = globalThis.fetch;
  globalThis.fetch = async function () {
    receiver = this;
    return "mine";
  };
  try {
    const signedFetch = agentFetch(tasks, { accountId: "account-1" });
    globalThis.fetch = () => assert.fail("too late");
    assert.equal(await signedFetch(URL_OF_CHATGPT), "mine");
  } finally {
    globalThis.fetch = native;
  }
  assert.equal(receiver, undefined);
});

test("errors of fetch pass through unchanged, and nothing is sent again", async () => {
  for (const error of [
    new TypeError("fetch failed"),
    "a string",
    undefined,
    Object.freeze(new Error("mine")),
  ]) {
    for (const fails of [
      async () => {
        throw error;
      },
      () => {
        throw error;
      },
    ]) {
      let calls = 0;
      const { signedFetch, registrations } = scene({ fetch: () => ++calls && fails() });
      await assert.rejects(signedFetch(URL_OF_CHATGPT), (found) => found === error || assert.fail());
      assert.equal(calls, 1);
      assert.equal(registrations.length, 1);
    }
  }
});

test("a registration that fails rejects, first or new", async () => {
  const no = () => new Response("no", { status: 403 });
  const first = scene({ register: no });
  const error = await rejects("response_status", first.signedFetch(URL_OF_CHATGPT));
  assert.equal(error.status, 403);
  assert.equal(first.sent.length, 0);

  const second = scene({ ...refusing("task-1"), register: (count) => (count === 2 ? no() : undefined) });
  const calls = Array.from({ length: 5 }, () =>
    rejects("response_status", second.signedFetch(URL_OF_CHATGPT)),
  );
  await Promise.all(calls);
  assert.equal(second.registrations.length, 2);
  assert.equal((await second.signedFetch(URL_OF_CHATGPT)).status, 200);
  assert.equal(second.registrations.length, 3);
});

test("new registrations that fail count among the three of a minute", async () => {
  const no = () => new Response("no", { status: 403 });
  const release = [];
  const { signedFetch, registrations } = scene({
    answer: async () => {
      await new Promise((resolve) => release.push(resolve));
      return gone();
    },
    register: (count) => (count > 1 ? no() : undefined),
  });
  const calls = Array.from({ length: 10 }, () => signedFetch(URL_OF_CHATGPT).catch(({ code }) => code));
  await quiet();
  for (const go of release) {
    go();
    await quiet();
  }
  const outcomes = await Promise.all(calls);
  assert.equal(registrations.length, 4);
  assert.deepEqual(outcomes.slice(0, 3), Array(3).fill("response_status"));
  assert.ok(outcomes.slice(3).every(({ status }) => status === 401));
});

const reasons = [new Error("mine"), "a string", undefined, null, 0];

test("an abort rejects with its reason, whenever it comes", async () => {
  for (const reason of reasons) {
    const expected = reason === undefined ? /AbortError/ : undefined;
    const matches = (found) =>
      expected ? expected.test(found?.name) : found === reason || assert.fail(String(found));
    const waiting = {
      "before the call": scene(),
      "during the registration": scene({ register: () => new Promise(() => {}) }),
      "during fetch": scene({ answer: () => new Promise(() => {}) }),
      "during the answer's body": scene({
        answer: () => new Response(new ReadableStream(), { status: 401 }),
      }),
      "during the new registration": scene({
        ...refusing("task-1"),
        register: (count) => (count === 2 ? new Promise(() => {}) : undefined),
      }),
      "during the second fetch": scene({
        answer: (_, count) => (count === 1 ? gone() : new Promise(() => {})),
      }),
    };
    for (const [name, { signedFetch, sent, registrations }] of Object.entries(waiting)) {
      for (const through of [
        (signal) => signedFetch(URL_OF_CHATGPT, { signal }),
        (signal) => signedFetch(new Request(URL_OF_CHATGPT, { signal })),
        (signal) =>
          signedFetch(new Request(URL_OF_CHATGPT, { signal: new AbortController().signal }), { signal }),
      ]) {
        const abort = new AbortController();
        if (name === "before the call") abort.abort(reason);
        const call = assert.rejects(through(abort.signal), matches);
        await quiet();
        abort.abort(reason);
        await call;
      }
      if (name === "before the call") assert.deepEqual([sent, registrations], [[], []]);
    }
  }
});

test("a signal of null is none, not even that of the Request", async () => {
  const { signedFetch } = scene();
  const request = new Request(URL_OF_CHATGPT, { signal: AbortSignal.abort() });
  assert.equal((await signedFetch(request, { signal: null })).status, 200);
});

test("what a fetch that does not listen comes back with after an abort is thrown away", async () => {
  let late;
  let cancelled = false;
  const { signedFetch } = scene({
    answer: () =>
      new Promise((resolve) => {
        late = () => resolve(new Response(new ReadableStream({ cancel: () => (cancelled = true) })));
      }),
  });
  const abort = new AbortController();
  const call = assert.rejects(signedFetch(URL_OF_CHATGPT, { signal: abort.signal }), /mine/);
  await quiet();
  abort.abort(new Error("mine"));
  await call;
  late();
  await quiet();
  assert.ok(cancelled);
});

test("no listener stays on a signal, and no timer is left", async () => {
  const { signedFetch } = scene({
    fetch: async (_, { headers }) => (headers.get("x-refused") ? gone("other") : "fine"),
  });
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  const listeners = new Set();
  const signal = {
    aborted: false,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  };
  await signedFetch(URL_OF_CHATGPT, { signal });
  await signedFetch(URL_OF_CHATGPT, { signal, headers: { "x-refused": "1" } });
  await quiet();
  assert.equal(listeners.size, 0);
  assert.equal(timers(), before);
});

test("GET and HEAD are sent as they are", async () => {
  const { signedFetch, sent } = scene(refusing("task-1"));
  for (const method of ["GET", "HEAD", "get", "OPTIONS"]) {
    await signedFetch(URL_OF_CHATGPT, { method });
    await signedFetch(new Request(URL_OF_CHATGPT, { method }));
  }
  assert.equal(sent.length, 9);
  assert.deepEqual([...new Set(sent.map(({ request }) => request.method))], ["GET", "HEAD", "OPTIONS"]);
  await assert.rejects(signedFetch(URL_OF_CHATGPT, { method: "GET", body: "x" }), TypeError);
});

test("an identity that was freed signs nothing", async () => {
  const freed = new AgentIdentity("agent-1", AgentKey.generate());
  const tasks = new AgentTasks(freed, { fetch: async () => named("task-1") });
  const signedFetch = agentFetch(tasks, { accountId: "account-1", fetch: async () => new Response("fine") });
  await signedFetch(URL_OF_CHATGPT);
  freed.free();
  await rejects("freed", signedFetch(URL_OF_CHATGPT));
  refuses("freed", () => agentFetch(tasks, { accountId: "account-2" }));
});

test("a message about an address quotes no secret in it", async () => {
  const { signedFetch, tasks } = scene();
  const secret = AgentKey.generate().exportPkcs8();
  const hosts = [`https://user:${encodeURIComponent(secret)}@chatgpt.com/`, `https://evil.example/${secret}`];
  for (const address of hosts) {
    const { message } = await rejects("origin_not_allowed", signedFetch(address));
    assert.ok(!message.includes(secret.slice(20, 40)), message);
  }
  try {
    agentFetch(tasks, { accountId: "account-1", allowedOrigins: [`https://x.example/${secret}`] });
    assert.fail();
  } catch ({ message }) {
    assert.ok(!message.includes(secret.slice(20, 40)), message);
  }
});

const SECRET = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJlLW9mLXRoZS1zZWNyZXQ";

test("an Authorization of the caller is not even parsed, in whatever form it comes", async () => {
  const { signedFetch, sent } = scene();
  const bad = `Bearer ${SECRET}\u0000`;
  for (const headers of [
    { Authorization: bad, "X-Mine": "1" },
    { AUTHORIZATION: bad, "x-mine": "1" },
    { " Authorization ": bad, "X-Mine": "1" },
    [
      ["authorization", bad],
      ["X-Mine", "1"],
    ],
    new Map([
      ["ChatGPT-Account-ID", bad],
      ["X-Mine", "1"],
    ]),
  ]) {
    await signedFetch(URL_OF_CHATGPT, { headers });
    assert.match(sent.at(-1).request.headers.get("authorization"), /^AgentAssertion /);
    assert.equal(sent.at(-1).request.headers.get("x-mine"), "1");
  }
});

test("what the host says about malformed headers and requests is redacted, and the error is a coded one", async () => {
  const bad = `Bearer ${SECRET}\u0000`;
  const used = new Request(URL_OF_CHATGPT, { method: "POST", body: "x" });
  await used.text();
  await assert.rejects(scene().signedFetch(used), { message: "the host cannot make a Request of this one" });
  const calls = [
    [URL_OF_CHATGPT, { headers: { "X-Token": bad } }],
    [URL_OF_CHATGPT, { headers: [["X-Token", bad]] }],
    [URL_OF_CHATGPT, { headers: [[bad, "x"]] }],
    [URL_OF_CHATGPT, { headers: [["X-Token", bad, "x"]] }],
    [URL_OF_CHATGPT, { headers: { [bad]: "x" } }],
    [URL_OF_CHATGPT, { headers: bad }],
    [new Request(URL_OF_CHATGPT), { headers: { "X-Token": bad } }],
    [new Request(URL_OF_CHATGPT), { method: bad }],
    [new Request(URL_OF_CHATGPT), { referrer: `http://${bad} x` }],
    [used, undefined],
    [URL_OF_CHATGPT, { method: "POST", body: Symbol("x") }],
  ];
  for (const [input, init] of calls) {
    const { signedFetch, sent } = scene();
    const error = await signedFetch(input, init).then(
      () => undefined,
      (error) => error,
    );
    if (error === undefined) continue;
    assert.equal(error.code, "wrong_type", `${error}`);
    const shown = [error.message, error.stack, inspect(error, { depth: 9, showHidden: true })].join(" ");
    assert.ok(!shown.includes(SECRET.slice(0, 20)), shown);
    assert.equal(sent.length, 0);
  }
});
