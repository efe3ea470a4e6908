// Mail: what became of it, who confirmed their address, and the practice mailbox, where a
// visitor asks for help, reads the mail that comes of it and answers it as its receiver.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const states = {};
let browser, pregonero;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  for (const who of ["ana", "marisol", "olga"]) states[who] = await signIn(browser, pregonero.address, who);
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (who, way = matrix[0]) => open(browser, pregonero.address, way, { storageState: states[who] });

/** Loads the mailbox again and again until a mail with that subject is there. */
async function arrives(page, subject) {
  for (let i = 0; i < 60; i++) {
    await visit(page, "/practica/correo");
    const link = page.locator("main a", { hasText: subject }).first();
    if (await link.count()) return link;
    await page.waitForTimeout(500);
  }
  throw new Error(`no mail says «${subject}»`);
}

// clause:test 5.3.p2
test("a question to the help desk is mailed, and answered by mail", async () => {
  const page = await as("ana");
  await visit(page, "/solicitudes/nueva?clase=ayuda");
  await page.fill("#title", "¿Cómo cambio la hora?");
  await page.fill("#body", "No encuentro dónde se cambia.");
  await Promise.all([page.waitForURL(/\/solicitudes\/[^/]+$/), page.locator("#ask button").last().click()]);
  const request = page.url();
  const link = await arrives(page, "¿Cómo cambio la hora?");
  await Promise.all([page.waitForURL(/\/practica\/correo\/.+/), link.click()]);
  assert.match(await page.frameLocator("iframe.letter").locator("body").innerText(), /No encuentro dónde se cambia/);
  await picture(page, "correo-de-practica");
  await checkPage(page);
  await page.fill("#text", "Desde el calendario, con «Mover a…».");
  await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), page.getByRole("button", { name: "Contestar el correo" }).click()]);
  for (let i = 0; i < 40 && !(await page.locator("main").innerText()).includes("Mover a…"); i++) {
    await page.waitForTimeout(500);
    await visit(page, new URL(request).pathname);
  }
  assert.match(await page.locator("main").innerText(), /Desde el calendario, con «Mover a…»/);
  await page.context().close();
});

for (const way of matrix) {
  test(`pages at ${way.name}`, async (t) => {
    for (const [who, name, path] of [["olga", "correo", "/administracion/correo"], ["olga", "correo-recibido", "/administracion/correo/recibido"],
      ["olga", "correo-direcciones", "/administracion/correo/direcciones"], ["marisol", "correo-cncs", "/administracion/correo?estado=sent"], ["ana", "buzon", "/practica/correo"]]) {
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
