import type { HostAbortSignal } from "./abort.js";

/** The members of a `Response` that are used. Every `Response` has them. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: object | null;
  text(): Promise<string>;
}

/** A `fetch` function. It must not follow redirects, because a request is signed for one address. */
export type Fetch = (
  url: string,
  init: {
    method: "POST" | "GET";
    headers: Record<string, string>;
    body?: string;
    redirect: "manual";
    signal: HostAbortSignal;
  },
) => Promise<ResponseLike>;
