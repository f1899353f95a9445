// @ts-check

const QUOTED_CHARACTERS = 512;
const REDACTED = "[redacted]";

// Each takes linear time, and takes a secret that breaks off as well. A `\/` is a slash in JSON.
const pemPrivateKey =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g;
const token = /\b(Bearer|AgentAssertion)((?:\s|%20|\+)+)(?:[^\s"'<>,;\\]|\\\/)+/gi;
const jwt = /eyJ[\w-]{8,}(?:\.[\w-]*)*/g;
const pkcs8 = /(?:MC4CAQ|MFECAQ)(?:[\w+/=-]|\\\/)*/g;

/**
 * The beginning of a text from outside, fit to be shown: what is or looks like a secret is taken out first.
 * @param {string} text
 * @param {readonly string[]} [secrets] what must not be shown, whatever it looks like
 */
export function quote(text, secrets = []) {
  // A character has two code units at most: no need to take the whole of a long text apart.
  const start = redact(text, secrets).slice(0, 2 * QUOTED_CHARACTERS);
  return Array.from(start).slice(0, QUOTED_CHARACTERS).join("");
}

/**
 * @param {string} text
 * @param {readonly string[]} secrets
 */
function redact(text, secrets) {
  return secrets
    .reduce((result, secret) => result.replaceAll(secret, REDACTED), text)
    .replace(pemPrivateKey, REDACTED)
    .replace(token, `$1$2${REDACTED}`)
    .replace(jwt, REDACTED)
    .replace(pkcs8, REDACTED);
}
