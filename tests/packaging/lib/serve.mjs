import { staticServer } from "../../../scripts/lib/static-server.mjs";

/** Serves a folder for as long as `use` takes. */
export async function serving(folder, use, headers) {
  const server = staticServer(folder, headers);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
