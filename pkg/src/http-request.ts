/** A request for you to send: `const { url, ...init } = request; await fetch(url, init)`. */
export interface HttpRequest {
  url: string;
  method: "POST" | "GET";
  headers: Record<string, string>;
  body?: string;
}
