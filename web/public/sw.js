// Keeps the shell of the app at hand where there is no signal. Answers of the server are never kept here:
// what waits to be sent is kept by the page itself, and only that.
const shell = "hamstring-shell-1";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(shell).then((cache) => cache.addAll(["/", "/icon.svg", "/manifest.webmanifest"])).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  event.respondWith(
    fetch(event.request)
      .then((reply) => {
        if (reply.ok && (url.pathname === "/" || url.pathname.startsWith("/assets/"))) {
          const copy = reply.clone();
          event.waitUntil(caches.open(shell).then((cache) => cache.put(url.pathname, copy)));
        }
        return reply;
      })
      .catch(() => caches.match(url.pathname).then((kept) => kept ?? caches.match("/"))),
  );
});
