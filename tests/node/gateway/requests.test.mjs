import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { connect } from "node:net";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { gateway, tells } from "./support/gateway.mjs";

const { agent, verifier } = gateway();
const header = agent.header();

test("a Fetch request is accepted", async () => {
  const request = new Request("https://gateway.example/", { headers: { authorization: header } });
  await tells("ok", verifier.verifyRequest(request));
  await tells("ok", verifier.verifyRequest(request, { taskId: "task-1" }));
  await tells("401 task_id_unexpected", verifier.verifyRequest(request, { taskId: "task-2" }));
});

for (const [name, headers, expected] of [
  ["any spelling of the name", { AuthoRIZation: header }, "ok"],
  ["an array of one", { authorization: [header] }, "ok"],
  ["a second spelling that is undefined", { authorization: undefined, Authorization: header }, "ok"],
  ["another object with a method get", { get: (name) => (name === "authorization" ? header : null) }, "ok"],
  ["an object without a prototype", Object.assign(Object.create(null), { authorization: header }), "ok"],
  ["no header", {}, "401 authorization_missing"],
  ["undefined", { authorization: undefined }, "401 authorization_missing"],
  ["null", { authorization: null }, "401 authorization_missing"],
  ["an empty array", { authorization: [] }, "401 authorization_missing"],
  ["an inherited header", Object.create({ authorization: header }), "401 authorization_missing"],
  ["another name", { "proxy-authorization": header }, "401 authorization_missing"],
  ["a letter that folds to one of the name", { authorızation: header }, "401 authorization_missing"],
  ["two in an array", { authorization: [header, header] }, "401 authorization_repeated"],
  ["two spellings", { authorization: header, Authorization: header }, "401 authorization_repeated"],
  ["two in one value", { authorization: `${header}, ${header}` }, "401 authorization_repeated"],
  ["a comma and another scheme", { authorization: `Basic eA==,${header}` }, "401 authorization_repeated"],
  ["a number", { authorization: 7 }, "500 wrong_type"],
  ["a nested array", { authorization: [[header]] }, "500 wrong_type"],
  ["an array of pairs", [["authorization", header]], "500 wrong_type"],
  ["a string", header, "500 wrong_type"],
  ["nothing", undefined, "500 wrong_type"],
  ["null for headers", null, "500 wrong_type"],
]) {
  test(`headers may come in many ways: ${name}`, () => tells(expected, verifier.verifyRequest({ headers })));
}

test("two headers of a Fetch request are refused", async () => {
  const headers = new Headers({ authorization: header });
  headers.append("Authorization", header);
  await tells("401 authorization_repeated", verifier.verifyRequest({ headers }));
});

test("raw headers show what the headers hide, and do not bring a header back", async () => {
  const headers = { authorization: header };
  const raw = ["Host", "x", "Authorization", header];
  await tells("ok", verifier.verifyRequest({ headers, rawHeaders: raw }));
  const twice = [...raw, "AUTHORIZATION", "Basic eA=="];
  await tells("401 authorization_repeated", verifier.verifyRequest({ headers, rawHeaders: twice }));
  // A value that reads like the name is not a second header.
  await tells("ok", verifier.verifyRequest({ headers, rawHeaders: [...raw, "X-Name", "authorization"] }));
  await tells("401 authorization_missing", verifier.verifyRequest({ headers: {}, rawHeaders: raw }));
  for (const rawHeaders of [undefined, null, "x"])
    await tells("ok", verifier.verifyRequest({ headers, rawHeaders }));
  // An entry whose name is not a string is not a header.
  await tells(
    "ok",
    verifier.verifyRequest({ headers, rawHeaders: [null, "x", undefined, "x", 7, "x", ...raw] }),
  );
});

/** An array that is as long as this, and holds what comes first. */
const long = (length, ...first) => Object.assign(first, { length });

test("a hundred thousand raw headers and values are looked at, and no more", async () => {
  const headers = { authorization: header };
  const most = long(100_000, "Authorization", header);
  await tells("ok", verifier.verifyRequest({ headers, rawHeaders: most }));
  await tells("ok", verifier.verifyRequest({ headers: { authorization: long(100_000, header) } }));
  for (const request of [
    { headers, rawHeaders: long(100_001, "Authorization", header) },
    { headers: { authorization: long(100_001, header) } },
  ]) {
    const { error } = await tells("500 wrong_type", verifier.verifyRequest(request));
    assert.equal(error.message, "the request has too many headers");
  }
});

for (const [request, message] of [
  [undefined, "the request must be an object"],
  [null, "the request must be an object"],
  ["GET /", "the request must be an object"],
  [{}, "the request's headers must be a Headers object or a plain object"],
  [{ headers: null }, "the request's headers must be a Headers object or a plain object"],
  [{ headers: "x" }, "the request's headers must be a Headers object or a plain object"],
  [{ headers: [] }, "the request's headers must be a Headers object or a plain object"],
  [{ headers: { authorization: 7 } }, "the value of the Authorization header must be a string"],
  [{ headers: { authorization: [["x"]] } }, "the value of the Authorization header must be a string"],
  [{ headers: {} }, "there is no Authorization header"],
  [{ headers: { authorization: "x, y" } }, "there is more than one Authorization header"],
]) {
  test(`the error says what is wrong with the request ${JSON.stringify(request)}`, async () => {
    const { error } = await verifier.verifyRequest(request);
    assert.equal(error.message, message);
  });
}

test("objects of another realm are read as well", async () => {
  const foreign = runInNewContext(
    "({ headers: { authorization: header }, rawHeaders: ['authorization', header] })",
    {
      header,
    },
  );
  await tells("ok", verifier.verifyRequest(foreign));
});

test("a request that cannot be read is a refusal with 500", async () => {
  const fails = () => {
    throw new Error("not today");
  };
  const broken = (name) => Object.defineProperty({ headers: {} }, name, { get: fails });
  for (const request of [
    undefined,
    null,
    "GET /",
    {},
    broken("headers"),
    broken("rawHeaders"),
    { headers: Object.defineProperty({}, "authorization", { get: fails, enumerable: true }) },
    { headers: { get: fails } },
    { headers: new Proxy({}, { ownKeys: fails }) },
    { headers: Proxy.revocable({}, {}).proxy, rawHeaders: new Proxy([], { get: fails }) },
  ]) {
    await tells("500 wrong_type", verifier.verifyRequest(request));
  }
});

async function listen(context, server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  return server.address().port;
}

test("Node drops a second Authorization header, and it is seen nevertheless", async (context) => {
  const verdicts = [];
  const server = createServer(async (request, response) => {
    verdicts.push({
      single: request.headers.authorization === header,
      verdict: await verifier.verifyRequest(request),
    });
    response.end();
  });
  const port = await listen(context, server);
  for (const lines of [[header], [header, "Basic eA=="]]) {
    const socket = connect(port, "127.0.0.1");
    const fields = lines.map((value) => `Authorization: ${value}\r\n`).join("");
    socket.end(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${fields}\r\n`);
    await once(socket.resume(), "close");
  }
  assert.deepEqual(
    verdicts.map(({ single }) => single),
    [true, true],
  );
  await tells("ok", verdicts[0].verdict);
  await tells("401 authorization_repeated", verdicts[1].verdict);
});

test("a request over HTTP/2 is accepted", async (context) => {
  const server = createHttp2Server(async (request, response) => {
    const verdict = await verifier.verifyRequest(request);
    response.writeHead(verdict.ok ? 200 : verdict.status).end();
  });
  const port = await listen(context, server);
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  const request = session.request({ ":path": "/", authorization: header });
  const [headers] = await once(request, "response");
  assert.equal(headers[":status"], 200);
  request.close();
  session.close();
});
