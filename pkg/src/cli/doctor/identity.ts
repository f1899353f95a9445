import { decodeUnverifiedAgentIdentityJwt, inspectDocument } from "agent-identity-wasm";
import { explain, type Line } from "./line.js";
import type { SigningIdentity } from "./signing-identity.js";

/** Describes the identity that the client signs with. */
export async function describeIdentity({ identity, record, jwt }: SigningIdentity): Promise<Line[]> {
  const { accountId, planType, fedramp, taskId } = record;
  return [
    { level: "info", text: `Account: ${accountId} (plan ${planType}${fedramp ? ", FedRAMP" : ""})` },
    { level: "info", text: `Public key: ${identity.publicKey.toSsh()}` },
    taskId === undefined
      ? { level: "info", text: "Task: none is stored. The client registers one when it starts." }
      : { level: "info", text: `Task: ${taskId}` },
    ...(jwt === undefined ? [] : await describeJwt(jwt)),
  ];
}

/** Says what is wrong with a stored JWT as far as that shows without the authority's keys. */
async function describeJwt(jwt: string): Promise<Line[]> {
  const { findings, publicKey } = await inspectDocument(jwt);
  publicKey?.free();
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return errors.map((finding) => explain("error", finding));
  const expires = new Date(decodeUnverifiedAgentIdentityJwt(jwt).exp * 1000);
  const until = expires
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z/, " UTC");
  return [
    {
      level: "info",
      text: `The identity is stored as a token (JWT) that is valid until ${until}. The client checks its signature online.`,
    },
  ];
}
