// A real Chromium for tests of pages. See README.md.
import { chromium } from "playwright-core";
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** The four ways in which each page is looked at. */
export const matrix = [1280, 390].flatMap((width) => ["light", "dark"].map((scheme) => ({
  name: `${width}-${scheme}`, width, height: width === 1280 ? 900 : 844, scheme,
})));

/** Starts Chromium. Set CHROMIUM when it is not /usr/bin/chromium. */
export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

/** Starts a program and waits until it prints an address; stop() ends it. */
export async function serve(command, args, { env = {}, pattern = /http:\/\/[\w.:[\]]+\/?/ } = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const stop = () => { try { process.kill(-child.pid); } catch { /* it has ended already */ } };
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const listen = (data) => {
      said += data;
      const found = said.match(pattern);
      if (found) resolve(found[0].replace(/\/$/, ""));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => reject(new Error(`${command} ended with ${code}:\n${said}`)));
  });
  return { address, stop };
}

/**
 * A new private window on base. way is one of matrix; more goes to Playwright's context
 * (storageState to be logged in, for one). page.problems collects what went wrong.
 */
export async function open(browser, base, way = matrix[0], more = {}) {
  const context = await browser.newContext({
    baseURL: base, viewport: { width: way.width, height: way.height }, colorScheme: way.scheme,
    locale: "es-MX", timezoneId: "America/Mexico_City", hasTouch: way.width < 500, ...more,
  });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.problems.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => page.problems.push(`script: ${error.message}`));
  return page;
}

/** Goes to a path and waits until it is still: loaded, with its font. */
export async function visit(page, path) {
  const response = await page.goto(path, { waitUntil: "load" });
  if (response?.status() >= 500) throw new Error(`${path}: ${response.status()}: ${(await page.textContent("body")).replace(/\s+/g, " ").slice(0, 400)}`);
  await page.evaluate(() => document.fonts.ready);
  return response;
}

/** Presses a form's button and waits for the page that follows. */
export async function send(page, button) {
  await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), page.locator(button).first().click()]);
  await page.waitForLoadState("load");
}

/** Opens a page at a path as somebody (no storageState: nobody), does act(page, answer) there and closes it. */
export async function at(browser, base, way, storageState, path, act) {
  const page = await open(browser, base, way, storageState ? { storageState } : {});
  try {
    const answer = await visit(page, path);
    return await act(page, answer);
  } finally {
    await page.context().close();
  }
}

/** Keeps a picture of the whole page in the folder that SCREENSHOTS names, if it does. */
export async function picture(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
