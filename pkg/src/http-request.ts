/** A request for you to send: `const { url, ...init } = request; await fetch(url, init)`. */
export interface HttpRequest {
  /** The absolute URL. */
  url: string;
  /** The method of RFC 9110. */
  method: "POST" | "GET";
  /** Names and values, ready to send. */
  headers: Record<string, string>;
  /** JSON, if the request has a body. */
  body?: string;
}
