// An incident from the red button of an account's page on a phone: the account is frozen,
// its access ended on the network, each office says by the link of its mail that it has
// read; and a drill, which tells, stops nothing and counts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { at, launch, matrix, picture, send, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const offices = { carmen: "Carmen", marisol: "Marisol", ulises: "Ulises" };
const people = ["julio", "hector", "olga", ...Object.keys(offices)];
const phone = matrix[2], states = {};
let browser, pregonero, account;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  await Promise.all(people.map(async (who) => { states[who] = await signIn(browser, pregonero.address, who); }));
  account = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas.find((a) => a.usuario === "INEJalisco_practica").id;
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (who, to, act, way = phone) => at(browser, pregonero.address, way, states[who], to, act);

async function look(page, name, way = phone) {
  page.problems = page.problems.filter((p) => !/ 4\d\d /.test(p)); // the refusals that are tested
  await picture(page, `incidente-${name}-${way.name}`);
  await checkPage(page);
}

/** Reports from the account's page; returns the address of what began. */
const report = (kind, drill) => as("julio", `/cuentas/${account}`, async (page) => {
  await page.getByRole("link", { name: "Reportar un incidente" }).first().click();
  assert.equal(await page.inputValue("#account_id"), account, "the account is not chosen already");
  await page.locator(".option", { hasText: kind }).click();
  if (drill) await page.check("#drill", { force: true });
  await look(page, drill ? "simulacro-reporte" : "reporte");
  await send(page, "#alarm button");
  return new URL(page.url()).pathname;
});

//clause:test 6.xxxi
test("one report from a phone freezes the account, and each office says by its mail's link that it read", async () => {
  const path = await report("Alguien más entró");
  const folio = await as("julio", path, async (page) => (await page.textContent("h1")).replace("Incidente", "").trim());
  for (const who of ["hector", "olga"]) {
    await as(who, path, async (page, answer) => {
      assert.equal(answer.status(), 403);
      assert.match(await page.textContent("main"), /6\.xxxi/);
    });
  }
  for (const [who, name] of Object.entries(offices)) {
    await as(who, `/practica/correo?q=${encodeURIComponent(folio)}`, async (page) => {
      const notice = page.locator("main tr", { hasText: name }).locator("a", { hasText: /^\s*Incidente INC/ }).first();
      for (let i = 0; (await notice.count()) === 0; i++) { // mail goes out in its turn
        assert.ok(i < 60, `${name} is not told`);
        await page.waitForTimeout(500);
        await page.reload();
      }
      await notice.click();
      if (who === "ulises") await look(page, "correo");
      await page.getByRole("link", { name: "Seguir el enlace del correo" }).click();
      assert.equal(new URL(page.url()).pathname, path);
      await send(page, "#acknowledge button");
      assert.match(await page.textContent("main"), new RegExp(`${name}[^.]* se enteró`));
      assert.equal(await page.locator("#acknowledge").count(), 0);
    });
  }
  await as("julio", `/cuentas/${account}/accesos`, async (page) => {
    for (let i = 0; !/La conexión con la red se cerró: Incidente/.test(await page.textContent("main")); i++) {
      assert.ok(i < 30, "its access was not ended");
      await page.waitForTimeout(500);
      await page.reload();
    }
    await look(page, "acceso-cerrado");
  });
  await as("carmen", path, async (page) => {
    await look(page, "abierto", matrix[1]);
    await send(page, "#close button");
    assert.match(await page.textContent(".errors"), /.+/);
    const steps = page.getByRole("button", { name: /^Marcar como hecho/ });
    for (let left = await steps.count(); left > 0; left = await steps.count()) await send(page, "main button:has-text('Marcar como hecho')");
    await page.fill("#cause", "Se perdió un teléfono.");
    await page.fill("#measures", "Segundo factor en todos los equipos.");
    await send(page, "#close button");
    assert.match(await page.textContent("main"), /Informe de cierre/);
    await look(page, "cerrado", matrix[1]);
    await visit(page, `/cuentas/${account}`);
    assert.match(await page.textContent("main"), /[Dd]etenida/, "it publishes again and nobody asked for it");
  }, matrix[1]);
});

//clause:test 6.xxxi
test("a drill tells everybody, stops nothing and counts", async () => {
  const other = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas.find((a) => a.usuario === "INEYucatan_practica").id;
  await as("marisol", `/incidentes/nuevo?cuenta=${other}`, async (page) => {
    await page.locator(".option", { hasText: "Alguien más entró" }).click();
    await page.check("#drill", { force: true });
    await send(page, "#alarm button");
    assert.match(await page.textContent("main"), /Es un simulacro: nada se detuvo/);
    await look(page, "simulacro");
    await page.fill("#cause", "Simulacro.");
    await page.fill("#measures", "Avisar más rápido.");
    await send(page, "#close button");
    await visit(page, "/incidentes");
    assert.match(await page.textContent("main"), /1 simulacro en el último año/);
    await look(page, "lista");
  });
  await as("ulises", `/practica/correo?q=SIMULACRO`, async (page) => assert.equal(await page.locator("main tr", { hasText: "Ulises" }).count() > 0, true));
  const published = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas.find((a) => a.id === other);
  assert.equal(published.estado, "vigente");
});
