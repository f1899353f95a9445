import * as node from "node:crypto";
import { codec } from "./codec/node.mjs";
import { headerBy, verdictBy } from "./copies.mjs";

const privateKey = ({ pkcs8 }) =>
  node.createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
const publicKey = (key) => node.createPublicKey(privateKey(key));

export const nodePeers = {
  "node:crypto, key kept": {
    signer(key) {
      const kept = privateKey(key);
      return headerBy(codec, (text) => node.sign(null, text, kept));
    },
    verifier(key) {
      const kept = publicKey(key);
      return verdictBy(codec, (text, signature) => node.verify(null, text, kept, signature));
    },
  },
  "node:crypto, key parsed each time": {
    signer: (key) => headerBy(codec, (text) => node.sign(null, text, privateKey(key))),
    verifier(key) {
      const spki = {
        key: publicKey(key).export({ format: "der", type: "spki" }),
        format: "der",
        type: "spki",
      };
      return verdictBy(codec, (text, signature) =>
        node.verify(null, text, node.createPublicKey(spki), signature),
      );
    },
  },
};
