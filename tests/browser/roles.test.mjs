// Every role opens every page that its navigation shows, on a phone and on a desk: each
// answers, has its title, and leads nowhere that does not exist.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const roles = {
  lead: "ana", alternate: "luis", head: "rebeca", endorser: "elena", press: "marisol", it: "ulises",
  president: "patricia", secretary: "sergio", auditor: "aurora", operator: "olga",
};
const sessions = {};
let browser, server;

before(async () => {
  [browser, server] = await Promise.all([launch(), startPregonero()]);
  for (const user of Object.values(roles)) sessions[user] = await signIn(browser, server.address, user);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [role, user] of Object.entries(roles)) {
  test(`${role}: everything that the navigation shows is there`, async (t) => {
    const page = await open(browser, server.address, matrix[2], { storageState: sessions[user] });
    await visit(page, "/");
    const pages = await page.$$eval("nav a[href^='/']", (links) => [...new Set(links.map((a) => a.getAttribute("href")))]);
    assert.ok(pages.length >= 3, `${user} sees ${pages}`);
    const linked = new Set();
    for (const path of pages) {
      await t.test(path, async () => {
        const answer = await visit(page, path);
        assert.ok(answer.status() < 400, `${path}: ${answer.status()}`);
        assert.equal(await page.locator("h1").count(), 1, `${path} has no title of its own`);
        await picture(page, `rol-${role}${path.replaceAll(/[^a-z]+/gi, "-")}`);
        await checkPage(page);
        for (const href of await page.$$eval("main a[href^='/']", (links) => links.map((a) => a.getAttribute("href")))) linked.add(href.split("#")[0]);
      });
    }
    await t.test("its links", async () => {
      const broken = [];
      for (const href of linked) {
        if (href.startsWith("/salir")) continue;
        const answer = await page.request.get(href, { maxRedirects: 3 });
        if (answer.status() >= 400) broken.push(`${href}: ${answer.status()}`);
      }
      assert.deepEqual(broken, []);
    });
    await page.context().close();
  });
}
