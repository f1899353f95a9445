// endpoints.json: where requests go, from an environment's name or a base, and the bases that are refused.
import assert from "node:assert/strict";

const PRODUCTION = "https://auth.openai.com/api/accounts";
const STAGING = "https://auth.api.openai.org/api/accounts";
const ANY = "https://authority.example/api";
const RUNTIME = "agent-runtime-0001";

const KNOWN = "the base is known: its AuthAPI is too";
const SLASHES = "trailing slashes are ignored";
const OVERRIDE = "an AuthAPI base given outright is taken";
const NAMED = "an environment has a name";
const JWKS = "the JWKS is under /wham where the base contains /backend-api";

const WHAM = "/wham/agent-identities/jwks";
const PLAIN = "/agent-identities/jwks";
const CHATGPT = "https://chatgpt.com";
const OPENAI = "https://chat.openai.com";
const STAGED = "https://chatgpt-staging.com";
const PROXY = "https://proxy.example";
const V4 = "http://127.0.0.1:8080";
const V4_AUTH = "http://127.0.0.1:9090";
const V6 = "http://[::1]:8080";
const V6_AUTH = "http://[::1]:9090/accounts";

/** [name, rule, base, AuthAPI base given outright, ChatGPT base, AuthAPI base, path of the JWKS] */
const CASE =
  "scheme and host do not depend on case; lower case is their normal form (RFC 3986, section 6.2.2.1)";
const MAPPED = "http://[::ffff:127.0.0.1]:8080";
const ACCEPTED = [
  ["nothing given", "production is the default", null, null, `${CHATGPT}/backend-api`, PRODUCTION, WHAM],
  ["production", NAMED, "production", null, `${CHATGPT}/backend-api`, PRODUCTION, WHAM],
  ["staging", NAMED, "staging", null, `${STAGED}/backend-api`, STAGING, WHAM],
  ...knownBases(CHATGPT, PRODUCTION),
  ...knownBases(OPENAI, PRODUCTION),
  ...knownBases(STAGED, STAGING),
  ["one trailing slash", SLASHES, `${CHATGPT}/`, null, CHATGPT, PRODUCTION, PLAIN],
  ["a trailing slash after a path", SLASHES, `${OPENAI}/codex/`, null, `${OPENAI}/codex`, PRODUCTION, PLAIN],
  ["four trailing slashes", SLASHES, `${STAGED}/codex////`, null, `${STAGED}/codex`, STAGING, PLAIN],
  ["nothing given, an AuthAPI given", OVERRIDE, null, ANY, `${CHATGPT}/backend-api`, ANY, WHAM],
  ["staging, an AuthAPI given", OVERRIDE, "staging", ANY, `${STAGED}/backend-api`, ANY, WHAM],
  ["a known base, an AuthAPI given", OVERRIDE, CHATGPT, ANY, CHATGPT, ANY, PLAIN],
  ["an AuthAPI with trailing slashes", SLASHES, CHATGPT, `${ANY}///`, CHATGPT, ANY, PLAIN],
  ["an AuthAPI without a path", OVERRIDE, CHATGPT, `${PROXY}/`, CHATGPT, PROXY, PLAIN],
  ["loopback", OVERRIDE, V4, V4_AUTH, V4, V4_AUTH, PLAIN],
  ["loopback, IPv6", OVERRIDE, `${V6}/backend-api/`, V6_AUTH, `${V6}/backend-api`, V6_AUTH, WHAM],
  withAuthApi("another base with /backend-api inside", JWKS, `${PROXY}/backend-api/codex`, WHAM),
  withAuthApi("another base with /backend-api after more", JWKS, `${PROXY}/a/backend-api`, WHAM),
  withAuthApi("another base without it", JWKS, `${PROXY}/backend`, PLAIN),
  withAuthApi("an at sign in the path is no user info", OVERRIDE, `${PROXY}/@team`, PLAIN),
  [
    "a known base in capitals",
    CASE,
    "HTTPS://ChatGPT.com/backend-api",
    null,
    `${CHATGPT}/backend-api`,
    PRODUCTION,
    WHAM,
  ],
  ["a known host in capitals", CASE, "https://CHATGPT-Staging.COM", null, STAGED, STAGING, PLAIN],
  [
    "an AuthAPI in capitals",
    CASE,
    CHATGPT,
    "HTTP://[::FFFF:127.0.0.1]:8080/API/",
    CHATGPT,
    `${MAPPED}/API`,
    PLAIN,
  ],
  withAuthApi("an IPv6 host that ends in an IPv4 address", OVERRIDE, MAPPED, PLAIN),
  withAuthApi("the highest port", OVERRIDE, "https://proxy.example:65535", PLAIN),
];

function knownBases(base, authApi) {
  const paths = { "": PLAIN, "/backend-api": WHAM, "/codex": PLAIN, "/backend-api/codex": WHAM };
  const row = (url, jwks) => [url, KNOWN, url, null, url, authApi, jwks];
  return Object.entries(paths).map(([path, jwks]) => row(base + path, jwks));
}

function withAuthApi(name, rule, base, jwks) {
  return [name, rule, base, ANY, base, ANY, jwks];
}

/** [what the id shows, the id, the same in a path segment] */
const SEGMENTS = [
  ["é", "é", "%C3%A9"],
  ["é decomposed", "e\u0301", "e%CC%81"],
  ["雪", "雪", "%E9%9B%AA"],
  ["an emoji", "🗝", "%F0%9F%97%9D"],
  ["a percent sign", "%", "%25"],
  ["what looks percent-encoded", "%C3%A9", "%25C3%25A9"],
  ["what looks like a dot", "%2e%2e", "%252e%252e"],
  ["double quotes", '"', "%22"],
  ["angle brackets", "<>", "%3C%3E"],
  ["square brackets", "[]", "%5B%5D"],
  ["a caret", "^", "%5E"],
  ["a backtick", "`", "%60"],
  ["braces and a bar", "{|}", "%7B%7C%7D"],
  ["unreserved characters", "aZ09-._~", "aZ09-._~"],
  ["sub-delims", "!$&'()*+,;=", "!$&'()*+,;="],
  ["an at sign", "a@b", "a@b"],
  ["three dots", "...", "..."],
  ["256 bytes", "é".repeat(128), "%C3%A9".repeat(128)],
];
const BAD_IDS = [
  ["empty", ""],
  ["a colon", "a:b"],
  ["a slash", "a/b"],
  ["a backslash", "a\\b"],
  ["a question mark", "a?b"],
  ["a number sign", "a#b"],
  ["a dot", "."],
  ["two dots", ".."],
  ["a space", "a b"],
  ["a newline", "a\nb"],
  ["257 bytes", "a".repeat(257)],
];

const UNKNOWN_RULE = "no AuthAPI is known for any other base";
const UNKNOWN = [
  ["another host", "https://example.com"],
  ["another host with a known path", "https://example.com/backend-api"],
  ["loopback without an AuthAPI", "http://127.0.0.1:8080/backend-api"],
  ["http for https", "http://chatgpt.com/backend-api"],
  ["a subdomain", "https://www.chatgpt.com"],
  ["a known host as a subdomain", "https://chatgpt.com.example"],
  ["a known host as a path", "https://example.com/chatgpt.com"],
  ["a known host's end", "https://notchatgpt.com"],
  ["another port", "https://chatgpt.com:8443/backend-api"],
  ["another path", "https://chatgpt.com/other"],
  ["a longer path", "https://chatgpt.com/backend-api/codex/responses"],
  ["a path that begins alike", "https://chatgpt.com/backend-apis"],
  ["the path in upper case", "https://chatgpt.com/BACKEND-API"],
  ["two slashes before the path", "https://chatgpt.com//backend-api"],
  ["two slashes inside the path", "https://chatgpt.com/backend-api//codex"],
  ["the path reversed", "https://chatgpt.com/codex/backend-api"],
  ["the staging AuthAPI's host", "https://auth.api.openai.org"],
];

const ABSOLUTE = "a base is an absolute http or https URL";
const BARE = "a base has no user info, query or fragment";
const CLEAN = "a base has no white space or control characters";
const PORT = "a port is a number from 0 to 65535";
const HOST = "a host in brackets is an IPv6 address (RFC 3986, section 3.2.2)";
const INVALID = [
  ["empty", ABSOLUTE, ""],
  ["a word", ABSOLUTE, "prod"],
  ["an environment in upper case", ABSOLUTE, "Production"],
  ["an environment with a space", ABSOLUTE, "staging "],
  ["a host", ABSOLUTE, "chatgpt.com"],
  ["a host and a path", ABSOLUTE, "chatgpt.com/backend-api"],
  ["no scheme", ABSOLUTE, "//chatgpt.com"],
  ["a path", ABSOLUTE, "/backend-api"],
  ["another scheme", ABSOLUTE, "ftp://chatgpt.com"],
  ["a scheme that runs code", ABSOLUTE, "javascript:alert(1)"],
  ["a file", ABSOLUTE, "file:///backend-api"],
  ["a WebSocket", ABSOLUTE, "wss://chatgpt.com"],
  ["no host", ABSOLUTE, "https://"],
  ["no host but a path", ABSOLUTE, "https:///backend-api"],
  ["no slashes", ABSOLUTE, "https:chatgpt.com"],
  ["one slash", ABSOLUTE, "https:/chatgpt.com"],
  ["backslashes", ABSOLUTE, "https:\\\\chatgpt.com"],
  ["user and password", BARE, "https://user:password@chatgpt.com"],
  ["a user", BARE, "https://user@chatgpt.com/backend-api"],
  ["a known host as the user", BARE, "https://chatgpt.com@example.com"],
  ["an empty user", BARE, "https://@chatgpt.com"],
  ["a query", BARE, "https://chatgpt.com/backend-api?a=b"],
  ["an empty query", BARE, "https://chatgpt.com?"],
  ["a fragment", BARE, "https://chatgpt.com/backend-api#a"],
  ["an empty fragment", BARE, "https://chatgpt.com#"],
  ["a port beyond 65535", PORT, "https://chatgpt.com:65536/backend-api"],
  ["a port of five nines", PORT, "https://chatgpt.com:99999"],
  ["a negative port", PORT, "https://chatgpt.com:-1"],
  ["a port that is a word", PORT, "https://chatgpt.com:https"],
  ["an IPv6 host that ends in no IPv4 address", HOST, "http://[::ffff:1.2.3.256]"],
  ["an IPv4 address in brackets", HOST, "http://[127.0.0.1]"],
  ["a leading space", CLEAN, " https://chatgpt.com"],
  ["a trailing space", CLEAN, "https://chatgpt.com "],
  ["a space inside", CLEAN, "https://chatgpt.com/backend api"],
  ["a trailing newline", CLEAN, "https://chatgpt.com\n"],
  ["a tab inside", CLEAN, "https://chat\tgpt.com"],
  ["a CR LF and a header", CLEAN, "https://chatgpt.com\r\nX: y"],
  ["NUL", CLEAN, "https://chatgpt.com/\0"],
  ["U+007F", CLEAN, "https://chatgpt.com/\x7f"],
  ["a no-break space", CLEAN, "https://chatgpt.com/\u00a0"],
];

const input = (base, auth_api_base, agent_runtime_id = RUNTIME) => ({
  base,
  ...(auth_api_base !== null && { auth_api_base }),
  agent_runtime_id,
});

function good([name, rule, base, override, chatgpt, authApi, jwks], id = RUNTIME, segment = id) {
  const expected = {
    chatgpt_base_url: chatgpt,
    auth_api_base_url: authApi,
    jwks_url: `${chatgpt}${jwks}`,
    agent_registration_url: `${authApi}/v1/agent/register`,
    task_registration_url: `${authApi}/v1/agent/${segment}/task/register`,
  };
  assert.equal(decodeURIComponent(segment), id, name);
  for (const url of Object.values(expected).slice(2))
    assert.equal(new URL(url).href, asSerialized(url), name);
  return { name, rule, ...input(base, override, id), code: null, expected };
}

/** The URL Standard writes an IPv4 address at the end of an IPv6 host as two groups. */
const asSerialized = (url) => url.replace("::ffff:127.0.0.1]", "::ffff:7f00:1]");

function inPath([what, id, segment]) {
  const rule = "in a path, what is no pchar of RFC 3986 is percent-encoded as UTF-8, % too";
  return good([`runtime id: ${what}`, rule, ...ACCEPTED[0].slice(2)], id, segment);
}

function refused(code, name, rule, base, override = null, id = RUNTIME) {
  return { name, rule, ...input(base, override, id), code };
}

function invalid([what, rule, url]) {
  return [
    refused("base_url_invalid", `invalid: ${what}`, rule, url),
    refused("base_url_invalid", `invalid, an AuthAPI given: ${what}`, rule, url, ANY),
    refused("base_url_invalid", `invalid AuthAPI: ${what}`, rule, "production", url),
  ];
}

const badId = ([what, id]) =>
  refused("agent_runtime_id_invalid", `runtime id: ${what}`, "a runtime id stands in a path", null, null, id);
const cases = [
  ...ACCEPTED.map((row) => good(row)),
  ...SEGMENTS.map(inPath),
  ...BAD_IDS.map(badId),
  ...UNKNOWN.map(([what, base]) => refused("base_url_unknown", `unknown: ${what}`, UNKNOWN_RULE, base)),
  ...INVALID.flatMap(invalid),
];

assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, "two cases have one name");

export const endpoints = {
  about:
    "Where requests go. `base`: an environment's name, a ChatGPT base, or null for nothing given; " +
    "`auth_api_base`: an AuthAPI base given outright, absent where none is. Made by generate.mjs.",
  cases,
};
