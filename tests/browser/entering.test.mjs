// Getting in and minding one's own access: the pages in the four ways, and the ways through them.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { password, signIn, startPregonero } from "./server.mjs";

let browser, pregonero, state;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  state = await signIn(browser, pregonero.address, "ana");
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

/** Looks at a page; the browser notes every refused form, which is no fault. */
async function look(page, name) {
  await picture(page, name);
  page.problems = page.problems.filter((problem) => !problem.includes("422"));
  await checkPage(page);
}

for (const way of matrix) {
  test(`the log-in page at ${way.name}`, async () => {
    const page = await open(browser, pregonero.address, way);
    await visit(page, "/entrar");
    await look(page, `entrar-${way.name}`);
    await page.fill("#user", "ana");
    await page.fill("#password", "no es esta contraseña");
    await page.press("#password", "Enter");
    await page.waitForSelector(".errors");
    await look(page, `entrar-error-${way.name}`);
    assert.equal(await page.inputValue("#user"), "ana");
    await page.context().close();
  });

  for (const path of ["/mi-acceso", "/preferencias", "/ayuda", "/ayuda/administrador", "/enlace/prueba"]) {
    test(`${path} at ${way.name}`, async () => {
      const page = await open(browser, pregonero.address, way, { storageState: state });
      await visit(page, path);
      await look(page, `${path.slice(1).replaceAll("/", "-")}-${way.name}`);
      await page.context().close();
    });
  }
}

test("one click lets somebody of the practice in, to where they wanted to go, and out again", async () => {
  const page = await open(browser, pregonero.address);
  await visit(page, "/mi-acceso");
  await page.getByRole("button", { name: /Entrar como Rebeca/ }).click();
  await page.waitForURL("**/mi-acceso");
  await page.locator("[popovertarget=user-menu]").click();
  await page.getByRole("button", { name: "Salir" }).click();
  await page.waitForURL("**/entrar");
  assert.match(await page.locator(".notice").innerText(), /terminó/);
  await visit(page, "/mi-acceso");
  assert.match(page.url(), /\/entrar\?/);
  await page.context().close();
});

test("an application of codes is registered and then asked for", async () => {
  const page = await open(browser, pregonero.address, matrix[2], { storageState: await signIn(browser, pregonero.address, "nora") });
  await visit(page, "/mi-acceso");
  await page.fill("#code-current", password);
  await page.getByRole("button", { name: "Registrar aplicación" }).click();
  await page.waitForURL("**/entrar/registrar/codigo");
  await page.waitForFunction(() => document.querySelector("img.picture").naturalWidth === 264);
  await look(page, "registrar-codigo-390-light");
  const secret = (await page.locator(".copy code").innerText()).replaceAll(" ", "");
  await page.fill("#code", totp(secret));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/entrar/codigos");
  await look(page, "codigos-390-light");
  const code = await page.locator(".codes code").first().innerText();
  await page.getByRole("link", { name: /Ya los guardé/ }).click();
  const next = await open(browser, pregonero.address, matrix[2]);
  await visit(next, "/entrar?volver=%2Fpreferencias");
  await next.fill("#user", "nora");
  await next.fill("#password", password);
  await next.keyboard.press("Enter");
  await next.waitForURL("**/entrar/segundo-factor**");
  await look(next, "segundo-factor-390-light");
  await next.fill("#code", code);
  await next.keyboard.press("Enter");
  await next.waitForURL("**/preferencias");
  await page.context().close();
  await next.context().close();
});

test("a passkey is registered and lets in by itself", async () => {
  const page = await open(browser, pregonero.address, matrix[0], { storageState: await signIn(browser, pregonero.address, "paola") });
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await visit(page, "/mi-acceso");
  await page.fill("#passkey-name", "Computadora de prueba");
  await page.fill("#passkey-current", "no es esta contraseña");
  await page.locator("#passkey").click();
  await page.locator("#passkey-error").waitFor();
  assert.match(await page.locator("#passkey-error").innerText(), /contraseña actual/);
  await page.fill("#passkey-current", password);
  await page.locator("#passkey").click();
  await page.waitForURL("**/entrar/codigos");
  await visit(page, "/mi-acceso");
  assert.match(await page.locator("main").innerText(), /Computadora de prueba/);
  await picture(page, "mi-acceso-llave-1280-light");
  await page.context().clearCookies();
  await visit(page, "/entrar?volver=%2Fayuda");
  await page.locator("#passkey").click();
  await page.waitForURL("**/ayuda");
  assert.ok(await page.locator("#user-menu").count());
  await page.context().close();
});

/** What an application shows now for a secret in base32 (RFC 6238). */
function totp(secret) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = createHmac("sha1", key).update(step).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
}
