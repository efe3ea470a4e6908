// Mi día for every kind of person, in the four ways.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { budget, measure, within } from "./budgets.mjs";
import { signIn, startPregonero } from "./server.mjs";

const people = ["ana", "rebeca", "elena", "marisol", "olga", "aurora"];
const states = {};
let browser, pregonero;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  for (const who of people) states[who] = await signIn(browser, pregonero.address, who);
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

for (const way of matrix) {
  for (const who of people) {
    test(`${who} at ${way.name}`, async () => {
      const page = await open(browser, pregonero.address, way, { storageState: states[who] });
      await visit(page, "/");
      await picture(page, `dia-${who}-${way.name}`);
      await checkPage(page);
      await page.context().close();
    });
  }
}

test("a task leads to its thing and a block loads again by itself", async () => {
  const page = await open(browser, pregonero.address, matrix[0], { storageState: states.ana });
  await visit(page, "/");
  const [answer] = await Promise.all([page.waitForResponse("**/mi-dia/tareas"), page.evaluate(() => {
    const button = document.createElement("a");
    button.href = "/";
    button.setAttribute("hx-get", "/mi-dia/tareas");
    button.setAttribute("hx-target", "#dia-tareas");
    button.setAttribute("hx-swap", "outerHTML");
    document.querySelector("#dia-tareas").append(button);
    window.htmx.process(button);
    button.click();
  })]);
  assert.equal(answer.status(), 200);
  await page.waitForFunction(() => !document.querySelector("#dia-tareas a[hx-get]"));
  const first = page.locator("#dia-tareas .task__link").first();
  const href = await first.getAttribute("href");
  await first.click();
  await page.waitForURL(`**${href}`);
  await page.context().close();
});

test("the day keeps to its budget on a slow phone", async (t) => {
  const page = await open(browser, pregonero.address, matrix[2], { storageState: states.ana });
  const seen = await measure(page, "/");
  t.diagnostic(JSON.stringify(seen));
  within(seen, budget);
  await page.context().close();
});
