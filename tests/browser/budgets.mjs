// How heavy and how quick a page is, on a throttled phone.

/** Budgets of ux.md: gzip bytes by kind, of the whole page, and times. */
export const budget = { html: 20e3, css: 15e3, js: 30e3, total: 90e3, lcp: 1800, cls: 0.02 };
export const composerBudget = { ...budget, total: 130e3 };
export const publicBudget = { ...budget, total: 70e3, lcp: 1500 };

const kinds = { Document: "html", Stylesheet: "css", Script: "js", Font: "font", Image: "image" };

/** Loads a path with an empty cache on a slow phone. page comes from open(). */
export async function measure(page, path) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.clearBrowserCache");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200e3, uploadThroughput: 94e3 });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 2 });
  const bytes = { html: 0, css: 0, js: 0, font: 0, image: 0, total: 0 };
  const types = new Map();
  session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, kinds[type]));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = types.get(requestId);
    if (kind) bytes[kind] += encodedDataLength;
    bytes.total += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "load" });
  await page.waitForTimeout(500);
  const times = await page.evaluate(() => new Promise((resolve) => {
    const seen = { lcp: 0, cls: 0 };
    new PerformanceObserver((list) => { seen.lcp = list.getEntries().at(-1).startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) seen.cls += e.value; }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(seen), 100);
  }));
  await session.detach();
  return { ...bytes, ...times };
}

/**
 * Throws when what is sent, or what moves, is over its budget. Times (lcp) are printed by who
 * measures and judge nothing: on a busy machine they tell of the machine.
 */
export function within(measured, limits = budget) {
  const over = Object.entries(limits).filter(([name, limit]) => name !== "lcp" && measured[name] > limit);
  if (over.length > 0) throw new Error(over.map(([name, limit]) => `${name} ${Math.round(measured[name] * 100) / 100} is over ${limit}`).join(", "));
}
