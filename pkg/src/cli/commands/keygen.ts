import { AgentKey } from "agent-identity-wasm";
import { defineCommand } from "../command.js";
import { CommandError, EXIT } from "../errors.js";
import { createPrivateFile } from "../output.js";

/** The name of standard output on the command line. */
const STDOUT = "-";

const FORMATS = ["pem", "base64"] as const;

export const keygen = defineCommand({
  name: "keygen",
  summary: "Generates an Ed25519 key, writes the private half to a file and prints the public half.",
  usage: "--out FILE|- [--format pem|base64]",
  details: [
    "The file holds PKCS#8 and can be read by its owner only (mode 0600). A file that exists is never overwritten. With --out - the private key goes to standard output and the public key to standard error.",
  ],
  options: {
    out: { type: "string", value: "FILE|-", help: "The file to create; - for standard output." },
    format: {
      type: "string",
      value: "pem|base64",
      help: "How the private key is written; pem by default. The Codex client stores base64.",
    },
  },
  maxPositionals: 0,
  async run({ values: { out, format = "pem" }, terminal }) {
    if (out === undefined)
      throw new CommandError("--out FILE is missing; see agent-identity-wasm keygen --help");
    const chosen = FORMATS.find((one) => one === format);
    if (!chosen) throw new CommandError(`--format "${format}" is not one of ${FORMATS.join(", ")}`);
    const [privateText, publicLine] = generate(chosen);
    if (out === STDOUT) {
      await terminal.write(privateText);
      terminal.note(publicLine);
    } else {
      await (await createPrivateFile(out)).save(privateText);
      await terminal.print(publicLine);
    }
    return EXIT.valid;
  },
});

/** Returns the private half as a file has it, and the public half as an OpenSSH line. */
function generate(format: (typeof FORMATS)[number]): [privateText: string, publicLine: string] {
  using key = AgentKey.generate();
  return [`${key.exportPkcs8({ format }).trimEnd()}\n`, key.publicKey.toSsh()];
}
