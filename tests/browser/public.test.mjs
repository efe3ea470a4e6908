// What a citizen sees: no log-in, no scripts, no cookies, light on a slow phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { measure, publicBudget, within } from "./budgets.mjs";
import { startPregonero } from "./server.mjs";

let browser, pregonero, accounts;
const paths = {
  inicio: "/", verificar: "/verificar", si: "/verificar?q=INEMexico_practica", no: "/verificar?q=INEMexic0_practica",
  directorio: "/directorio", criterios: "/criterios", transparencia: "/transparencia",
};

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  accounts = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas;
  paths.cuenta = `/verificar/${accounts[0].id}`;
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

for (const way of matrix) {
  test(`public pages at ${way.name}`, async (t) => {
    for (const [name, path] of Object.entries(paths)) {
      await t.test(name, async () => {
        const page = await open(browser, pregonero.address, way);
        try {
          assert.equal((await visit(page, path)).status(), 200);
          await picture(page, `publico-${name}-${way.name}`);
          await checkPage(page);
          assert.deepEqual(await page.context().cookies(), []);
        } finally {
          await page.context().close();
        }
      });
    }
  });
}

test("a citizen without scripts asks, is told no, and finds the official one", async () => {
  const page = await open(browser, pregonero.address, matrix[2], { javaScriptEnabled: false });
  await page.goto("/");
  await page.fill("#q", "@INEMexic0_practica");
  await page.click("form[action='/verificar'] button");
  assert.equal(await page.textContent(".verdict__answer"), "No la reconocemos");
  await page.click(".verdict .task__link");
  assert.equal(await page.textContent(".verdict__answer"), "Sí");
  await page.click(".verdict summary");
  const picture = await page.locator(".verdict img").getAttribute("src");
  assert.equal((await page.request.get(picture)).headers()["content-type"], "image/png");
  await page.context().close();
});

test("the directory narrows by its address alone", async () => {
  const page = await open(browser, pregonero.address, matrix[0], { javaScriptEnabled: false });
  await page.goto("/directorio");
  const all = await page.locator("#directory tbody tr").count();
  await page.selectOption("#entidad", "Jalisco");
  await page.click("form[action='/directorio'] button");
  assert.match(page.url(), /entidad=Jalisco/);
  const some = await page.locator("#directory tbody tr").count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  await page.context().close();
});

test("public pages keep to their budget on a slow phone", async (t) => {
  for (const [name, path] of Object.entries(paths)) {
    await t.test(name, async (t) => {
      const page = await open(browser, pregonero.address, matrix[2]);
      try {
        const seen = await measure(page, path);
        t.diagnostic(JSON.stringify(seen));
        within(seen, publicBudget);
      } finally {
        await page.context().close();
      }
    });
  }
});
