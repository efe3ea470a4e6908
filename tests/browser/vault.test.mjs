// The vault: its pages in the four ways, a secret seen once that leaves by itself, and the
// renewal of a password from its beginning to its end.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { password, signIn, startPregonero } from "./server.mjs";

const people = ["ana", "luis", "rebeca", "marisol"];
const states = {};
let browser, pregonero, vault;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  for (const who of people) states[who] = await signIn(browser, pregonero.address, who);
  const accounts = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas;
  vault = (start) => `/boveda/${accounts.find((a) => a.usuario.startsWith(start)).id}`;
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (who, way = matrix[0], more = {}) => open(browser, pregonero.address, way, { storageState: states[who], ...more });

for (const way of matrix) {
  test(`pages at ${way.name}`, async (t) => {
    const kept = vault("INETV_"), empty = vault("INEMexico_");
    for (const [who, name, path] of [
      ["marisol", "boveda", "/boveda"], ["ana", "boveda-mias", "/boveda"], ["ana", "boveda-cuenta", kept], ["marisol", "boveda-cuenta-cncs", kept],
      ["ana", "boveda-entregar", `${empty}/guardar?parte=codes`], ["ana", "boveda-aviso", `${kept}/ver?parte=password`],
      ["ana", "boveda-renovar", `${kept}/renovar`], ["ana", "boveda-revision", `${kept}/revision`],
    ]) {
      await t.test(name, async () => {
        const page = await as(who, way);
        try {
          assert.equal((await visit(page, path)).status(), 200);
          await picture(page, `${name}-${way.name}`);
          await checkPage(page);
        } finally {
          await page.context().close();
        }
      });
    }
  });
}

/** Goes through the interruption and the form; returns the page with the secret. */
async function reveal(page, path, part, reason) {
  await visit(page, `${path}/ver?parte=${part}`);
  await page.click(".interruption button");
  await page.waitForSelector("#reason");
  if (reason) await page.fill("#reason", reason);
  await page.fill("#code", password);
  await page.click("button:has-text('Mostrar')");
  await page.waitForSelector("#shown code");
  return page.textContent("#shown code");
}

// clause:test 5.1.p4
test("a secret is seen once, is told to the others, and leaves by itself", async () => {
  const path = vault("INETV_");
  const page = await as("ana");
  await page.clock.install();
  const seen = await reveal(page, path, "password", "Entrar a la red para cambiar la foto");
  assert.ok(seen.length >= 14);
  await picture(page, "boveda-mostrada-1280-light");
  await checkPage(page);
  await page.clock.runFor(31_000);
  assert.doesNotMatch(await page.content(), new RegExp(seen.replace(/[^\w]/g, "\\$&")));
  await page.context().close();

  const luis = await as("luis");
  await visit(luis, path);
  assert.match(await luis.textContent("main"), /Entrar a la red para cambiar la foto/);
  assert.ok(!(await luis.content()).includes(seen));
  await luis.context().close();

  const press = await as("marisol");
  assert.equal((await visit(press, `${path}/ver?parte=password`)).status(), 403);
  assert.match(await press.textContent("main"), /5\.1\.p4/);
  await press.context().close();

  const phone = await as("ana", matrix[2], { userAgent: "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36" });
  assert.equal((await visit(phone, `${path}/ver?parte=password`)).status(), 403);
  await phone.context().close();
});

test("without scripts the page with the secret leaves by itself too", async () => {
  const path = vault("INETV_");
  const page = await as("rebeca", matrix[0], { javaScriptEnabled: false });
  await visit(page, `${path}/ver?parte=seed`);
  await page.click(".interruption button");
  await page.fill("#reason", "Entrar a la red");
  await page.fill("#code", password);
  const [answer] = await Promise.all([page.waitForResponse((r) => r.url().endsWith("/mostrar")), page.click("button:has-text('Mostrar')")]);
  assert.match(answer.headers().refresh, /^30; url=\/boveda\//);
  assert.equal(answer.headers()["cache-control"], "no-store");
  assert.match(await page.textContent("#shown code"), /^\d{6}$/);
  await page.context().close();
});

// clause:test 6.xxxiv
test("a password is renewed step by step", async () => {
  const path = vault("INETV_");
  const page = await as("ana");
  await visit(page, `${path}/renovar`);
  await page.click("button:has-text('Generar la contraseña y empezar')");
  await page.waitForSelector("#on");
  await picture(page, "boveda-renovando-1280-light");
  await checkPage(page);
  const old = await reveal(page, path, "password"), fresh = await reveal(page, path, "pending");
  assert.notEqual(old, fresh);
  assert.equal(fresh.length, 24);
  await page.click("a:has-text('Ocultar ahora')");
  await page.waitForSelector("#on");
  await page.click("button:has-text('Ya la cambié en la red')");
  await page.waitForURL((url) => url.pathname === path);
  assert.match(await page.textContent(".notice"), /quedó renovada/);
  assert.equal(await reveal(page, path, "password", "Comprobar que es la nueva"), fresh);
  await page.context().close();
});

// clause:test 5.1.p4
test("a passkey confirms who wants to see a secret", async () => {
  const path = vault("INEJalisco_");
  const page = await open(browser, pregonero.address, matrix[0], { storageState: await signIn(browser, pregonero.address, "julio") });
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await visit(page, "/mi-acceso");
  await page.fill("#passkey-name", "Computadora de prueba");
  await page.fill("#passkey-current", password);
  await page.locator("#passkey").click();
  await page.waitForURL("**/entrar/codigos");
  await visit(page, `${path}/ver?parte=password`);
  await page.click(".interruption button");
  await page.waitForSelector("#code");
  await page.locator("#passkey").click();
  await page.waitForURL("**/motivo?parte=password");
  assert.equal(await page.locator("#code").count(), 0);
  await picture(page, "boveda-llave-1280-light");
  await checkPage(page);
  await page.fill("#reason", "Cambiar la imagen del perfil");
  await page.click("button:has-text('Mostrar')");
  await page.waitForSelector("#shown code");
  await visit(page, `${path}/motivo?parte=password`); // what was spent does not confirm again
  assert.equal(await page.locator("#code").count(), 1);
  await page.context().close();
});
