import type { ResponseLike } from "../http/fetch.js";

/** A `URL`, if your `lib` has it. */
export type HostUrl = typeof globalThis extends { URL: { prototype: infer Url } }
  ? Url
  : { readonly href: string };

/** A `Request`, if your `lib` has it. */
export type HostRequest = typeof globalThis extends { Request: { prototype: infer Request } }
  ? Request
  : { readonly url: string; readonly method: string };

/** A `Response`, if your `lib` has it. */
export type HostResponse = typeof globalThis extends { Response: { prototype: infer Response } }
  ? Response
  : ResponseLike;

/** A `RequestInit`, if your `lib` has it. */
export type HostRequestInit = typeof globalThis extends {
  fetch: (input: never, init?: infer Init) => unknown;
}
  ? NonNullable<Init>
  : Record<string, unknown>;

/** The type of `globalThis.fetch`, if your `lib` has it. */
export type HostFetch = typeof globalThis extends { fetch: infer Fetch }
  ? Fetch
  : (input: string, init?: HostRequestInit) => Promise<HostResponse>;
