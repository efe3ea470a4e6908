// Getting in: the log-in page in the four ways, and the way through it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

let browser, pregonero;

before(async () => { [browser, pregonero] = await Promise.all([launch(), startPregonero()]); });

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

for (const way of matrix) {
  test(`the log-in page at ${way.name}`, async () => {
    const page = await open(browser, pregonero.address, way);
    await visit(page, "/entrar");
    await picture(page, `entrar-${way.name}`);
    await checkPage(page);
    await page.fill("#user", "ana");
    await page.fill("#password", "no es esta contraseña");
    await page.press("#password", "Enter");
    await page.waitForSelector(".errors");
    await picture(page, `entrar-error-${way.name}`);
    page.problems = page.problems.filter((p) => !p.includes("422")); // the browser notes every refused form
    await checkPage(page);
    assert.equal(await page.inputValue("#user"), "ana");
    await page.context().close();
  });
}

test("one click lets somebody of the practice in, and out again", async () => {
  const page = await open(browser, pregonero.address);
  await visit(page, "/entrar?volver=%2Fpreferencias");
  await page.getByRole("button", { name: /como Rebeca/ }).click();
  await page.waitForURL("**/preferencias");
  await page.context().close();
});

test("the helper logs in", async () => {
  const state = await signIn(browser, pregonero.address, "luis");
  assert.ok(state.cookies.some((c) => c.name === "pregonero" && c.httpOnly && c.sameSite === "Lax"));
});
