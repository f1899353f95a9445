/**
 * An authority for development and tests. **Not for production**: it gives an identity to whoever asks.
 *
 * @packageDocumentation
 */
export type { AuthorityEvent } from "./event-log.js";
export type { FailingRoute, Failure } from "./failures.js";
export { type ListeningAuthority, listen } from "./listen.js";
export type { AuthorityOptions } from "./options.js";
export { TestAuthority } from "./test-authority.js";
