// Runs in a page. `browser.mjs` reads the results from it.
import { codec } from "../codec/web.mjs";
import { measureHeaders } from "../headers.mjs";
import { portablePeers } from "../peers.mjs";

globalThis.measured = portablePeers(codec).then((peers) => measureHeaders(peers));
