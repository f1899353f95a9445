import type { IncomingMessage, ServerResponse } from "node:http";
import { membersOf, withoutPrototype } from "../members.js";
import { errorAnswer, Refusal } from "./answers.js";
import { CodedError } from "./coded-error.js";
import { requireWhole } from "./failures.js";
import { MAX_BODY_BYTES } from "./request-body.js";
import { routeOf } from "./routes.js";
import { TestAuthority } from "./test-authority.js";

const HOST = "127.0.0.1";

// A model's input may be long, and an answer must not come before its end. No more is read, and nothing of it is kept.
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** A client leaves this port out of the Host. */
const HTTP_PORT = 80;

/** `localhost` in every form in which a URL can name it. */
const HOST_NAMES: readonly string[] = [HOST, "localhost", "[::1]"];

/**
 * The options of Node's server that this one leaves at their defaults. The module copies the options into an object that
 * inherits from `Object.prototype`, so a name that is missing could come from a polluted one.
 */
const DEFAULTS: readonly string[] = [
  ...["IncomingMessage", "ServerResponse", "insecureHTTPParser", "maxHeaderSize", "requireHostHeader"],
  ...["joinDuplicateHeaders", "requestTimeout", "headersTimeout", "keepAliveTimeout", "highWaterMark"],
  ...["keepAliveTimeoutBuffer", "connectionsCheckingInterval", "rejectNonStandardBodyWrites", "noDelay"],
  ...["keepAlive", "keepAliveInitialDelay", "uniqueHeaders", "shouldUpgradeCallback"],
  ...["optimizeEmptyRequests", "allowHalfOpen", "pauseOnConnect", "blockList"],
];

/** A test authority that listens. */
export interface ListeningAuthority {
  /** The base URL without a trailing slash: `http://127.0.0.1:<port>`. */
  url: string;
  /** Environment variables under which the released client talks to it. */
  environment: Record<string, string>;
  /** Ends every connection, those that hang included. */
  close(): Promise<void>;
}

/**
 * Serves a test authority over HTTP in Node.js, Deno or Bun, on 127.0.0.1 and no other address: it is for tests on this
 * machine. A request whose `Host` is not `127.0.0.1`, `localhost` or `[::1]` with the port is answered with 421, so that no web
 * page can reach it under a name of its own.
 *
 * @param options.port the port; a free one unless given
 * @throws `AgentIdentityError` `wrong_type`, also if the host listens elsewhere than it was told to;
 * `number_out_of_range`; and the host's error if the port is taken
 *
 * @example
 * ```js
 * import { TestAuthority, listen } from "agent-identity-wasm/authority";
 *
 * const server = await listen(new TestAuthority());
 * const response = await fetch(`${server.url}/agent-identities/jwks`);
 * console.log((await response.json()).keys.length); // 1
 * console.log(Object.keys(server.environment)[0]); // CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL
 * await server.close();
 * ```
 */
export async function listen(
  authority: TestAuthority,
  options: { port?: number } = {},
): Promise<ListeningAuthority> {
  if (!(authority instanceof TestAuthority))
    throw new CodedError("wrong_type", "the authority must be a TestAuthority");
  if (typeof options !== "object" || options === null)
    throw new CodedError("wrong_type", "the options must be an object");
  const { port = 0 } = membersOf(options, ["port"]);
  requireWhole(port, "port", 0, 65_535);
  const { createServer } = await importHttp();
  const server = createServer(
    withoutPrototype(Object.fromEntries(DEFAULTS.map((name) => [name, undefined]))),
    (incoming, outgoing) => void exchange(authority, incoming, outgoing),
  );
  // Node's constructor takes this from an object of its own, and so perhaps from a polluted prototype.
  Object.assign(server, { pauseOnConnect: false });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(withoutPrototype({ port, host: HOST }), resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const actualPort = portOf(server.address(), port);
  if (actualPort === undefined) {
    await close();
    const advice = "Object.prototype may have members that it should not have";
    throw new CodedError("wrong_type", `the server does not listen on ${HOST}, port ${port}: ${advice}`);
  }
  const url = `http://${HOST}:${actualPort}`;
  return { url, environment: environmentFor(url), close };
}

/** Returns the port of an address, or nothing if it is not the address that was asked for. */
function portOf(address: unknown, wanted: number): number | undefined {
  if (typeof address !== "object" || address === null) return undefined;
  const found = membersOf(address as { address?: unknown; port?: unknown }, ["address", "port"]);
  if (found.address !== HOST || typeof found.port !== "number") return undefined;
  return wanted === 0 || wanted === found.port ? found.port : undefined;
}

/** The comments and the handler keep bundlers from failing on what a web page does not have. */
const importHttp = () =>
  import(/* webpackIgnore: true */ /* @vite-ignore */ "node:http").catch((cause: unknown) => {
    throw new Error("listen needs node:http, which Node.js, Deno and Bun have", { cause });
  });

/** The overrides of PROTOCOL §6. */
const environmentFor = (url: string) => ({
  CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL: url,
  CODEX_AGENT_IDENTITY_JWKS_BASE_URL: `${url}/backend-api`,
  CODEX_AUTHAPI_BASE_URL: url,
});

/** Answers one request. An authority that rejects ends the connection without an answer. */
async function exchange(
  authority: TestAuthority,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  try {
    if (!namesThisMachine(incoming)) return await send(errorAnswer(MISDIRECTED), outgoing);
    const request = await requestOf(incoming, gone.signal);
    if (request) await send(await authority.fetch(request), outgoing);
    else outgoing.writeHead(400, {}).end();
  } catch {
    reset(incoming.socket);
  }
}

const MISDIRECTED = new Refusal(
  421,
  "host_not_allowed",
  "the Host must be 127.0.0.1, localhost or [::1] with the port of the test authority",
);

/** A web page can have a name of its own resolved to this machine (DNS rebinding), but that name is in the Host. */
function namesThisMachine({ rawHeaders, socket }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && isHost(rawHeaders[index - 1]));
  const host = hosts.at(0)?.toLowerCase();
  const { localPort } = socket;
  const isHere = (name: string) =>
    host === `${name}:${localPort}` || (localPort === HTTP_PORT && host === name);
  return hosts.length === 1 && HOST_NAMES.some(isHere);
}

const isHost = (name: string | undefined) => name?.toLowerCase() === "host";

/** A reset (RST) cannot be taken for an orderly end, after which some clients would send a request again by themselves. */
function reset(socket: IncomingMessage["socket"]): void {
  if (socket.resetAndDestroy) socket.resetAndDestroy();
  else socket.destroy();
}

/** Returns nothing if the request's target is not a path. */
async function requestOf(incoming: IncomingMessage, signal: AbortSignal): Promise<Request | undefined> {
  const { method = "GET", url = "/" } = incoming;
  if (!url.startsWith("/")) return undefined;
  const headers = new Headers();
  const raw = incoming.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) headers.append(raw[index], raw[index + 1]);
  const { href, pathname } = new URL(`http://${HOST}${url}`);
  const hasBody = method !== "GET" && method !== "HEAD";
  const isIgnored = routeOf(method, pathname)?.name === "responses";
  const body = hasBody ? await bodyOf(incoming, isIgnored ? 0 : MAX_BODY_BYTES + 1) : undefined;
  const init = { method, headers, signal, ...(body && { body }) };
  return new Request(href, withoutPrototype(init));
}

/**
 * Reads a body and returns its beginning, up to `kept` bytes. If some are kept, it does not wait for the others: one byte
 * more than the authority takes is enough for its refusal. What follows is discarded as it arrives.
 */
function bodyOf(incoming: IncomingMessage, kept: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const bytes = new Uint8Array(kept);
    let length = 0;
    incoming.on("data", (chunk) => {
      if (length < kept) bytes.set(chunk.subarray(0, kept - length), length);
      length += chunk.length;
      if (kept > 0 && length >= kept) resolve(bytes);
      if (length <= MAX_DISCARDED_BYTES) return;
      reject(new RangeError("the request is too long"));
      reset(incoming.socket);
    });
    incoming.on("end", () => resolve(bytes.subarray(0, Math.min(length, kept))));
    incoming.on("close", () => reject(new TypeError("the request broke off")));
    incoming.on("error", reject);
  });
}

/** A body that breaks off ends the connection in order: what was sent of it must still arrive. */
async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, withoutPrototype(Object.fromEntries(answer.headers)));
  const reader = answer.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      const { value } = part;
      await new Promise<void>((resolve) => outgoing.write(value, () => resolve()));
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}
