// What is found at links and in sources shows in the composer by itself, when it arrives: the
// real program, its worker, and a site that it may visit.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

let browser, server, site, host, session;

before(async () => {
  site = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end("<!doctype html><title>Acuerdo</title><p>Inicia el 15 de enero de 2027, a las 9:00 horas, en 1,250 módulos. Informó la consejera Norma Pérez.");
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${site.address().port}`;
  [browser, server] = await Promise.all([launch(), startPregonero({ args: ["--allow-hosts", host] })]);
  session = await signIn(browser, server.address, "luis");
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await new Promise((resolve) => site.close(resolve));
});

const finding = (page, text) => page.locator("#findings .finding", { hasText: text }).first();
const arrives = { state: "attached", timeout: 45000 };

/** Runs in a new composer with a text in it. */
async function writing(text, way, run) {
  const page = await open(browser, server.address, way, { storageState: session });
  try {
    await visit(page, "/redactar");
    await page.locator("#accounts .chip, .chip:has(input[name=accounts])").first().click();
    await page.locator("#text").pressSequentially(text);
    await run(page);
  } finally {
    await page.context().close();
  }
}

describe("links and sources", () => {
  // clause:test 6.vi
  // clause:test 6.iv
  test("what is found arrives while nobody types", () => writing("Inicia el 16 de enero en 1,250 módulos, de las 9 h. Lea https://no-existe.ine.mx/acuerdo", matrix[0], async (page) => {
    await page.getByLabel("Título del documento").first().fill("Acuerdo");
    await page.getByLabel("Dirección").first().fill(`http://${host}/acuerdo`);
    await page.locator("#text").press("End");
    await page.locator("#text").pressSequentially(".");
    await finding(page, "La fuente no dice «16 de enero»").waitFor(arrives);
    await finding(page, /El enlace (no se pudo revisar|está roto)/).waitFor(arrives);
    await page.locator("#findings-waiting").waitFor({ state: "detached", timeout: 45000 });
    assert.equal(await finding(page, "«1,250»").count(), 0, "what the source says is not pointed at");
  }));

  // clause:test 6.xx
  for (const way of matrix) {
    test(`a document as the source, ${way.name}`, () => writing("Son 1,520 módulos y abren a las 10:00. Informó la consejera Norma Ramírez.", way, async (page) => {
      await page.locator("#documents").setInputFiles({ name: "acuerdo.html", mimeType: "text/html",
        buffer: Buffer.from("<!doctype html><title>Acuerdo</title><p>Hay 1,250 módulos, que abren a las 9:00 horas. Norma Pérez.") });
      await page.locator('[name="source-1-hash"]').waitFor(arrives);
      for (const said of ["1,520", "10:00", "Norma Ramírez"]) await finding(page, said).waitFor(arrives);
      await picture(page, `fuente-${way.name}`);
      await checkPage(page);
    }));
  }

  test("a file that is no document is refused in words, and nothing typed is lost", () => writing("Aviso de prueba", matrix[1], async (page) => {
    await page.locator("#documents").setInputFiles({ name: "foto.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1") });
    await page.getByText("Ese tipo de archivo no sirve como fuente").first().waitFor(arrives);
    assert.equal(await page.inputValue("#text"), "Aviso de prueba");
  }));
});
