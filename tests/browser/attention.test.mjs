// The inbox, the accounts' files and the ledger: every page in the four ways, and one
// comment from taking it to its answer on the network and its entry in the ledger.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { budget, measure, within } from "./budgets.mjs";
import { signIn, startPregonero } from "./server.mjs";

const people = ["ana", "luis", "carmen", "marisol", "aurora", "sergio"];
const states = {};
let browser, pregonero, pages;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  for (const who of people) states[who] = await signIn(browser, pregonero.address, who);
  const accounts = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas;
  const find = (start) => accounts.find((a) => a.usuario.startsWith(start)).id;
  const mine = `/cuentas/${find("INEMexico_")}`, hers = `/cuentas/${find("INEJalisco_")}`;
  pages = [
    ["ana", "bandeja", "/bandeja"], ["ana", "bandeja-todos", "/bandeja?vista=todos"], ["ana", "bandeja-vacia", "/bandeja?q=nadadeesto"],
    ["marisol", "cuentas", "/cuentas"], ["marisol", "cuenta-nueva", "/cuentas/nueva"],
    ["ana", "expediente", mine], ["ana", "expediente-linea", `${mine}/linea`], ["carmen", "expediente-personas", `${hers}/personas`],
    ["ana", "expediente-accesos", `${mine}/accesos`], ["carmen", "expediente-horario", `${hers}/horario`],
    ["ana", "expediente-publicaciones", `${mine}/publicaciones`], ["ana", "expediente-completo", `${mine}/completo`],
    ["ana", "detener", `${mine}/detener`], ["carmen", "pausa", `${hers}/estado?accion=suspend`],
    ["aurora", "bitacora", "/bitacora"], ["aurora", "bitacora-negado", "/bitacora?resultado=refused"], ["aurora", "asiento", "/bitacora/asiento/3"],
    ["aurora", "bitacora-verificar", "/bitacora/verificar"], ["sergio", "asiento-borrar", "/bitacora/asiento/3/borrar"],
    ["aurora", "cumplimiento", "/cumplimiento"],
  ];
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (who, way = matrix[0], more = {}) => open(browser, pregonero.address, way, { storageState: states[who], ...more });

for (const way of matrix) {
  test(`pages at ${way.name}`, async (t) => {
    for (const [who, name, path] of pages) {
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

test("a comment is taken, checked while it is answered, and goes out", async () => {
  const page = await as("ana");
  await visit(page, "/bandeja");
  const href = await page.locator("main .task__link").first().getAttribute("href");
  await page.click(`main .task__link[href='${href}']`);
  await page.click(`form[action='${href}/tomar'] button`);
  await page.waitForURL("**#respuesta");
  const other = await as("luis", matrix[2]);
  await visit(other, href);
  assert.match(await other.textContent("#respuesta"), /Ana Torres Beltrán está escribiendo/);
  await picture(other, "conversacion-ocupada-390-light");
  await checkPage(other);

  await page.fill("#text", "Escríbale a juan@gmail.com y le ayuda.");
  await page.waitForSelector("#findings .finding.state-fix mark");
  await picture(page, "conversacion-1280-light");
  await checkPage(page);
  await page.click("#answer button:has-text('Enviar respuesta')");
  await page.waitForSelector(".errors a[href='#text']");
  assert.equal(await page.inputValue("#text"), "Escríbale a juan@gmail.com y le ayuda.");
  page.problems = page.problems.filter((p) => !p.includes("422")); // the refusal is what is tested

  const answer = `Hola. Gracias por escribirnos: consulte las fechas en www.ine.mx. ${Date.now()}`;
  await page.fill("#text", answer);
  await page.click("#answer button:has-text('Enviar respuesta')");
  await page.waitForSelector(`.message--own:has-text('${answer}')`);
  for (let i = 0; !(await page.locator(`.message--own:has-text('${answer}') .tag:has-text('Publicada')`).count()); i++) {
    assert.ok(i < 60, "the answer did not go out");
    await page.waitForTimeout(500);
    await page.reload();
  }
  const there = await page.locator(`.message--own:has-text('${answer}') a`).getAttribute("href");
  assert.ok((await (await page.request.get(there)).text()).includes(answer), "the network does not show it");
  await visit(page, "/bitacora?que=item.answer");
  assert.match(await page.locator("#ledger tbody tr").first().textContent(), /Ana Torres Beltrán\s+contestó un comentario/);
  await page.context().close();
  await other.context().close();
});

test("everything works without scripts", async () => {
  const page = await as("ana", matrix[2], { javaScriptEnabled: false });
  await page.goto("/bandeja");
  const href = await page.locator("main .task__link").first().getAttribute("href");
  await page.goto(href);
  await page.fill("#reason", "Es un agradecimiento.");
  await page.click(`form[action='${href}/cerrar'] button`);
  assert.match(await page.textContent("#respuesta"), /Es un agradecimiento\./);
  await page.click(`form[action='${href}/reabrir'] button`);
  assert.ok(await page.locator(`form[action='${href}/tomar']`).count());
  await page.context().close();
});

test("the ledger is exported with its proof", async () => {
  const page = await as("aurora");
  await visit(page, "/bitacora");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("form[action='/bitacora/exportar'] button")]);
  assert.match(download.suggestedFilename(), /^bitacora-\d{4}-\d\d-\d\d\.zip$/);
  await page.context().close();
});

test("pages keep to their budget on a slow phone", async (t) => {
  for (const [who, name, path] of pages) {
    await t.test(name, async (t) => {
      const page = await as(who, matrix[2]);
      try {
        const seen = await measure(page, path);
        t.diagnostic(JSON.stringify(seen));
        within(seen, budget);
      } finally {
        await page.context().close();
      }
    });
  }
});
