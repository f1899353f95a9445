/* global VERSION, FILES */
// The build puts the version and the names of all files before this.

// Another copy of the inspector can live below another path of the same origin, which shares all caches.
const OWN = `agent-assertion-inspector ${registration.scope} `;
const CACHE = OWN + VERSION;
const URLS = new Set(FILES.map((name) => new URL(name, registration.scope).href));

addEventListener("install", (event) => {
  const fill = async () =>
    (await caches.open(CACHE)).addAll(FILES.map((name) => new Request(name, { cache: "reload" })));
  event.waitUntil(fill().then(() => skipWaiting()));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.waitUntil(tidy(event));
  event.respondWith(answer(request));
});

/** A tab that was opened before an update asks for files of its own version, which only an older cache has. */
async function answer(request) {
  const url = request.url.split(/[?#]/, 1)[0];
  const names = URLS.has(url) ? [CACHE, ...(await olderCaches())] : await olderCaches();
  for (const cacheName of names) {
    // To open a cache that was deleted meanwhile would make it anew.
    const found = await caches.match(request, { cacheName, ignoreSearch: true });
    if (found) return found;
  }
  return fetch(request);
}

async function tidy(event) {
  if (await isForeign()) return leave();
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  // The document that this navigation replaces and the one that it makes do not count.
  const others = tabs.filter(({ id }) => id !== event.clientId && id !== event.resultingClientId);
  if (others.length === 0) await remove(await olderCaches());
}

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OWN));
const olderCaches = async () => (await ownCaches()).filter((name) => name !== CACHE);
const remove = (names) => Promise.all(names.map((name) => caches.delete(name)));

/** True if another site has taken over this origin since: on a loopback address, whatever listens at the port next. */
async function isForeign() {
  try {
    const { ok, headers } = await fetch(location.href, { cache: "no-store" });
    return !ok || !/javascript/.test(headers.get("Content-Type") ?? "");
  } catch {
    return false; // There is no network.
  }
}

/** From the next navigation on, the browser asks the other site itself. */
async function leave() {
  await remove(await ownCaches());
  await registration.unregister();
}
