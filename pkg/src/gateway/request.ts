import { CodedError } from "./error.js";
import { readMember } from "./options.js";
import { refuse } from "./refusal.js";

/** Anything with the method `get` of Fetch's `Headers`. */
export interface HeadersLike {
  get(name: string): string | null;
}

/** A Fetch `Request`, Node's `IncomingMessage` or `Http2ServerRequest`, or an object with headers like theirs. */
export interface RequestLike {
  headers: HeadersLike | Record<string, string | readonly string[] | undefined>;
  /** Names and values in turn, as Node has them: here a repeated header is seen of which `headers` shows one alone. */
  rawHeaders?: readonly string[] | undefined;
}

const NAME = "authorization";

/** Node takes at most 2000 headers unless told otherwise; each is two items of `rawHeaders`. */
const MOST_ITEMS = 100_000;

/**
 * Returns the value of the one Authorization header, or `undefined` if there is none.
 * @internal
 */
export function authorizationOf(request: unknown): string | undefined {
  if (typeof request !== "object" || request === null) throw wrongType("the request must be an object");
  const raw = readMember(request, "rawHeaders");
  if (Array.isArray(raw) && countIn(raw) > 1) throw repeated();
  const values = valuesIn(readMember(request, "headers"));
  if (values.length > 1) throw repeated();
  const value = values.at(0);
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw wrongType("the value of the Authorization header must be a string");
  // Fetch and proxies join repeated headers this way, and no assertion contains a comma.
  if (value.includes(",")) throw repeated();
  return value;
}

function countIn(rawHeaders: readonly unknown[]): number {
  return items(rawHeaders).filter((name, index) => index % 2 === 0 && isName(name)).length;
}

function valuesIn(headers: unknown): unknown[] {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) {
    throw wrongType("the request's headers must be a Headers object or a plain object");
  }
  if (typeof readMember(headers, "get") === "function") return present([(headers as HeadersLike).get(NAME)]);
  const values = Object.keys(headers)
    .filter(isName)
    .map((name) => readMember(headers, name));
  return present(values.flatMap((value) => (Array.isArray(value) ? items(value) : [value])));
}

/** Copies an array, whose length may be a lie. */
function items(list: readonly unknown[]): unknown[] {
  const { length } = list;
  if (length <= MOST_ITEMS) return Array.from({ length }, (_, index) => list[index]);
  throw wrongType("the request has too many headers");
}

const present = (values: unknown[]) => values.filter((value) => value !== undefined && value !== null);

const isName = (name: unknown) =>
  typeof name === "string" && name.length === NAME.length && name.toLowerCase() === NAME;

const wrongType = (message: string) => new CodedError("wrong_type", message);

const repeated = () => refuse(401, "authorization_repeated", "there is more than one Authorization header");
