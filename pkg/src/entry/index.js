// @ts-check
// The default entry: the module's bytes come along as text and are compiled on first use.
import bytes from "../../build/bytes.js";
import { setDefaultSource } from "../load.js";
import { unpack } from "../unpack.js";

setDefaultSource(() => unpack(bytes));

export * from "../api.js";
export { default } from "../api.js";
