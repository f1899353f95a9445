// Private keys of other programs, which are recognized and not read.
import { createHash, createHmac } from "node:crypto";
import { sshBlob, sshString } from "../der.mjs";

/** PuTTY's file, version 2 or 3, without encryption. */
export function puttyFile({ seed, raw }, version) {
  const blob = sshBlob("ssh-ed25519", raw);
  const secret = sshString(seed);
  const fields = ["ssh-ed25519", "none", "agent", blob, secret].map(sshString);
  const lines = (bytes) => bytes.toString("base64").match(/.{1,64}/g);
  return [
    `PuTTY-User-Key-File-${version}: ssh-ed25519`,
    "Encryption: none",
    "Comment: agent",
    `Public-Lines: ${lines(blob).length}`,
    ...lines(blob),
    `Private-Lines: ${lines(secret).length}`,
    ...lines(secret),
    `Private-MAC: ${macOf(Buffer.concat(fields), version)}`,
    "",
  ].join("\n");
}

function macOf(fields, version) {
  if (version === 3) return createHmac("sha256", "").update(fields).digest("hex");
  const key = createHash("sha1").update("putty-private-key-file-mac-key").digest();
  return createHmac("sha1", key).update(fields).digest("hex");
}

/** An OpenPGP block around any bytes. */
export function openPgpBlock(bytes) {
  const [begin, end] = ["BEGIN", "END"].map((word) => `-----${word} PGP PRIVATE KEY BLOCK-----`);
  return [begin, "", ...bytes.toString("base64").match(/.{1,64}/g), "=AAAA", end, ""].join("\n");
}

/** RFC 4716. */
export function ssh2PublicKey({ raw }) {
  const body = sshBlob("ssh-ed25519", raw)
    .toString("base64")
    .match(/.{1,70}/g);
  return [
    "---- BEGIN SSH2 PUBLIC KEY ----",
    'Comment: "agent"',
    ...body,
    "---- END SSH2 PUBLIC KEY ----",
    "",
  ].join("\n");
}
