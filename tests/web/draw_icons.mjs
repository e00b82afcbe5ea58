// node draw_icons.mjs: draws web/public/icon-*.png from web/public/icon.svg, for installing the app. The maskable one
// fills the square and keeps the drawing within the safe circle.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../web/public");
const svg = readFileSync(join(folder, "icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.HAMSTRING_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const [name, size, maskable] of [
  ["icon-192", 192, false],
  ["icon-512", 512, false],
  ["icon-maskable-512", 512, true],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = maskable
    ? svg.replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"').replace(/<rect[^>]*>/, '<rect x="-8" y="-8" width="80" height="80" fill="#14324f"/>')
    : svg;
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
