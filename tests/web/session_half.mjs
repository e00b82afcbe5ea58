// A session has two halves: the cookie, which every request carries, and one that the page adds. What a check asks of
// the server beside the page (context.request) gets it here, as the page would: from where the app keeps it.
const key = "hamstring.page";
const begins = /\/api\/v1\/(login|setup|password|join)$/;

function addHalves(context) {
  const { request } = context;
  const send = request.fetch.bind(request);
  const known = new Map();
  const fromPage = async (origin) =>
    (await context.storageState()).origins.find((one) => one.origin === origin)?.localStorage.find((one) => one.name === key)?.value;
  const intoPage = async (origin, half) => {
    const page = await context.newPage();
    await page.goto(`${origin}/icon.svg`);
    await page.evaluate(([name, value]) => localStorage.setItem(name, value), [key, half]);
    await page.close();
  };
  request.fetch = async (url, options = {}) => {
    const address = new URL(typeof url === "string" ? url : url.url());
    if (!address.pathname.startsWith("/api/v1/")) return send(url, options);
    const { origin } = address;
    const ask = () => send(url, { ...options, headers: { ...(known.get(origin) ? { "Hamstring-Page": known.get(origin) } : {}), ...options.headers } });
    if (!known.has(origin)) known.set(origin, await fromPage(origin));
    let reply = await ask();
    if (reply.status() === 401) {
      known.set(origin, await fromPage(origin));
      reply = await ask();
    }
    if (reply.ok() && begins.test(address.pathname)) {
      known.set(origin, (await reply.json()).page);
      await intoPage(origin, known.get(origin));
    }
    return reply;
  };
  return context;
}

/** Every context of this browser asks with both halves. */
export function withHalves(browser) {
  const make = browser.newContext.bind(browser);
  browser.newContext = async (options) => addHalves(await make(options));
  return browser;
}
