// People come in by a list: what is wrong is told in its cell, nothing is kept until all is
// right, and then everybody is there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { at, launch, matrix, picture, send, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const people = ["olga", "rebeca", "hector"], path = "/administracion/personas/importar";
const head = "username,name,email,area_id,rank_id,active";
const states = {};
let browser, pregonero;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  await Promise.all(people.map(async (who) => { states[who] = await signIn(browser, pregonero.address, who); }));
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const as = (who, to, act, way = matrix[0]) => at(browser, pregonero.address, way, states[who], to, act);

/** Sends a file to be looked at. */
async function look(page, buffer, name = "personas.csv") {
  await page.setInputFiles("#file", { name, mimeType: "text/csv", buffer });
  await send(page, "main button:has-text('Revisar el archivo')");
}

async function check(page, name, way) {
  page.problems = page.problems.filter((p) => !/ 4\d\d /.test(p)); // the refusals that are tested
  await picture(page, `personas-importar-${name}-${way.name}`);
  await checkPage(page);
}

const wrong = [head,
  "=cmd|calc,Mala Fórmula,mala.formula@ine.mx,derfe,operativo,si", // 2
  "nora.paz,Nora Paz Ríos,nora.paz@ine.mx,derfe,mando medi,si", // 3
  "saul.mora,Saúl Mora Gil,saul.mora@ine.mx,derfee,operativo,si", // 4
  "dora.leal,Dora Leal Paz,dora.leal@ine.mx,derfe,operativo,si", // 5
  "otra.leal,Otra Leal Paz,dora.leal@ine.mx,derfe,operativo,si", // 6
  "raquel.sol,Raquel Sol,ana.torres@ine.mx,derfe,operativo,si", // 7
  "lino.vela,Lino Vela,lino.vela@gmail.com,derfe,operativo,si", // 8
  "ines.lara,Inés Lara,ines.lara@ine.mx,derfe,operativo,quizá", // 9
].join("\n");

//clause:test 5.1.p2
//clause:test 5.a
for (const way of matrix) {
  test(`each cell says what is wrong with it, and nobody comes in, at ${way.name}`, () => as("olga", path, async (page) => {
    await send(page, "main button:has-text('Revisar el archivo')");
    assert.match(await page.textContent(".errors"), /Elija el archivo con la lista/);
    await look(page, Buffer.from(wrong));
    const rows = page.locator("main table tbody tr");
    const line = (n) => rows.filter({ hasText: new RegExp(`^\\s*Línea ${n}\\b`) }).first();
    for (const [n, says] of [[2, /Empieza como una fórmula/], [3, /No existe el nivel «mando medi»; ¿quiso decir «mando_medio»\?/], [4, /No existe el área «derfee»/],
      [6, /Está repetido: ya viene en la línea 5/], [7, /Ese correo ya es de/], [8, /no es una dirección institucional/], [9, /Escriba «si» o «no»/]]) {
      assert.match(await line(n).textContent(), says, `line ${n}`);
    }
    assert.doesNotMatch(await line(5).textContent(), /Corregir/);
    assert.match(await page.textContent(".errors"), /no se importó a nadie.*Líneas por corregir: 7/s);
    assert.equal(await page.locator("form[action$='/aplicar']").count(), 0);
    await check(page, "errores", way);
  }, way));
}

test("what was wrong is corrected, whatever program wrote it, and everybody comes in once", async () => {
  const right = wrong.split("\n").filter((_, n) => n !== 1).join("\n").replace("mando medi,", "Mando medio,").replace("derfee", "derfe").replace("otra.leal,Otra Leal Paz,dora.leal@", "otra.leal,Otra Leal Paz,otra.leal@")
    .replace("ana.torres@", "raquel.sol@").replace("@gmail.com", "@ine.mx").replace("quizá", "sí");
  const latin = Buffer.from(right.replaceAll(",", ";"), "latin1"), bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(right)]);
  await as("olga", path, async (page) => {
    for (const file of [latin, bom]) {
      await look(page, file);
      assert.match(await page.textContent("main"), /Saúl Mora Gil/);
      assert.match(await page.textContent("main"), /7 altas, 0 cambios y 0 bajas/);
    }
    await check(page, "lista", matrix[0]);
    await send(page, "form[action$='/aplicar'] button");
    assert.match(await page.textContent("body"), /7 altas, 0 cambios y 0 bajas/);
    await visit(page, "/administracion/personas?q=leal");
    for (const name of ["Dora Leal Paz", "Otra Leal Paz"]) assert.equal(await page.locator("main tr, main li", { hasText: name }).count() > 0, true, name);
    await visit(page, path);
    await look(page, bom);
    assert.match(await page.textContent("main"), /0 altas, 0 cambios y 0 bajas/, "the same list again changes something");
    await look(page, Buffer.from("username,name\nx,y\n"));
    assert.match(await page.textContent(".errors"), /Las columnas del archivo no son las que se esperan/);
    await look(page, Buffer.from([0xff, 0xfe, 0x61, 0x00]));
    assert.match(await page.textContent(".errors"), /no es un CSV legible/);
  });
});

//clause:test 5.1.p2
test("a list by which an administrator leaves says which accounts it leaves alone", () => as("olga", path, async (page) => {
  await look(page, Buffer.from(`${head}\niker,Iker Domínguez Sada,iker.dominguez@ine.mx,derfe,operativo,no\n`));
  assert.match(await page.textContent("#opens"), /INEtelMX/);
  await check(page, "bajas", matrix[2]);
}, matrix[2]));

test("who does not run the system is refused, with the clause", async () => {
  for (const who of ["rebeca", "hector"]) {
    await as(who, path, async (page) => {
      await look(page, Buffer.from(head));
      assert.match(await page.textContent("main"), /No tiene permiso|no le corresponde|no puede/i);
      assert.equal(await page.locator("main a[href^='/criterios#']").count() > 0, true);
    });
  }
});
