import { CodedError } from "../error.js";
import { coded } from "../http/host.js";
import { hostGlobal, memberOf } from "../members.js";
import { readMember } from "../options.js";
import { isInstance, takeBody } from "./body.js";
import { allowedUrl } from "./origins.js";

/** The members of `fetch`'s second argument, by name. */
type Members = Record<string, unknown>;

type AnyFetch = (input: unknown, init: unknown) => unknown;

/** The headers that this package writes. What the caller has under these names is removed, whatever its case. */
const SIGNED_HEADERS = ["Authorization", "ChatGPT-Account-ID", "X-OpenAI-Fedramp"];

/** A request whose address was checked, and which can be sent with the headers of a task. */
export interface OutgoingRequest {
  readonly thread: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** True if it can be sent more than once. */
  readonly isRepeatable: boolean;
  /** Sends it with these headers instead of the caller's own. Throws whatever `fetch` throws. */
  send(fetch: AnyFetch, signed: Record<string, string>): unknown;
}

/**
 * Reads what `fetch` would be given, each member once. The body is taken now, as `fetch` would take it.
 *
 * @throws AgentIdentityError `origin_not_allowed`, `wrong_type`
 */
export function readOutgoingRequest(
  input: unknown,
  init: unknown,
  allowed: ReadonlySet<string>,
): OutgoingRequest {
  const members = readInit(init);
  const { thread } = members;
  delete members.thread;
  if (thread !== undefined && typeof thread !== "string") {
    throw new CodedError("wrong_type", "thread must be a string");
  }
  const common = { thread, allowed, members };
  if (isObject(input)) {
    const url = hostRequestMember(input, "url");
    if (typeof url === "string") return fromHostRequest(input, url, common);
    const foreign = foreignRequest(input);
    if (foreign) return fromUrl(foreign.url, { ...common, members: join(foreign.members, members) });
  }
  return fromUrl(
    coded("wrong_type", "the address cannot be read", () => String(input)),
    common,
  );
}

interface Common {
  readonly thread: string | undefined;
  readonly allowed: ReadonlySet<string>;
  readonly members: Members;
}

function fromUrl(text: string, { thread, allowed, members }: Common): OutgoingRequest {
  const url = allowedUrl(text, allowed);
  const headers = ownHeaders(members.headers);
  const { body, isRepeatable } = takeBody(members.body);
  const others = join(members, "body" in members ? { body } : {}, { redirect: "manual" });
  return {
    thread,
    signal: signalOf(members.signal),
    isRepeatable,
    send: (fetch, signed) => fetch(url, join(others, { headers: withSigned(headers, signed) })),
  };
}

/**
 * The host's own `Request` stays one, for it may hold what no other form can: a body of known length, for example.
 * Each time it is sent as a new object, in which nothing that the caller put on the old one hides the real values.
 */
function fromHostRequest(
  request: object,
  text: string,
  { thread, allowed, members }: Common,
): OutgoingRequest {
  allowedUrl(text, allowed);
  const headers = ownHeaders(members.headers ?? hostRequestMember(request, "headers"));
  const { body: given, duplex, ...others } = members;
  const replaced = given !== undefined && given !== null;
  const { body, isRepeatable } = takeBody(replaced ? given : undefined);
  const bodyMembers = replaced ? { body, ...(duplex !== undefined && { duplex }) } : {};
  const isSentOnce = !replaced && mayHaveBody(request);
  // A Request's body can be taken once. It is taken now, as fetch would.
  const source = isSentOnce ? newRequest(request) : request;
  const signal = members.signal === undefined ? hostRequestMember(request, "signal") : members.signal;
  return {
    thread,
    signal: signalOf(signal),
    isRepeatable: isRepeatable && !isSentOnce,
    send(fetch, signed) {
      const init = join(others, { redirect: "manual" });
      const sent = newRequest(source, join(init, bodyMembers, { headers: withSigned(headers, signed) }));
      // Hosts have members of their own that only `fetch` reads, hence the second argument. The headers in it are those
      // of the request: a body may have added its type.
      return fetch(sent, join(init, { headers: sent.headers }));
    },
  };
}

/** A host's error may quote a header, so it becomes the redacted cause of a coded one. */
const newRequest = (source: object, init?: object) =>
  coded(
    "wrong_type",
    "the host cannot make a Request of this one",
    () => new Request(source as Request, init),
  );

/** Firefox does not tell whether a request has a body. */
function mayHaveBody(request: object): boolean {
  const method = hostRequestMember(request, "method");
  return method !== "GET" && method !== "HEAD" && hostRequestMember(request, "body") !== null;
}

/** Reads a member of the host's own `Request` as `fetch` does, past whatever the object itself says. */
function hostRequestMember(request: object, name: "url" | "method" | "headers" | "body" | "signal"): unknown {
  const Host = hostGlobal("Request") as { prototype: object } | undefined;
  const get = Host && Object.getOwnPropertyDescriptor(Host.prototype, name)?.get;
  try {
    return get && Reflect.apply(get, request, []);
  } catch {
    return undefined; // not a Request of this host
  }
}

const FOREIGN_MEMBERS = [
  ...["method", "headers", "body", "signal", "mode", "credentials", "cache"],
  ...["referrer", "referrerPolicy", "integrity", "keepalive"],
];

/** A `Request` of another implementation, whose `fetch` this may be. It is sent as an address and its members. */
function foreignRequest(input: object): { url: string; members: Members } | undefined {
  const owner = input as Members;
  const url = readMember(owner, "url");
  const method = typeof url === "string" ? readMember(owner, "method") : undefined;
  if (typeof url !== "string" || typeof method !== "string") return undefined;
  const members = readMembers(owner, FOREIGN_MEMBERS);
  if (isObject(members.body)) members.duplex = "half";
  return { url, members };
}

const INIT_MEMBERS = [
  ...FOREIGN_MEMBERS,
  ...["thread", "duplex", "priority", "window", "dispatcher", "cf", "client"],
];

/** Copies every own member, and those that a class instance has by a getter of its class. */
function readInit(init: unknown): Members {
  if (init === undefined || init === null) return join();
  if (!isObject(init)) throw new CodedError("wrong_type", "the second argument must be an object");
  const own = coded("wrong_type", "the second argument cannot be read", () => join(init));
  const inherited = INIT_MEMBERS.filter((name) => !Object.hasOwn(own, name));
  return join(readMembers(init, inherited), own);
}

function readMembers(owner: object, names: readonly string[]): Members {
  const read = join();
  for (const name of names) {
    const value = readMember(owner, name);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/** Joins members into an object without a prototype: `fetch` would take a member of a polluted one for an option. */
const join = (...parts: object[]): Members => Object.assign(Object.create(null), ...parts);

function ownHeaders(given: unknown): Headers {
  return coded("wrong_type", "the headers cannot be read", () => {
    const headers = new Headers(withoutSigned(given ?? undefined) as HeadersInit | undefined);
    for (const name of SIGNED_HEADERS) headers.delete(name);
    return headers;
  });
}

/**
 * Leaves out what will be replaced, before the host parses it: an `Authorization` that is not valid would only be quoted in
 * its error. A `Headers` object holds nothing but valid headers.
 */
function withoutSigned(given: unknown): unknown {
  if (!isObject(given) || isInstance<Headers>(given, "Headers")) return given;
  if (typeof memberOf(given, Symbol.iterator) === "function") {
    // An entry of another form is for the host to refuse.
    return Array.from(given as Iterable<unknown>, (entry) =>
      isObject(entry) ? Array.from(entry as Iterable<unknown>) : entry,
    ).filter((entry) => !(Array.isArray(entry) && isSigned(entry.at(0))));
  }
  const kept = join();
  for (const name of Object.keys(given)) {
    if (!isSigned(name)) kept[name] = (given as Members)[name];
  }
  return kept;
}

function isSigned(name: unknown): boolean {
  const lower = String(name).trim().toLowerCase();
  return SIGNED_HEADERS.some((signed) => signed.toLowerCase() === lower);
}

function withSigned(own: Headers, signed: Record<string, string>): Headers {
  return coded("wrong_type", "the headers cannot be signed", () => {
    const headers = new Headers(own);
    for (const name of Object.keys(signed)) headers.set(name, signed[name] as string);
    return headers;
  });
}

/** `null` means that nothing aborts the request, not even the signal of a `Request`. */
function signalOf(signal: unknown): AbortSignal | undefined {
  return (signal ?? undefined) as AbortSignal | undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
