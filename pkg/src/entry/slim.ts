// This entry contains no bytes: its user passes the module to `init` or `initSync`.
export * from "../api.js";
export { default } from "../api.js";
