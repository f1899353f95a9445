import { TestAuthority } from "agent-identity-wasm/authority";

/** A test authority that keeps every request, with its headers and its body. */
export class RecordingAuthority extends TestAuthority {
  requests = [];
  /** Called with the id of each task that was registered, once the client has been answered. */
  afterTask = () => {};

  async fetch(request) {
    const { method, url } = request;
    const entry = { method, path: new URL(url).pathname, headers: Object.fromEntries(request.headers) };
    const { upgrade } = entry.headers;
    if (upgrade) entry.upgrade = true;
    const body = method === "GET" ? "" : await request.clone().text();
    if (body) entry.body = body;
    this.requests.push(entry);
    const response = await super.fetch(request);
    entry.status = response.status;
    const { route, taskId } = this.events.at(-1);
    if (route === "task" && taskId !== undefined) this.afterTask(taskId);
    if (/json/.test(response.headers.get("content-type") ?? "")) entry.answer = await response.clone().json();
    return response;
  }
}
