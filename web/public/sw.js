// Keeps the shell of the app, all its pages and the exercise library at hand where there is no signal. Answers of
// the server about people are never kept here: the page itself keeps the last plan and what waits to be sent.
const shell = "hamstring-shell-2";
const library = "hamstring-library-1";
const fixed = ["/", "/icon.svg", "/icon-192.png", "/manifest.webmanifest"];

/** Files of this build, without the 3-D part, which is large and only looked at. */
async function filesOfBuild() {
  const list = await (await fetch("/assets.json", { cache: "no-cache" })).json();
  const files = Object.entries(list)
    .filter(([source]) => !source.includes("leg/scene"))
    .flatMap(([, made]) => [made.file, ...(made.css ?? [])]);
  return [...new Set(files)].map((file) => `/${file}`);
}

/** Fetches what is new in this build and drops what an older one left. */
async function renew() {
  const cache = await caches.open(shell);
  const wanted = await filesOfBuild();
  for (const file of wanted) if (!(await cache.match(file))) await cache.add(file);
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path.startsWith("/assets/") && !wanted.includes(path)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.addAll(fixed))
      .then(renew)
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell && name !== library).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A reminder that is pressed leads to the plan: in the page that is open, else in a new one.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = `/${event.notification.data ?? ""}`;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (pages) => {
      const page = pages[0];
      if (!page) return self.clients.openWindow(address);
      await page.focus();
      return page.navigate(address).catch(() => undefined);
    }),
  );
});

/** From the server while it answers; what it last said where it does not. */
async function freshOrKept(event, store, key) {
  try {
    const reply = await fetch(event.request);
    if (reply.ok) {
      const copy = reply.clone();
      event.waitUntil(caches.open(store).then((cache) => cache.put(key, copy)));
      if (key === "/") event.waitUntil(renew().catch(() => undefined));
    }
    return reply;
  } catch (error) {
    const kept = await (await caches.open(store)).match(key);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === "/api/v1/library") event.respondWith(freshOrKept(event, library, url.pathname + url.search));
  else if (url.pathname === "/" || fixed.includes(url.pathname)) event.respondWith(freshOrKept(event, shell, url.pathname));
  // A file under assets/ never changes: its name says what it holds.
  else if (url.pathname.startsWith("/assets/")) event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)));
});
