import { once } from "node:events";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { staticServer } from "../../../scripts/lib/static-server.mjs";

/** Serves the built inspector without keeping the process alive. Returns the URL. */
export async function startSite() {
  const server = staticServer(fromRoot("www/dist")).listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}/`;
}
