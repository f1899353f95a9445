import { Failure } from "../lib/failure.mjs";

export function checkNode() {
  if (Number(process.versions.node.split(".")[0]) >= 20) return;
  throw new Failure(`Node.js 20 or later is needed; this is ${process.version}. Install a current version.`);
}
