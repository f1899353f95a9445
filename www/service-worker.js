/* global VERSION, FILES */
// The build puts the version and the names of all files before this.

const CACHE = `agent-assertion-inspector ${VERSION}`;

addEventListener("install", (event) => {
  const fill = async () =>
    (await caches.open(CACHE)).addAll(FILES.map((name) => new Request(name, { cache: "reload" })));
  event.waitUntil(fill().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter(
      (name) => name.startsWith("agent-assertion-inspector ") && name !== CACHE,
    );
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    return (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request);
  };
  event.respondWith(answer());
});
