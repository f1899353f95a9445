// @ts-check
// No bytes: whoever imports this brings the module along, with init or initSync.
export * from "../api.js";
export { default } from "../api.js";
