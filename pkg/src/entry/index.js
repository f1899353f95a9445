// @ts-check
// The default entry: the module's bytes come along as base64 and are compiled on first use.
import bytes from "../../build/bytes.js";
import { decodeBase64 } from "../base64.js";
import { setDefaultSource } from "../load.js";

setDefaultSource(() => decodeBase64(bytes));

export * from "../api.js";
export { default } from "../api.js";
