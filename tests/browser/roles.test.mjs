// Every role opens every page that its navigation shows, on a phone and on a desk: each
// answers, has its title, and leads nowhere that does not exist; and what the navigation does not
// show is refused by the clause.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const roles = {
  lead: "ana", alternate: "luis", head: "rebeca", endorser: "elena", press: "marisol", it: "ulises",
  president: "patricia", secretary: "sergio", auditor: "aurora", operator: "olga",
};
// Kept out of the navigation for brevity, though who reads publications may read them there too.
const readable = { endorser: ["/calendario", "/saldra"], auditor: ["/calendario", "/saldra", "/visto-bueno"] };
const sessions = {};
const shown = {}; // role → addresses of its navigation
let browser, server;

before(async () => {
  [browser, server] = await Promise.all([launch(), startPregonero()]);
  for (const [role, user] of Object.entries(roles)) {
    sessions[user] = await signIn(browser, server.address, user);
    const page = await open(browser, server.address, matrix[2], { storageState: sessions[user] });
    await visit(page, "/");
    shown[role] = await page.$$eval("nav a[href^='/']", (links) => [...new Set(links.map((a) => a.getAttribute("href")))]);
    await page.context().close();
  }
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [role, user] of Object.entries(roles)) {
  test(`${role}: everything that the navigation shows is there`, async (t) => {
    const page = await open(browser, server.address, matrix[2], { storageState: sessions[user] });
    const linked = new Set();
    assert.ok(shown[role].length >= 3, `${user} sees ${shown[role]}`);
    for (const path of shown[role]) {
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

for (const [role, user] of Object.entries(roles)) {
  test(`${role}: what the navigation does not show is refused by its clause`, async () => {
    const page = await open(browser, server.address, matrix[2], { storageState: sessions[user] });
    const hidden = [...new Set(Object.values(shown).flat())].filter((path) => !shown[role].includes(path) && !readable[role]?.includes(path));
    const wrong = [];
    for (const path of hidden) {
      const answer = await page.request.get(path);
      if (answer.status() !== 403) wrong.push(`${path}: ${answer.status()}`);
      else if (!(await answer.text()).includes('href="/criterios#')) wrong.push(`${path}: no clause`);
    }
    assert.deepEqual(wrong, []);
    await page.context().close();
  });
}
