// The whole life of an account: its file to read, print and keep; who attends it and when;
// and a closing in one act.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const sessions = {};
let browser, server, account;

before(async () => {
  [browser, server] = await Promise.all([launch(), startPregonero()]);
  for (const who of ["ana", "luis", "rebeca", "marisol", "patricia", "olga"]) sessions[who] = await signIn(browser, server.address, who);
  account = (await (await fetch(`${server.address}/directorio.json`)).json()).cuentas.find((a) => a.usuario === "INEMexico_practica").id;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function as(who, path, act, way = matrix[2]) {
  const page = await open(browser, server.address, way, who ? { storageState: sessions[who] } : {});
  try {
    await visit(page, path);
    return await act(page);
  } finally {
    await page.context().close();
  }
}

const has = (locator, text) => locator.filter({ hasText: text }).first().waitFor({ state: "attached", timeout: 10_000 });
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "America/Mexico_City" });

// clause:test 5.1.p5
test("vacations are announced from a phone, the public reads them, and somebody watches", async () => {
  const path = `/cuentas/${account}/horario`;
  await as("ana", path, async (page) => {
    await page.fill("#from", day(15));
    await page.fill("#to", day(12));
    await page.fill("#reason", "Vacaciones");
    await page.getByRole("button", { name: "Anunciar" }).click();
    await has(page.locator(".errors"), "último día");
    page.problems = page.problems.filter((p) => !p.includes("422"));
    assert.equal(await page.inputValue("#reason"), "Vacaciones");
    await page.fill("#to", day(20));
    await page.getByRole("button", { name: "Anunciar" }).click();
    await has(page.locator(".notice"), "Quedó anunciado");
    await has(page.locator("#days-off"), "Falta decir quién vigila");
    await page.selectOption("#person_id", { index: 1 });
    await page.fill("#turn-from", day(15));
    await page.fill("#turn-to", day(20));
    await page.getByRole("button", { name: "Agregar el turno" }).click();
    await has(page.locator(".notice"), "El turno quedó en la rota");
    await has(page.locator("#days-off"), "Vigila:");
    await picture(page, "horario-rota-390");
    await checkPage(page);
    await page.getByRole("link", { name: "Redactar el aviso" }).first().click();
    await has(page.locator("textarea"), "sin atención (Vacaciones)");
  });
  await as(null, `/verificar/${account}`, async (page) => {
    await has(page.locator("main"), "sin atención (Vacaciones)");
    await picture(page, "verificar-ausencias-390");
    await checkPage(page);
  });
  await as("marisol", path, async (page) => assert.equal(await page.locator("form#period, form#turn").count(), 0));
});

// clause:test 8.iii
test("the file is read with its index, printed and kept as a PDF; others are refused", async () => {
  const path = `/cuentas/${account}/completo`;
  await as("rebeca", path, async (page) => {
    await page.getByRole("navigation", { name: "Índice" }).getByRole("link", { name: "Custodia de los accesos" }).click();
    assert.equal(new URL(page.url()).hash, "#custodia");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Descargar en PDF" }).click()]);
    assert.match(download.suggestedFilename(), /^expediente-.+\.pdf$/);
    if (process.env.SHOTS_PDF) {
      await download.saveAs(`${process.env.SHOTS_PDF}/expediente.pdf`);
      await writeFile(`${process.env.SHOTS_PDF}/impreso.pdf`, await page.pdf({ preferCSSPageSize: true }));
    }
  }, matrix[0]);
  await as("patricia", path, async (page) => has(page.locator("#custodia"), "Esta parte se omite"));
  await as("olga", path, async (page) => has(page.locator("main"), "1.p1"));
});

for (const way of matrix) {
  test(`the file's pages at ${way.name}`, async (t) => {
    for (const [who, path] of [["rebeca", "completo"], ["ana", "horario"], ["marisol", "horario"], ["rebeca", "cierre"]]) {
      await t.test(`${who} ${path}`, () => as(who, `/cuentas/${account}/${path}`, async (page) => {
        await picture(page, `expediente-${path}-${who}-${way.name}`);
        await checkPage(page);
      }, way));
    }
  });
}
