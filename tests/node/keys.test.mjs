import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { test } from "node:test";
import { AgentIdentity, AgentKey, AgentPublicKey, parseAssertion } from "agent-identity-wasm";
import { recordings } from "./support/vectors.mjs";
import { refuses } from "./support/verdicts.mjs";

test("node:crypto reads what we write", () => {
  const key = AgentKey.generate();
  const theirs = createPrivateKey({
    key: Buffer.from(key.exportPkcs8(), "base64"),
    format: "der",
    type: "pkcs8",
  });
  const jwk = createPublicKey(theirs).export({ format: "jwk" });
  assert.deepEqual(key.publicKey.toJwk(), { kty: "OKP", crv: "Ed25519", x: jwk.x });
  assert.equal(
    key.publicKey.toSpkiPem(),
    createPublicKey(theirs).export({ format: "pem", type: "spki" }).toString(),
  );
  const { signature, signedText } = parseAssertion(new AgentIdentity("a", key).authorizationHeader("t"));
  assert.ok(verify(null, Buffer.from(signedText), createPublicKey(theirs), signature));
  assert.deepEqual(sign(null, Buffer.from(signedText), theirs), Buffer.from(signature));
});

test("we read what node:crypto writes", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  const pem = privateKey.export({ format: "pem", type: "pkcs8" });
  for (const source of [der, der.toString("base64"), pem, Buffer.from(pem), `\n${pem}\n`]) {
    assert.equal(AgentKey.fromPkcs8(source).publicKey.toJwk().x, x);
  }
  const raw = Buffer.from(x, "base64url");
  const spki = publicKey.export({ format: "der", type: "spki" });
  for (const source of [
    publicKey.export({ format: "jwk" }),
    { ...publicKey.export({ format: "jwk" }), alg: "EdDSA", use: "sig", key_ops: ["verify"], ext: true },
    publicKey.export({ format: "pem", type: "spki" }),
    spki,
    spki.toString("base64"),
    raw,
    raw.toString("hex"),
    raw.toString("base64"),
    x,
    ` ${x}\n`,
  ]) {
    assert.equal(AgentPublicKey.parse(source).toJwk().x, x);
  }
});

test("the version-2 key that the client stores is read, and written as version 1", () => {
  for (const { privateKey } of recordings.filter(({ mode }) => mode !== "jwt")) {
    assert.ok(privateKey.startsWith("MFECAQ"));
    const written = AgentKey.fromPkcs8(privateKey).exportPkcs8();
    assert.ok(written.startsWith("MC4CAQ"));
    assert.equal(Buffer.from(written, "base64").length, 48);
    createPrivateKey({ key: Buffer.from(written, "base64"), format: "der", type: "pkcs8" });
  }
});

test("the SSH line and the fingerprint are ssh-keygen's", () => {
  const { publicKey } = AgentKey.fromPkcs8(recordings[0].privateKey);
  const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJE5LrXkIJaEV0UYH13l1ilHHvdE1uhGARIHGl1KMwLn";
  assert.equal(publicKey.toSsh(), line);
  assert.equal(publicKey.toSsh("agent@example.com"), `${line} agent@example.com`);
  // ssh-keygen -lf of that line, OpenSSH 9.2
  assert.equal(publicKey.fingerprint(), "SHA256:LYZ2jWltGezDk6fGvwMm2i3I38bUhVsL+B+5jwLj34g");
  refuses("registration_text_invalid", () => publicKey.toSsh("a\nssh-ed25519 AAAA"));
});

test("a private key is exported in the format that is asked for", () => {
  const key = AgentKey.generate();
  const [base64, pem, der] = ["base64", "pem", "der"].map((format) => key.exportPkcs8({ format }));
  for (const options of [undefined, {}, { format: undefined }])
    assert.equal(key.exportPkcs8(options), base64);
  assert.ok(der instanceof Uint8Array);
  assert.equal(Buffer.from(der).toString("base64"), base64);
  assert.equal(createPrivateKey(pem).export({ format: "pem", type: "pkcs8" }), pem);
  for (const exported of [base64, pem, der])
    assert.ok(AgentKey.fromPkcs8(exported).publicKey.equals(key.publicKey));
  for (const format of ["PEM", "jwk", "", null, 5]) refuses("wrong_type", () => key.exportPkcs8({ format }));
  for (const options of [null, "pem"]) refuses("wrong_type", () => key.exportPkcs8(options));
});

test("every key is new", () => {
  const keys = Array.from({ length: 100 }, () => AgentKey.generate().exportPkcs8());
  assert.equal(new Set(keys).size, keys.length);
});

test("a public key compares by value", () => {
  const key = AgentKey.generate();
  assert.ok(key.publicKey.equals(AgentPublicKey.parse(key.publicKey.toSsh())));
  assert.ok(!key.publicKey.equals(AgentKey.generate().publicKey));
  assert.equal(key.publicKey, key.publicKey);
});

test("a public key with a private member is refused as private", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  refuses("public_key_is_private", () => AgentPublicKey.parse(privateKey.export({ format: "jwk" })));
});
