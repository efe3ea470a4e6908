// Letters: the head of an area signs one with a practice certificate; what is not the
// letter, or is signed with another key, is refused in plain words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const heads = ["carmen", "fatima", "hector", "rebeca"];
let browser, pregonero, state, letter;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  for (const who of heads) {
    state = await signIn(browser, pregonero.address, who);
    const page = await as();
    await visit(page, "/oficios?estado=issued");
    const link = page.locator("main a[href^='/oficios/']:not([href$='/certificados']):not([href*='.csv'])").first();
    letter = (await link.count()) ? await link.getAttribute("href") : undefined;
    if (letter) {
      await visit(page, letter);
      if (!(await page.locator("#sign").count())) letter = undefined;
    }
    await page.context().close();
    if (letter) return;
  }
  throw new Error("no head has a letter to sign");
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (way = matrix[0]) => open(browser, pregonero.address, way, { storageState: state });

const send = (page, form) => Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), page.locator(`${form} button`).last().click()]);

for (const way of matrix) {
  test(`pages at ${way.name}`, async (t) => {
    for (const [name, path] of [["oficios", "/oficios"], ["oficio", letter], ["certificados", "/oficios/certificados"]]) {
      await t.test(name, async () => {
        const page = await as(way);
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

// clause:test 7.ii
test("what is not the letter is refused, and the head signs it", async () => {
  const page = await as();
  await visit(page, letter);
  await page.setInputFiles("#signed", { name: "otro.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\notro\n") });
  await send(page, "#upload");
  await page.getByText("El PDF no es el del oficio").first().waitFor();
  const certificate = { name: "mio.p12", mimeType: "application/x-pkcs12", buffer: await (await page.request.get(`${pregonero.address}/practica/certificado.p12`)).body() };
  await page.setInputFiles("#certificate", certificate);
  await page.fill("#passphrase", "otra");
  await send(page, "#sign");
  await page.getByText("No se pudo abrir el certificado con esa contraseña").first().waitFor();
  assert.equal(await page.inputValue("#passphrase"), "");
  await page.setInputFiles("#certificate", certificate);
  await page.fill("#passphrase", "practica");
  await send(page, "#sign");
  await page.getByText("Firma electrónica dentro del PDF, verificada").first().waitFor();
  await picture(page, "oficio-firmado");
  page.problems = page.problems.filter((p) => !p.includes("422")); // the two refusals that are tested
  await checkPage(page);
  const signed = await page.request.get(`${pregonero.address}${letter}/firmado`);
  assert.match(signed.headers()["content-disposition"], /^attachment/);
  assert.equal((await signed.body()).subarray(0, 5).toString(), "%PDF-");
  await page.context().close();
});
