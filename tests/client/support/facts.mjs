/**
 * Returns what a recording says about the protocol, as lines of text: the requests to the authority, how requests are
 * signed, and what is stored. Values that differ from run to run are left out, so that the lines of two recordings are equal
 * if the client behaved the same.
 */
export function factsOf({ requests, auth_json_agent_identity: stored }) {
  const facts = requests.flatMap((request) => [...factsOfRequest(request)]);
  if (stored) facts.push(`stored: ${shapeOf(stored)}`);
  return [...new Set(facts)].sort();
}

/** Returns the lines that only one of two recordings has. */
export function compareFacts(before, after) {
  return {
    gone: before.filter((fact) => !after.includes(fact)),
    added: after.filter((fact) => !before.includes(fact)),
  };
}

const PROTOCOL_HEADERS = ["authorization", "chatgpt-account-id", "content-type", "x-openai-fedramp"];

function* factsOfRequest({ method, path, headers, body }) {
  if (/\/agent-identities\/jwks$|\/v1\/agent\/.*register$/.test(path)) {
    const route = path.replace(/agent\/[^/]+\/task/, "agent/{agent_runtime_id}/task");
    yield `${method} ${route}: ${headersOf(headers)}${body ? ` ${shapeOf(JSON.parse(body))}` : ""}`;
  } else if (headers.authorization?.startsWith("AgentAssertion ")) {
    const envelope = Buffer.from(headers.authorization.split(" ")[1], "base64url").toString("utf8");
    yield `signed: ${headersOf({ ...headers, "content-type": undefined })} ${formOf(envelope)}`;
  }
}

function headersOf(headers) {
  const present = PROTOCOL_HEADERS.filter((name) => headers[name] !== undefined);
  return present
    .map((name) => `${name}=${headers[name].split(" ")[0].replace(/^account-.*/, "<account>")}`)
    .join(" ");
}

/** The text of an envelope, with only its values left out: order, white space and escapes are facts. */
function formOf(envelope) {
  return envelope.replaceAll(
    /("(?:[^"\\]|\\.)*":)"((?:[^"\\]|\\.)*)"/g,
    (_, name, value) => name + textForm(value),
  );
}

/** The members of a document in their order, with the form of each value. */
function shapeOf(value) {
  if (typeof value === "string") return textForm(value);
  if (Array.isArray(value)) return `[${value.map(shapeOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}:${shapeOf(member)}`)
    .join(",")}}`;
}

const TEXT_FORMS = [
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "<time>"],
  [/^[\w+/]{86}==$/, "<64 bytes>"],
  [/^ssh-ed25519 [\w+/]{68}$/, "<OpenSSH key>"],
  [/^MC4CAQ[\w+/]+=*$/, "<PKCS#8 version 1>"],
  [/^MFECAQ[\w+/]+=*$/, "<PKCS#8 version 2>"],
];

const textForm = (text) => TEXT_FORMS.find(([form]) => form.test(text))?.[1] ?? "<text>";
