// The little DER, PEM and OpenSSH that the key vectors need.

export const OID = {
  ed25519: Buffer.from("2b6570", "hex"),
  ed448: Buffer.from("2b6571", "hex"),
  x25519: Buffer.from("2b656e", "hex"),
};

/** One element; contents of at most 255 bytes. */
export function der(tag, ...contents) {
  const body = Buffer.concat(contents);
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export const sequence = (...contents) => der(0x30, ...contents);
export const integer = (number) => der(0x02, Buffer.from([number]));
export const octets = (bytes) => der(0x04, bytes);
export const algorithm = (oid, ...parameters) => sequence(der(0x06, oid), ...parameters);
export const bits = (bytes, unused = 0) => der(0x03, Buffer.from([unused]), bytes);

export const spki = (raw, oid = OID.ed25519) => sequence(algorithm(oid), bits(raw));

/** A private key: the parts that both versions have, and what else is given. */
export function pkcs8({ version, oid = OID.ed25519, seed }, ...more) {
  return sequence(integer(version), algorithm(oid), octets(octets(seed)), ...more);
}
export const pkcs8v1 = (seed, oid) => pkcs8({ version: 0, oid, seed });
export const pkcs8v2 = (seed, raw) => pkcs8v2With(seed, Buffer.from([0]), raw);

/** Version 2 with the contents of the public key's bit string as they are given. */
export function pkcs8v2With(seed, ...publicBits) {
  return pkcs8({ version: 1, seed }, der(0x81, ...publicBits));
}

/** PEM with a newline at the end, as every tool writes it. */
export function pem(label, bytes) {
  const lines = bytes.toString("base64").match(/.{1,64}/g);
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** An OpenSSH string: four bytes of length, most significant first, and the bytes. */
export function sshString(value) {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An OpenSSH public key blob: the algorithm's name and its fields. */
export const sshBlob = (name, ...fields) => Buffer.concat([name, ...fields].map(sshString));

export const sshLine = (raw) => `ssh-ed25519 ${sshBlob("ssh-ed25519", raw).toString("base64")}`;
