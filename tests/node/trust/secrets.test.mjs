import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { inspect } from "node:util";
import { asyncCalls, calls, fixtures } from "../../torture/exports.mjs";
import { tried } from "../../torture/tried.mjs";
import { secrets } from "../support/vectors.mjs";

const api = await import("agent-identity-wasm");

/** Every nth form is tried: in `npm run verify:trust` each, in `npm test` some. */
const STEP = Number(process.env.TRUST_SECRETS_STEP ?? 27);
const now = 1_795_328_169_000;

const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const bare = [seed, seed.toUpperCase(), seed.match(/../g).join(":")];
const seedBytes = Buffer.from(seed, "hex");
const bareSeeds = [...bare, seedBytes.toString("base64"), seedBytes.toString("base64url")].map((text) => ({
  name: `a bare seed: ${text.length} characters`,
  text,
  hidden: text,
}));
const forms = [
  ...secrets.secrets
    .filter(({ kind, text }) => kind !== "assertion" && text.length < 4_000)
    .filter((_, at) => at % STEP === 0),
  ...bareSeeds,
];

/** The number of characters in a row of a secret that count as a leak. Chance does not produce ten. */
const WINDOW = 10;

function windowsOf(hidden) {
  const words = hidden.match(/[\w+/%\\=:-]{16,}/g) ?? [hidden];
  return words.flatMap((word) =>
    Array.from({ length: Math.max(1, word.length - WINDOW + 1) }, (_, at) => word.slice(at, at + WINDOW)),
  );
}

/** Yields everything that people and logs see of a value: its prints, and the messages and causes below it. */
function* shownBy(thrown) {
  yield String(thrown);
  yield inspect(thrown, { depth: 8, showHidden: true, getters: false });
  yield inspect(thrown, { depth: 8, customInspect: false });
  if (typeof thrown !== "object" || thrown === null) return;
  yield JSON.stringify(thrown) ?? "";
  yield `${thrown.message}\n${thrown.stack}\n${thrown.body}`;
  if (thrown.cause !== undefined) yield* shownBy(thrown.cause);
}

/** Yields the parts of a result that are not data: the errors of verdicts, the messages of findings, handles. */
function* commentsIn(result) {
  for (const { error, message, findings } of Array.isArray(result) ? result : [result ?? {}]) {
    if (error) yield* shownBy(error);
    if (message) yield message;
    for (const finding of findings ?? []) yield finding.message;
  }
}

/** The argument with the secret in every place where a text may stand, one after the other. */
function* withSecret(value, secret, depth = 3) {
  if (typeof value === "string") {
    yield secret;
    yield `${value}${secret}`;
    yield `https://a.example/${secret}`;
    yield `https://${secret}.example`;
    yield* insideJson(value, secret);
    if (value.startsWith("AgentAssertion ")) yield* signedFor(secret);
  } else if (Array.isArray(value)) {
    for (const item of withSecret(value[0], secret, depth - 1)) yield [item];
  } else if (isPlain(value) && depth > 0) {
    for (const name of Object.keys(value)) {
      for (const member of withSecret(value[name], secret, depth - 1)) yield { ...value, [name]: member };
    }
    for (const name of ["expectedTaskId", "expectedAgentRuntimeId", "now", "endpoints", "authApiBaseUrl"]) {
      yield { ...value, [name]: secret };
    }
    yield { ...value, [secret]: secret };
  }
  yield secret;
}

const isPlain = (value) =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function* insideJson(text, secret) {
  if (!text.startsWith("{")) return;
  for (const member of withSecret(JSON.parse(text), secret, 2)) yield JSON.stringify(member);
}

const key = api.AgentKey.generate();

/** Headers that are really signed, with the secret as an id, by a key that is not the one expected. */
function* signedFor(secret) {
  try {
    yield new api.AgentIdentity("agent-1", key).authorizationHeader(secret, { now });
    yield new api.AgentIdentity(secret, key).authorizationHeader("task-1", { now });
  } catch (error) {
    assert.ok(api.isAgentIdentityError(error));
  }
  const members = {
    task_id: secret,
    [secret]: secret,
    agent_runtime_id: secret,
    signature: secret,
    timestamp: secret,
  };
  yield `AgentAssertion ${Buffer.from(JSON.stringify(members)).toString("base64url")}`;
}

/** Hosts that say too much. */
const fetches = [
  async (url) => {
    throw Object.assign(new TypeError(`cannot reach ${url}`, { cause: { url, nested: { url } } }), {
      path: url,
    });
  },
  async (url, { body, headers }) =>
    new Response(JSON.stringify({ url, body, headers }), { status: 400, headers: { "retry-after": "1" } }),
  async (url) => new Response(`{"task_id":${JSON.stringify(url)},"agent_runtime_id":${JSON.stringify(url)}}`),
];

class Search {
  calls = 0;
  #found = new Set();

  look(name, { name: form, windows }, texts) {
    for (const text of texts) {
      const window = windows.find((window) => text.includes(window));
      if (window)
        this.#found.add(
          `${name}, ${form}: ${text.slice(Math.max(0, text.indexOf(window) - 60)).slice(0, 140)}`,
        );
    }
  }

  async try(name, form, call) {
    this.calls += 1;
    try {
      this.look(name, form, commentsIn(await call()));
    } catch (error) {
      this.look(name, form, shownBy(error));
      error?.key?.free?.();
    }
  }

  report() {
    assert.deepEqual([...this.#found].slice(0, 20), [], `${this.#found.size} secrets are shown`);
  }
}

const prepared = forms.map(({ name, text, hidden }) => ({ name, text, windows: windowsOf(hidden) }));
/** Prints for the caller what the caller made. */
const OWN = ["isAgentIdentityError"];

test("no secret in any argument of any export gets into a message, a finding or a cause", async () => {
  const search = new Search();
  const given = fixtures(api);
  const all = calls(api, given).filter(([name]) => !OWN.includes(name));
  for (const form of prepared) {
    for (const [name, call, args] of all) {
      for (const [at, argument] of args.entries()) {
        for (const spoilt of withSecret(argument, form.text)) {
          await search.try(name, form, () => call(...args.with(at, spoilt)));
        }
      }
    }
  }
  search.report();
  assert.ok(search.calls > 10_000);
  tried("secrets-in-arguments", search.calls);
});

test("nor in an argument of those that send, whatever the host says", async () => {
  const search = new Search();
  const original = globalThis.fetch;
  try {
    for (const fetch of fetches) {
      globalThis.fetch = fetch;
      for (const form of prepared) {
        const given = fixtures(api);
        for (const [name, call, args] of asyncCalls(api, given)) {
          for (const [at, argument] of args.entries()) {
            for (const spoilt of withSecret(argument, form.text, 1)) {
              await search.try(name, form, () => call(...args.with(at, spoilt)));
            }
          }
        }
        await search.try("AgentTasks of a secret id", form, async () => {
          const identity = new api.AgentIdentity(form.text, given.key);
          return new api.AgentTasks(identity, {
            endpoints: "https://a.example",
            authApiBaseUrl: "https://b.example",
            retries: 0,
            fetch,
          }).background();
        });
        await search.try("AgentTasks of a secret base", form, () =>
          new api.AgentTasks(given.identity, {
            endpoints: "https://a.example",
            authApiBaseUrl: `https://b.example/${form.text}`,
            retries: 0,
            fetch,
          }).background(),
        );
      }
    }
  } finally {
    globalThis.fetch = original;
  }
  search.report();
  tried("secrets-in-requests", search.calls);
});

test("an identity whose id is a secret does not print it", () => {
  const search = new Search();
  for (const form of prepared) {
    try {
      const identity = new api.AgentIdentity(form.text, key);
      search.look("printing", form, [
        String(identity),
        JSON.stringify(identity),
        inspect(identity),
        inspect({ identity }, { depth: 9, showHidden: true }),
      ]);
      const other = { agentRuntimeId: form.text, taskId: form.text, kind: "background" };
      assert.throws(
        () => fixtures(api).identity.authorizationHeader(other),
        (error) => {
          search.look("task_of_other_agent", form, shownBy(error));
          return error.code === "task_of_other_agent";
        },
      );
    } catch (error) {
      assert.ok(api.isAgentIdentityError(error), error);
    }
  }
  search.report();
});

/** Errors with a secret in every place that printing or cloning could show. */
const causes = {
  "a map": (secret) => ({ member: new Map([["k", secret]]) }),
  "a set": (secret) => ({ member: new Set([secret]) }),
  "a request": (secret) => ({
    request: new Request("https://a.example/", { headers: { authorization: `Bearer ${secret}` } }),
  }),
  headers: (secret) => ({ headers: new Headers({ authorization: secret }) }),
  "a URL": (secret) => ({ url: new URL(`https://a.example/${encodeURIComponent(secret)}`) }),
  bytes: (secret) => ({ bytes: Buffer.from(secret) }),
  "an inner error": (secret) => ({ errors: [new Error(secret)] }),
  "a cause of a cause": (secret) => ({ cause: new Error("x", { cause: { deep: [secret] } }) }),
  "a value far below": (secret) => ({ a: { b: { c: { d: { e: secret } } } } }),
  "a getter": (secret) => Object.defineProperty({}, "k", { enumerable: true, get: () => secret }),
  "a toJSON": (secret) => ({ toJSON: () => secret }),
  "a printer": (secret) => ({ [inspect.custom]: () => secret }),
  "a name of a member": (secret) => ({ [secret]: 1 }),
  "a symbol": (secret) => ({ [Symbol(secret)]: 1 }),
  "a function": (secret) => ({ call: Object.assign(() => {}, { secret }) }),
  "a regular expression": (secret) => ({ pattern: new RegExp(secret.replaceAll("+", ".")) }),
  "a String object": (secret) => ({ text: new String(secret) }),
  "a tag": (secret) => ({ value: { [Symbol.toStringTag]: secret } }),
  "a stack": (secret) => ({ stack: `Error: x\n    at ${secret}` }),
  "an error's name": (secret) => ({ name: secret }),
};
const wholeErrors = {
  "a message that was changed later": (secret) => Object.assign(new Error(secret), { message: "x" }),
  "a class's name": (secret) => new ({ [secret]: class extends Error {} })[secret]("x"),
  "a DOMException": (secret) => new DOMException(secret, "AbortError"),
  "a text": (secret) => secret,
  "an object": (secret) => ({ secret }),
};

test("no secret in any part of what a host or a caller throws is printed with the cause", async () => {
  const search = new Search();
  const { identity, publicKey, record } = fixtures(api);
  const form = { name: "PKCS#8", windows: windowsOf(record.agentPrivateKey.slice(22)) };
  const copied = (members) =>
    Object.defineProperties(new Error("x"), Object.getOwnPropertyDescriptors(members));
  const all = Object.entries(causes).map(([name, make]) => [name, (secret) => copied(make(secret))]);
  for (const [name, make] of [...all, ...Object.entries(wholeErrors)]) {
    const fetch = async () => {
      throw make(record.agentPrivateKey);
    };
    const tasks = new api.AgentTasks(identity, { endpoints: "production", retries: 0, fetch });
    const options = {
      get now() {
        throw make(record.agentPrivateKey);
      },
    };
    for (const call of [() => tasks.background(), async () => api.verifyAssertion("x", publicKey, options)]) {
      const error = await call().then(assert.fail, (error) => error);
      const cloned = structuredClone(error);
      search.look(name, form, [...shownBy(error), inspect(cloned, { depth: 9, showHidden: true })]);
    }
  }
  search.report();
});

test("an entry that is not loaded yet does not quote what init is given", () => {
  const slim = new URL("../../../pkg/dist/slim.js", import.meta.url).href;
  const script = `
    import init, { initSync } from ${JSON.stringify(slim)};
    import { inspect } from "node:util";
    for (const source of JSON.parse(process.env.SOURCES)) {
      await init(source).catch((error) => console.log(inspect(error, { depth: 9, showHidden: true }), error.message));
      await init(Promise.reject(new Error(source))).catch((error) => console.log(inspect(error, { depth: 9 })));
      try { initSync(source); } catch (error) { console.log(inspect(error, { depth: 9 })); }
    }`;
  const sources = prepared.filter((_, at) => at % 3 === 0);
  const env = { ...process.env, SOURCES: JSON.stringify(sources.map(({ text }) => text.slice(0, 1_000))) };
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    env,
    encoding: "utf8",
  });
  assert.match(printed, /wasm_invalid/);
  const search = new Search();
  for (const form of sources) search.look("init", form, [printed]);
  search.report();
});
