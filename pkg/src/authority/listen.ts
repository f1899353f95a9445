import type { IncomingMessage, ServerResponse } from "node:http";
import { membersOf } from "../members.js";
import { CodedError } from "./coded-error.js";
import { requireWhole } from "./failures.js";
import { TestAuthority } from "./test-authority.js";

const HOST = "127.0.0.1";

// A model's input may be long. What is longer is not read.
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

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
 * machine.
 *
 * @param options.port the port; a free one unless given
 * @throws `AgentIdentityError` `wrong_type`, `number_out_of_range`; and the host's error if the port is taken
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
  const server = createServer((incoming, outgoing) => void exchange(authority, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  const url = `http://${HOST}:${(server.address() as { port: number }).port}`;
  return {
    url,
    environment: environmentFor(url),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
    const request = await requestOf(incoming, gone.signal);
    if (request) await send(await authority.fetch(request), outgoing);
    else outgoing.writeHead(400, {}).end();
  } catch {
    reset(incoming.socket);
  }
}

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
  const hasBody = method !== "GET" && method !== "HEAD";
  const init = { method, headers, signal, ...(hasBody && { body: await bodyOf(incoming) }) };
  return new Request(`http://${HOST}${url}`, init);
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) throw new RangeError("the request is too long");
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A body that breaks off ends the connection in order: what was sent of it must still arrive. */
async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
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
