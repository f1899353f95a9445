import { type AgentIdentityError, CodedError } from "../error.js";
import { hostGlobal, memberOf } from "../members.js";
import { readList } from "../options.js";
import { quoted } from "../quote.js";

const MAX_ALLOWED_ORIGINS = 1000;

/**
 * Reads `allowedOrigins`. An entry must be an origin in its serialized form (RFC 6454 §6.2): anything that the URL
 * parser would have to change, a path or a default port for example, may not mean what its author had in mind.
 */
export function readAllowedOrigins(list: unknown): ReadonlySet<string> {
  return new Set(readList(list, "allowedOrigins", MAX_ALLOWED_ORIGINS).map(readOrigin));
}

function readOrigin(entry: unknown, index: number): string {
  const name = `allowedOrigins[${index}]`;
  if (typeof entry !== "string") throw new CodedError("wrong_type", `${name} must be a string`);
  const url = parseHttpUrl(entry);
  // To the URL parser, an asterisk is a character of a host like any other. Here it can only be a misunderstanding.
  const isPattern = entry.includes("*");
  if (url?.origin === entry && !isPattern) return entry;
  const hint = url && !isPattern ? `; did you mean ${quoted(url.origin)}?` : "";
  throw new CodedError(
    "origin_not_allowed",
    `${name} must be an http(s) origin like https://chatgpt.com, without user, path, default port or pattern${hint}`,
  );
}

/**
 * Returns the URL in its normalized form, if assertions may be sent there. The caller must send the request to what
 * this returns, not to what it was given, so that nothing reads the address a second time and finds another one.
 */
export function allowedUrl(text: string, allowed: ReadonlySet<string>): string {
  const url = parseHttpUrl(text, documentBase());
  if (!url) throw notAllowed("the address is not an http(s) URL");
  if (url.username !== "" || url.password !== "") throw notAllowed("the URL has a user part");
  if (!allowed.has(url.origin)) throw notAllowed(`${quoted(url.origin)} is not an allowed origin`);
  return url.href;
}

function notAllowed(found: string): AgentIdentityError {
  return new CodedError("origin_not_allowed", `no assertion is sent: ${found}`);
}

/**
 * Returns undefined for any other scheme. A `blob:` URL in particular has the origin of the page that made it, but
 * is not a request to that origin.
 */
function parseHttpUrl(text: string, base?: string): URL | undefined {
  try {
    const url = new URL(text, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Returns what `fetch` resolves a relative URL against, in a page or a worker. Other hosts have no such base. */
function documentBase(): string | undefined {
  return textIn("document", "baseURI") ?? textIn("location", "href");
}

function textIn(global: string, name: string): string | undefined {
  const owner = hostGlobal(global);
  const text = typeof owner === "object" && owner !== null ? memberOf(owner, name) : undefined;
  return typeof text === "string" ? text : undefined;
}
