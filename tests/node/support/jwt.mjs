import { createSign, generateKeyPairSync } from "node:crypto";
import { recordings } from "./vectors.mjs";

const recorded = recordings.find(({ mode }) => mode === "jwt").authority.jwt;
/** The claims of the recorded JWT. */
export const recordedClaims = JSON.parse(Buffer.from(recorded.split(".")[1], "base64url"));

export const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An authority with a key of its own: its public JWK, and JWTs signed with it. */
export function jwtAuthority(kid = "k", modulusLength = 2048) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" };
  const sign = (payload = recordedClaims, header = { alg: "RS256", kid }) => {
    const text = `${encode(header)}.${encode(payload)}`;
    return `${text}.${createSign("sha256").update(text).sign(privateKey, "base64url")}`;
  };
  return { jwk, publicKey, sign };
}
