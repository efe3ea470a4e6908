// Administración in the four ways, and the ways through it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { launch, matrix, open, picture, root, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const states = {};
let browser, pregonero, person, grant;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  for (const who of ["olga", "marisol"]) states[who] = await signIn(browser, pregonero.address, who);
  const page = await open(browser, pregonero.address, matrix[0], { storageState: states.marisol });
  await visit(page, "/administracion/personas?q=nora");
  person = await page.locator(".table a").first().getAttribute("href");
  await visit(page, "/administracion/cargos?cargo=endorser");
  grant = await page.locator(".table a[href$='/terminar']").first().getAttribute("href");
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

for (const way of matrix) {
  const pages = [
    ["olga", () => "/administracion/personas", "personas"], ["olga", () => "/administracion/personas/nueva", "persona-nueva"],
    ["olga", () => person, "persona"], ["olga", () => `${person}/baja`, "baja"], ["marisol", () => person, "persona-cargos"],
    ["marisol", () => "/administracion/cargos", "cargos"], ["marisol", () => grant, "cargo-terminar"], ["olga", () => "/administracion/areas", "areas"],
    ["olga", () => "/administracion/areas/importar", "importar"], ["olga", () => "/administracion/sistema", "sistema"],
  ];
  for (const [who, path, name] of pages) {
    test(`${name} at ${way.name}`, async () => {
      const page = await open(browser, pregonero.address, way, { storageState: states[who] });
      const answer = await visit(page, path());
      assert.equal(answer.status(), 200);
      await picture(page, `admin-${name}-${way.name}`);
      await checkPage(page);
      await page.context().close();
    });
  }

  test(`a list with faults at ${way.name}`, async () => {
    const page = await open(browser, pregonero.address, way, { storageState: states.olga });
    await visit(page, "/administracion/areas/importar");
    const text = "id,name,short,kind,parent_id,zone,state,number\njde-jal-01,Junta Distrital 01,JDE 01,district_board,jle-jal,,Jalisco,1\nMALO,Junta sin clase,J,nada,no-hay,Marte/Cráter,,0\n";
    await page.setInputFiles("#file", { name: "areas.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Revisar el archivo" }).click();
    await page.waitForSelector(".errors");
    page.problems = page.problems.filter((problem) => !problem.includes("422"));
    await picture(page, `admin-importar-errores-${way.name}`);
    await checkPage(page);
    await page.context().close();
  });
}

test("somebody is added and enters by the link", async () => {
  const page = await open(browser, pregonero.address, matrix[2], { storageState: states.olga });
  await visit(page, "/administracion/personas/nueva");
  await page.fill("#username", "nueva.persona");
  await page.fill("#name", "Persona Nueva");
  await page.fill("#email", "nueva.persona@gmail.com");
  await page.selectOption("#area_id", { index: 1 });
  await page.selectOption("#rank_id", { index: 1 });
  await page.getByRole("button", { name: "Agregar" }).click();
  await page.waitForSelector("#email-error");
  assert.equal(await page.inputValue("#name"), "Persona Nueva");
  await page.fill("#email", "nueva.persona@ine.mx");
  await page.getByRole("button", { name: "Agregar" }).click();
  await page.waitForSelector(".copy code");
  await picture(page, "admin-enlace-390-light");
  page.problems = page.problems.filter((problem) => !problem.includes("422"));
  await checkPage(page);
  const link = await page.locator(".copy code").innerText();
  const next = await open(browser, pregonero.address, matrix[2]);
  await next.goto(link);
  await next.fill("#password", "cuatro llaves viejas y un farol");
  await next.fill("#again", "cuatro llaves viejas y un farol");
  await next.getByRole("button", { name: "Guardar contraseña" }).click();
  await next.waitForURL("**/entrar");
  await next.fill("#user", "nueva.persona");
  await next.fill("#password", "cuatro llaves viejas y un farol");
  await next.keyboard.press("Enter");
  await next.waitForURL(`${pregonero.address}/`);
  assert.match(await next.locator("main").innerText(), /no tiene un cargo/);
  await picture(next, "dia-sin-cargo-390-light");
  await checkPage(next);
  await next.context().close();
  await page.context().close();
});

test("the list of district boards imports as it comes", async () => {
  const page = await open(browser, pregonero.address, matrix[0], { storageState: states.olga });
  await visit(page, "/administracion/areas/importar");
  await page.setInputFiles("#file", join(root, "regulation/practice/ine_district_boards.csv"));
  await page.getByRole("button", { name: "Revisar el archivo" }).click();
  await page.getByRole("button", { name: "Importar las 300 áreas" }).waitFor();
  await picture(page, "admin-importar-bien-1280-light");
  await page.getByRole("button", { name: "Importar las 300 áreas" }).click();
  await page.waitForURL("**/administracion/areas");
  assert.match(await page.locator(".notice").innerText(), /300/);
  await checkPage(page);
  await page.context().close();
});
