import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import {
  AgentIdentity,
  AgentKey,
  AgentPublicKey,
  AssertionExtractor,
  agentRegistrationRequest,
  endpoints,
  extractAssertions,
  parseAssertion,
  parseTime,
  readAgentRegistrationResponse,
  sealTaskId,
  verifyAssertion,
  verifyAssertions,
  verifyTaskRegistration,
} from "agent-identity-wasm";
import { codeOf, refuses } from "./support/verdicts.mjs";

const key = AgentKey.generate();
const { publicKey } = key;
const agent = new AgentIdentity("agent-1", key);
const header = agent.authorizationHeader("task-1");
const body = agent.taskRegistrationRequest().body;

const billOfMaterials = { agentVersion: "1", agentHarnessId: "h", runningLocation: "l" };
const registration = { publicKey, accessToken: "token", billOfMaterials };

/** Every place that takes a value, as a function of that value. */
const textPlaces = {
  "AgentKey.fromPkcs8": (value) => AgentKey.fromPkcs8(value),
  "AgentPublicKey.parse": (value) => AgentPublicKey.parse(value),
  toSsh: (value) => publicKey.toSsh(value),
  "new AgentIdentity": (value) => new AgentIdentity(value, key),
  "authorizationHeader task": (value) => agent.authorizationHeader(value),
  "requestHeaders accountId": (value) => agent.requestHeaders("task-1", { accountId: value }),
  externalTaskRef: (value) => agent.taskRegistrationRequest({ externalTaskRef: value }),
  "endpoints in where": (value) => agent.taskRegistrationRequest({ endpoints: value }),
  authApiBaseUrl: (value) => agent.taskRegistrationRequest({ authApiBaseUrl: value }),
  readTaskRegistrationResponse: (value) => agent.readTaskRegistrationResponse(value),
  endpoints: (value) => endpoints(value),
  taskRegistrationUrl: (value) => endpoints().taskRegistrationUrl(value),
  accessToken: (value) => agentRegistrationRequest({ ...registration, accessToken: value }),
  agentVersion: (value) =>
    agentRegistrationRequest({
      ...registration,
      billOfMaterials: { ...billOfMaterials, agentVersion: value },
    }),
  capability: (value) => agentRegistrationRequest({ ...registration, capabilities: [value] }),
  readAgentRegistrationResponse: (value) => readAgentRegistrationResponse(value),
  parseAssertion: (value) => parseAssertion(value),
  verifyAssertion: (value) => verifyAssertion(value, publicKey),
  expectedAgentRuntimeId: (value) => verifyAssertion(header, publicKey, { expectedAgentRuntimeId: value }),
  expectedTaskId: (value) => verifyAssertion(header, publicKey, { expectedTaskId: value }),
  "verifyTaskRegistration body": (value) => verifyTaskRegistration(value, "agent-1", publicKey),
  "verifyTaskRegistration id": (value) => verifyTaskRegistration(body, value, publicKey),
  sealTaskId: (value) => sealTaskId(value, publicKey),
  parseTime: (value) => parseTime(value),
};

for (const [place, call] of Object.entries(textPlaces)) {
  test(`${place}: what is no text is refused`, () => {
    for (const value of [
      null,
      5,
      true,
      5n,
      Symbol("x"),
      () => {},
      [],
      [header],
      new Date(),
      new String("x"),
    ]) {
      assert.notEqual(
        codeOf(() => call(value)),
        null,
        typeof value,
      );
    }
    for (const value of [null, 5, true, 5n, Symbol("x"), () => {}, [1]])
      refuses("wrong_type", () => call(value));
  });

  test(`${place}: half a surrogate pair is refused`, () => {
    for (const value of ["\ud800", "a\udc00b", "\ud800x"]) refuses("text_not_unicode", () => call(value));
  });

  test(`${place}: a huge text is refused`, () => {
    assert.match(
      codeOf(() => call("x".repeat(100_000_000))),
      /too_long|_invalid$/,
    );
  });
}

test("a key that is none, or another package's, is refused", () => {
  for (const value of [
    undefined,
    null,
    5,
    "x",
    {},
    [],
    key,
    agent,
    Object.create(AgentPublicKey.prototype),
  ]) {
    refuses("wrong_type", () => verifyAssertion(header, value));
    refuses("wrong_type", () => verifyAssertions([], value));
    refuses("wrong_type", () => sealTaskId("t", value));
    refuses("wrong_type", () => publicKey.equals(value));
    refuses("wrong_type", () => agentRegistrationRequest({ ...registration, publicKey: value }));
  }
  for (const value of [undefined, {}, publicKey])
    refuses("wrong_type", () => new AgentIdentity("agent-1", value));
  const method = AgentKey.prototype.exportPkcs8;
  for (const self of [
    undefined,
    {},
    publicKey,
    Object.setPrototypeOf(new AgentIdentity("a", key), AgentKey.prototype),
  ])
    refuses("wrong_type", () => method.call(self));
});

test("options are an object, and a getter that throws is no way out", () => {
  for (const options of [null, 5, "x", true]) {
    refuses("wrong_type", () => agent.authorizationHeader("t", options));
    refuses("wrong_type", () => agent.requestHeaders("t", options));
    refuses("wrong_type", () => agent.taskRegistrationRequest(options));
    refuses("wrong_type", () => verifyAssertion(header, publicKey, options));
    refuses("wrong_type", () => endpoints("staging", options));
  }
  const thrown = new Error("mine");
  const options = {
    get now() {
      throw thrown;
    },
  };
  assert.throws(
    () => agent.authorizationHeader("t", options),
    (error) => error.code === "wrong_type" && error.cause === thrown,
  );
  for (const bad of [undefined, null, 5]) refuses("wrong_type", () => agentRegistrationRequest(bad));
  const hostile = {
    get publicKey() {
      throw thrown;
    },
  };
  assert.throws(
    () => agentRegistrationRequest(hostile),
    (error) => error.code === "wrong_type" && error.cause === thrown,
  );
  const cyclic = {};
  cyclic.self = cyclic;
  refuses("wrong_type", () => agent.readTaskRegistrationResponse(cyclic));
});

test("times", () => {
  for (const now of [
    NaN,
    Infinity,
    -Infinity,
    new Date(NaN),
    8.64e15,
    -62_167_219_200_001,
    253_402_300_800_000,
  ]) {
    refuses("time_out_of_range", () => agent.authorizationHeader("t", { now }));
    refuses("time_out_of_range", () => verifyAssertion(header, publicKey, { now }));
  }
  for (const now of [null, "2026", 5n, {}, [], true, Date]) {
    refuses("wrong_type", () => agent.authorizationHeader("t", { now }));
  }
  const stamped = (now) => parseAssertion(agent.authorizationHeader("t", { now })).timestamp;
  assert.equal(stamped(0), "1970-01-01T00:00:00Z");
  assert.equal(stamped(999.9), "1970-01-01T00:00:00Z");
  assert.equal(stamped(-0.5), "1969-12-31T23:59:59Z");
  assert.equal(stamped(253_402_300_799_999), "9999-12-31T23:59:59Z");
  assert.equal(stamped(new Date("0000-01-01T00:00:00Z")), "0000-01-01T00:00:00Z");
  assert.equal(stamped(vm.runInNewContext("new Date(1000)")), "1970-01-01T00:00:01Z");
});

test("windows are finite and not negative", () => {
  const now = parseAssertion(header).issuedAt.getTime();
  for (const seconds of [NaN, Infinity, -1, -0.001, 1e300]) {
    refuses("number_out_of_range", () => verifyAssertion(header, publicKey, { maxAgeSeconds: seconds }));
    refuses("number_out_of_range", () => verifyAssertion(header, publicKey, { maxSkewSeconds: seconds }));
  }
  for (const seconds of [null, "300", 5n]) {
    refuses("wrong_type", () => verifyAssertion(header, publicKey, { maxAgeSeconds: seconds }));
  }
  const aged = (ms, options) => () => verifyAssertion(header, publicKey, { now: now + ms, ...options });
  refuses(null, aged(500, { maxAgeSeconds: 0.5 }));
  refuses("timestamp_expired", aged(501, { maxAgeSeconds: 0.5 }));
  refuses(null, aged(-500, { maxSkewSeconds: 0.5 }));
  refuses("timestamp_in_future", aged(-501, { maxSkewSeconds: 0.5 }));
  for (const ms of [1001, 1003, 1005, 1007, 1009, 8029]) {
    refuses(null, aged(ms, { maxAgeSeconds: ms / 1000 }));
    refuses("timestamp_expired", aged(ms + 1, { maxAgeSeconds: ms / 1000 }));
    refuses(null, aged(-ms, { maxSkewSeconds: ms / 1000 }));
  }
  refuses(null, aged(1e9, { maxAgeSeconds: 315_569_519_999 }));
});

test("the lifetime of an agent is a whole number of seconds, or null", () => {
  const ttl = (ttlSeconds) => JSON.parse(agentRegistrationRequest({ ...registration, ttlSeconds }).body).ttl;
  assert.deepEqual([undefined, null, 0, 3600, 2 ** 53 - 1].map(ttl), [null, null, 0, 3600, 2 ** 53 - 1]);
  for (const bad of [-1, 1.5, NaN, Infinity, 2 ** 53]) refuses("number_out_of_range", () => ttl(bad));
  refuses("wrong_type", () => ttl("3600"));
});

test("what could not stand in a header is refused", () => {
  for (const text of ["", " x", "x ", "a\r\nX-Evil: 1", "a\0", "a\tb", "é", "\u007f"]) {
    refuses("access_token_invalid", () => agentRegistrationRequest({ ...registration, accessToken: text }));
    refuses("account_id_invalid", () => agent.requestHeaders("t", { accountId: text }));
  }
});

test("an external reference is absent, or right, and the last member", () => {
  assert.ok(!("external_task_ref" in JSON.parse(agent.taskRegistrationRequest().body)));
  assert.ok(
    !("external_task_ref" in JSON.parse(agent.taskRegistrationRequest({ externalTaskRef: undefined }).body)),
  );
  const { body } = agent.taskRegistrationRequest({ externalTaskRef: 'thread "é"' });
  assert.deepEqual(Object.keys(JSON.parse(body)), ["timestamp", "signature", "external_task_ref"]);
  assert.ok(body.endsWith('"external_task_ref":"thread \\"é\\""}'));
  refuses("external_task_ref_invalid", () => agent.taskRegistrationRequest({ externalTaskRef: "" }));
  refuses("wrong_type", () => agent.taskRegistrationRequest({ externalTaskRef: null }));
});

test("a task of another agent is refused, and so is what is no task", () => {
  const task = agent.readTaskRegistrationResponse({ task_id: "task-1" });
  assert.equal(parseAssertion(agent.authorizationHeader(task)).taskId, "task-1");
  refuses("task_of_other_agent", () => agent.authorizationHeader({ ...task, agentRuntimeId: "agent-2" }));
  refuses("wrong_type", () => agent.authorizationHeader({}));
  refuses("wrong_type", () => agent.authorizationHeader({ ...task, taskId: 5 }));
  refuses("task_id_invalid", () => agent.authorizationHeader({ ...task, taskId: "" }));
});

test("bytes: detached, resized, shared, of another realm, of another kind", () => {
  const der = Buffer.from(key.exportPkcs8(), "base64");
  const detached = new Uint8Array(der);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  refuses("private_key_unrecognized", () => AgentKey.fromPkcs8(detached));
  refuses("public_key_unrecognized", () => AgentPublicKey.parse(detached));
  const shared = new Uint8Array(new SharedArrayBuffer(der.length));
  shared.set(der);
  assert.ok(AgentKey.fromPkcs8(shared).publicKey.equals(publicKey));
  const resizable = new ArrayBuffer(der.length, { maxByteLength: 100 });
  new Uint8Array(resizable).set(der);
  assert.ok(AgentKey.fromPkcs8(new Uint8Array(resizable)).publicKey.equals(publicKey));
  const tracking = new Uint8Array(resizable, 8);
  resizable.resize(4);
  refuses("private_key_unrecognized", () => AgentKey.fromPkcs8(tracking));
  const foreign = vm.runInNewContext("(bytes) => new Uint8Array(bytes)")([...publicKey.toBytes()]);
  assert.ok(AgentPublicKey.parse(foreign).equals(publicKey));
  const { buffer } = Uint8Array.from(der);
  for (const bytes of [
    buffer,
    new DataView(buffer),
    new Uint16Array(buffer),
    new Uint8ClampedArray(buffer),
  ]) {
    assert.ok(AgentKey.fromPkcs8(bytes).publicKey.equals(publicKey));
  }
  assert.ok(AgentPublicKey.parse(publicKey.toBytes().buffer).equals(publicKey));
  refuses("text_too_long", () => AgentKey.fromPkcs8(new Uint8Array(1e8)));
});

/** Arrays with wrong lengths and members, some of which call code of the test when they are read. */
const spoiling = {
  "a length that throws": () => ({ length: { get: throwsNull } }),
  "a length that grows": () => {
    const lengths = [32, 2 ** 32 - 1, 1e9];
    return { length: { get: () => lengths.shift() } };
  },
  "a length without end": () => ({ length: { value: Infinity } }),
  "no bytes": () => ({ length: { value: 0 }, byteLength: { value: 0 } }),
  "methods that throw": () =>
    Object.fromEntries(
      ["slice", "subarray", "set", "fill", "at", "map", "toString", "toJSON"].map((name) => [
        name,
        { value: throwsNull },
      ]),
    ),
  "getters that throw": () => ({ buffer: { get: throwsNull }, byteOffset: { get: throwsNull } }),
  "a buffer of another": () => ({ buffer: { value: new ArrayBuffer(8) }, byteOffset: { value: 4 } }),
  "a species that throws": () => ({
    constructor: {
      value: {
        get [Symbol.species]() {
          throw null;
        },
      },
    },
  }),
  "a constructor that throws": () => ({ constructor: { get: throwsNull } }),
  "another name": () => ({ [Symbol.toStringTag]: { value: "Uint16Array" } }),
  "a name that throws": () => ({ [Symbol.toStringTag]: { get: throwsNull } }),
  "an iterator that throws": () => ({ [Symbol.iterator]: { get: throwsNull } }),
};

function throwsNull() {
  throw null;
}

const readers = {
  "AgentKey.fromPkcs8": {
    bytes: Buffer.from(key.exportPkcs8(), "base64"),
    read: (bytes) => AgentKey.fromPkcs8(bytes).publicKey.toSsh(),
  },
  "AgentPublicKey.parse": {
    bytes: publicKey.toBytes(),
    read: (bytes) => AgentPublicKey.parse(bytes).toSsh(),
  },
  extractAssertions: {
    bytes: new TextEncoder().encode(`${" ".repeat(70_000)}${header}`),
    read: (bytes) => extractAssertions(bytes)[0].header,
  },
};

for (const [name, { bytes, read }] of Object.entries(readers)) {
  for (const [how, spoil] of Object.entries(spoiling)) {
    test(`${name}: an array with ${how} is read by what is in it`, () => {
      const spoilt = Object.defineProperties(new Uint8Array(bytes), spoil());
      assert.equal(read(spoilt), read(bytes));
    });
  }

  test(`${name}: what only says that it is an array of bytes is refused`, () => {
    const liars = [[...bytes.subarray(0, 32)], []];
    for (const liar of liars) {
      Object.defineProperty(liar, Symbol.toStringTag, { value: "Uint8Array" });
      refuses("wrong_type", () => read(liar));
    }
    // A public key may also be an object, a JWK, and these are none.
    for (const object of [new Proxy(bytes, {}), Object.create(Uint8Array.prototype)])
      assert.notEqual(
        codeOf(() => read(object)),
        null,
      );
    refuses("wrong_type", () => read(new Proxy(() => {}, {})));
  });
}

test("an array that calls back, frees or feeds the extractor that reads it does nothing of the kind", () => {
  const extractor = new AssertionExtractor();
  const callsBack = () => {
    extractor.push(header);
    extractor.free();
    return new Uint16Array(4);
  };
  const bytes = new TextEncoder().encode(`${header} `);
  for (const name of ["slice", "subarray", "length", "constructor", Symbol.toStringTag])
    Object.defineProperty(bytes, name, { get: callsBack });
  assert.deepEqual(
    [...extractor.push(bytes), ...extractor.finish()].map((found) => found.header),
    [header],
  );
  extractor.free();
});

test("refusals leave nothing behind in the module, which has room for a thousand", () => {
  const spoilt = Object.values(spoiling).map((spoil) =>
    Object.defineProperties(new Map(), {
      ...spoil(),
      [Symbol.toStringTag]: { value: "Uint8Array" },
    }),
  );
  for (let round = 0; round < 100; round++) {
    for (const value of spoilt) {
      refuses("wrong_type", () => AgentKey.fromPkcs8(value));
      refuses("wrong_type", () => extractAssertions(value));
    }
  }
  assert.equal(AgentKey.fromPkcs8(key.exportPkcs8()).exportPkcs8(), key.exportPkcs8());
});

test("a header that cannot be read is a verdict of its own", () => {
  const headers = [header, "x", header];
  Object.defineProperty(headers, 1, { get: throwsNull });
  const ofProxy = new Proxy([header, "x", header], {
    get: (list, name) => (name === "1" ? throwsNull() : list[name]),
  });
  for (const list of [headers, ofProxy]) {
    const verdicts = verifyAssertions(list, publicKey);
    assert.deepEqual(
      verdicts.map((verdict) => verdict.ok || verdict.error.code),
      [true, "wrong_type", true],
    );
  }
});

test("lists", () => {
  for (const headers of [undefined, null, "x", {}, new Set([header])]) {
    refuses("wrong_type", () => verifyAssertions(headers, publicKey));
  }
  const verdicts = verifyAssertions([header, 5, null, "\ud800", "x"], publicKey);
  assert.deepEqual(
    verdicts.map((verdict) => verdict.ok || verdict.error.code),
    [true, "wrong_type", "wrong_type", "text_not_unicode", "assertion_scheme_invalid"],
  );
  assert.deepEqual(verifyAssertions([], publicKey), []);
  assert.equal(verifyAssertions(new Array(10_000), publicKey).length, 10_000);
  refuses("number_out_of_range", () => verifyAssertions(new Array(10_001), publicKey));
  refuses("number_out_of_range", () => verifyAssertions(new Array(2 ** 32 - 1), publicKey));
  refuses("time_out_of_range", () => verifyAssertions([header], publicKey, { now: NaN }));
});

test("after all that, signing and verifying still work", () => {
  assert.equal(verifyAssertion(agent.authorizationHeader("task-1"), publicKey).taskId, "task-1");
});

test("a header in a list gets the verdict that it gets by itself, whatever stands in it", () => {
  const agent = new AgentIdentity("agent-ü", AgentKey.generate());
  const now = Date.now();
  const header = agent.authorizationHeader("task:雪", { now });
  const by = (judge) => {
    try {
      return judge().signedText;
    } catch ({ code, message }) {
      return `${code}: ${message}`;
    }
  };
  const others = ["", `${header}\n`, `${header}\n${header}`, "\ud800", "\ufffd", 5, "x".repeat(9000), "é"];
  for (const other of others) {
    const list = [header, other, header];
    const verdicts = verifyAssertions(list, agent.publicKey, { now });
    assert.deepEqual(
      verdicts.map((verdict) =>
        verdict.ok ? verdict.assertion.signedText : `${verdict.error.code}: ${verdict.error.message}`,
      ),
      list.map((one) => by(() => verifyAssertion(one, agent.publicKey, { now }))),
    );
  }
});
