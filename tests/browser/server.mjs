// The real program in practice mode, for tests of pages. It builds nothing: `make build` first.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, root } from "./harness.mjs";

/** Opens every account of the practice mode. */
export const password = "practica con Pregonero";

/**
 * Starts bin/pregonero (or what PREGONERO_BIN names) in practice mode on a free port with
 * its own empty data. Returns { address, stop(), crash() }; stop ends it, removes the data and
 * says what the program said of its own faults; crash kills it (SIGKILL) and starts it again
 * with the same data at the same address.
 */
export async function startPregonero({ args = [] } = {}) {
  const data = await mkdtemp(join(tmpdir(), "pregonero-browser-"));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  let child, said = "", ended, gone;
  const start = async () => {
    ended = false;
    child = spawn(process.env.PREGONERO_BIN ?? join(root, "bin/pregonero"),
      ["serve", "--practice", "--data-dir", data, "--listen", `127.0.0.1:${port}`, "--base-url", address, ...args],
      { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { said += text; });
    gone = new Promise((resolve) => child.on("close", () => { ended = true; resolve(); }));
    child.on("error", (error) => { said += error.message; });
    await ready(`${address}/salud/listo`, () => ended, () => said);
  };
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
    await rm(data, { recursive: true, force: true });
    for (const line of said.split("\n").filter((line) => /level"?[=:]"?ERROR/.test(line))) console.error(line.slice(0, 2000));
  };
  const crash = async () => {
    child.kill("SIGKILL");
    await gone;
    await start();
  };
  await start();
  return { address, stop, crash };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again and again, up to a minute, until the program answers. */
async function ready(url, ended, said) {
  for (let i = 0; i < 300; i++) {
    if (ended()) throw new Error(`pregonero ended:\n${said()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`pregonero is not ready after a minute:\n${said()}`);
}

/** Logs somebody of the practice in. Give the result to open() as { storageState }. */
export async function signIn(browser, address, user) {
  const page = await open(browser, address);
  try {
    await page.goto("/entrar");
    await page.fill("#user", user);
    await page.fill("#password", password);
    await Promise.all([page.waitForURL((url) => url.pathname !== "/entrar"), page.press("#password", "Enter")]);
    return await page.context().storageState();
  } finally {
    await page.context().close();
  }
}
