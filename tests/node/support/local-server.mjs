import { createServer } from "node:http";

/** A server on this machine that remembers what it was asked, for the time of one test. */
export async function serve(context, answer) {
  const requests = [];
  const server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
    const { method, url: path, headers } = incoming;
    requests.push({ method, path, headers, body });
    answer({ method, path, headers, body }, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const base = `http://127.0.0.1:${server.address().port}`;
  return { requests, where: { endpoints: base, authApiBaseUrl: base }, base };
}
