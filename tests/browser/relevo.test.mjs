// The hand-over of an administrator as one guided act, with all that goes with it: the
// other person's session and keys end that minute, the password is to be renewed, the press
// office is told by mail. And what happens when one leaves and nobody is there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { at, launch, matrix, open, picture, send, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const people = ["carmen", "julio", "hector", "marisol", "olga", "paola"];
const states = {};
let browser, pregonero, hers, his;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  await Promise.all(people.map(async (who) => { states[who] = await signIn(browser, pregonero.address, who); }));
  const all = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas;
  [hers, his] = ["INEJalisco_practica", "INEtelMX_practica"].map((handle) => `/cuentas/${all.find((a) => a.usuario === handle).id}`);
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (who, to, act, way = matrix[2]) => at(browser, pregonero.address, way, states[who], to, act);

async function look(page, name, way = matrix[2]) {
  page.problems = page.problems.filter((p) => !/ 4\d\d /.test(p)); // the refusals that are tested
  await picture(page, `relevo-${name}-${way.name}`);
  await checkPage(page);
}

const choose = async (page, field, name) => page.selectOption(field, await page.locator(`${field} option`, { hasText: name }).getAttribute("value"));

for (const way of matrix) {
  test(`the page at ${way.name}`, () => as("carmen", `${hers}/relevo`, (page) => look(page, "elegir", way), way));
}

//clause:test 5.1.p2
test("who may not do it is refused, and so is who does not have the rank, with the clause", async () => {
  for (const [who, clause] of [["julio", /Criterio 5\.1\.p2/], ["hector", /Criterio 1\.p1/]]) {
    await as(who, `${hers}/relevo`, async (page, answer) => {
      assert.equal(answer.status(), 403);
      assert.match(await page.textContent("main"), clause);
    });
  }
  await as("carmen", `${hers}/relevo`, async (page) => {
    await choose(page, "#lead_id", "Tania");
    await choose(page, "#alternate_id", "Julio");
    await page.fill("#reason", "Cambio de adscripción");
    await send(page, "#substitute button");
    assert.match(await page.textContent(".errors"), /criterio 5\.1\.p2/);
    assert.equal(await page.inputValue("#reason"), "Cambio de adscripción");
    await look(page, "nivel");
  });
});

//clause:test 7.v
//clause:test 5.1.p4
test("one act ends the access of who leaves, orders the renewal and tells the press office", async () => {
  const former = await open(browser, pregonero.address, matrix[2], { storageState: states.julio });
  await visit(former, "/mi-acceso");
  const made = await former.request.post("/mi-acceso/programas", { form: { name: "Tablero", acts: "post.read", days: "30" }, headers: { Origin: pregonero.address } });
  const key = (await made.text()).match(/Su llave nueva[\s\S]*?([A-Za-z0-9_.-]{40,})/)?.[1];
  assert.ok(key, `no key: ${made.status()}`);
  const api = () => fetch(`${pregonero.address}/api/v1/posts`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal((await api()).status, 200);
  await visit(former, `${hers}/personas`);
  await as("carmen", `${hers}/personas`, async (page) => {
    await page.getByRole("link", { name: "Hacer un relevo" }).click();
    await choose(page, "#lead_id", "Raúl");
    await page.fill("#reason", "Cambio de adscripción");
    await send(page, "#substitute button:has-text('Ver qué va a pasar')");
    const steps = await page.textContent("#steps");
    assert.match(steps, /Julio Arreola Padilla deja de administrar.*se cierran sus sesiones/s);
    assert.match(steps, /Se ordena renovar la contraseña/);
    await look(page, "confirmar");
    await send(page, "#confirm button:has-text('Cambiar algo')");
    assert.equal(await page.inputValue("#reason"), "Cambio de adscripción");
    await send(page, "#substitute button:has-text('Ver qué va a pasar')");
    await send(page, "#confirm button:has-text('Hacer el relevo ahora')");
    assert.match(await page.textContent("main"), /El relevo quedó hecho/);
    await look(page, "hecho");
    await visit(page, `${hers}/personas`);
    assert.match(await page.textContent("main"), /Raúl Camarena Vega/);
  });
  await former.reload();
  assert.equal(new URL(former.url()).pathname, "/entrar", "the session of who left is still open");
  assert.equal((await api()).status, 401, "the key of who left still opens");
  await former.context().close();
  await as("carmen", hers.replace("/cuentas/", "/boveda/"), async (page) => {
    for (let i = 0; !/Cambio de personas administradoras/.test(await page.textContent("main")); i++) {
      assert.ok(i < 30, "no renewal was ordered");
      await page.waitForTimeout(500);
      await page.reload();
    }
    await look(page, "boveda");
  });
  await as("marisol", "/practica/correo?q=administraci%C3%B3n", async (page) => {
    await page.locator("main tr", { hasText: "Marisol" }).locator("a", { hasText: "Cambio en la administración de" }).first().click();
    assert.match(await page.textContent("main"), /Raúl Camarena Vega/);
    assert.match(await page.textContent("main"), /Cambio de adscripción/);
    await look(page, "correo");
  });
});

//clause:test 5.1.p2
test("when one leaves, the day by which another must be designated is in sight", async () => {
  await as("olga", "/administracion/personas?q=iker", async (page) => {
    await page.locator("main table a", { hasText: "Iker" }).first().click();
    await page.waitForURL(/personas\/[^/?]+$/);
    await page.locator("main a[href$='/baja']").click();
    await page.fill("#reason", "Renunció");
    await send(page, "form[action$='/baja'] button");
  });
  await as("hector", `${his}/relevo`, async (page) => {
    assert.match(await page.textContent("#owed"), /Falta una persona administradora.*se detiene la publicación/s);
    await look(page, "falta");
    await visit(page, "/plazos");
    assert.match(await page.textContent("main"), /INEtelMX_practica/);
  });
});
