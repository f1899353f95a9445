import { client } from "./given.js";
import { secretForms } from "./secret-forms.js";
import { clientIdentity } from "./signing.js";

/** Whether each way of printing shows something, and nothing of the secret. */
export function redaction(api) {
  const objects = [api.AgentKey.fromPkcs8(client.pkcs8), clientIdentity(api)];
  const secrets = secretForms(client.pkcs8);
  const verdict = (text) => {
    if (!text?.includes("SHA256:")) return `shows no fingerprint: ${text}`;
    return secrets.some((secret) => text.includes(secret)) ? "shows the secret" : "redacted";
  };
  // The harness searches for the secret in everything that an environment prints.
  console.log("printed by console.log:", ...objects, { objects });
  return Object.fromEntries(
    Object.entries(printers()).map(([name, print]) => [
      name,
      objects.map((object) => verdict(print(object))).join(", "),
    ]),
  );
}

const printers = () => ({
  String,
  template: (value) => `${value}`,
  JSON: (value) => JSON.stringify({ value }),
  ...inspectors(),
});

function inspectors() {
  const util = nodeUtil();
  const found = { util: util?.inspect, Deno: globalThis.Deno?.inspect, Bun: globalThis.Bun?.inspect };
  const present = Object.entries(found).filter(([, inspect]) => inspect);
  return Object.fromEntries(
    present.map(([name, inspect]) => [name, (value) => inspect({ value }, { depth: 9, showHidden: true })]),
  );
}

function nodeUtil() {
  try {
    return globalThis.process?.getBuiltinModule?.("node:util");
  } catch {
    // The edge runtime of Next.js throws for whatever it leaves out of Node.js.
  }
}
