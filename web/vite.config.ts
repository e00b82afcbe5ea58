import { defineConfig } from "vite";

// One page; the 3-D part is a chunk of its own that is fetched when a leg is seen.
export default defineConfig({
  base: "/",
  build: { manifest: "assets.json", target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
