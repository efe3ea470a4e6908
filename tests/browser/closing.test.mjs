// How an account ends: its head decides, everything is archived in a package that an
// outsider verifies, erased on the network while the program is killed in the middle, one
// publication that the network keeps is listed and settled by hand, the account is
// cancelled, its secrets destroyed, the directory says so and the letter is signed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { at, launch, matrix, picture, send, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const handle = "INEJalisco_practica", people = ["carmen", "julio", "hector", "marisol", "aurora", "olga"];
const narrow = matrix[2];
const states = {};
let browser, pregonero, id;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  await Promise.all(people.map(async (who) => { states[who] = await signIn(browser, pregonero.address, who); }));
  id = (await directory()).id;
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const directory = async () => (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas.find((a) => a.usuario === handle);
const sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** Does something as somebody, in a window of their own. */
const as = (who, path, act, way = narrow) => at(browser, pregonero.address, way, states[who], path, act);

const closing = (who, act, way) => as(who, `/cuentas/${id}/cierre`, act, way);

/** Presses the button of a form and waits for what follows. */
async function look(page, name, way = narrow) {
  page.problems = page.problems.filter((p) => !/ 4\d\d /.test(p)); // the refusals that are tested
  await picture(page, `cierre-${name}-${way.name}`);
  await checkPage(page);
}

/** Loads the page again until the step is done by the program. */
async function until(page, selector) {
  for (let i = 0; !(await page.locator(selector).count()); i++) {
    assert.ok(i < 60, `${selector} does not come: ${(await page.textContent("main")).replace(/\s+/g, " ").slice(0, 900)}`);
    await page.waitForTimeout(500);
    await page.reload();
  }
}

/** The files of a zip by name, read as any program reads it: from its central directory. */
function unzip(zip) {
  const files = {};
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== 0x06054b50) end--;
  for (let at = zip.readUInt32LE(end + 16), n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, nameSize, extra, comment, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(from, from + size);
    files[zip.subarray(at + 46, at + 46 + nameSize).toString()] = method === 8 ? inflateRawSync(data) : data;
    at += 46 + nameSize + extra + comment;
  }
  return files;
}

//clause:test 7.viii
test("who may not close it is refused, with the clause", async () => {
  for (const who of ["julio", "marisol"]) {
    await closing(who, async (page) => {
      assert.equal(await page.locator("#decide").count(), 0, `${who} is offered to close it`);
      const answer = await page.request.post(`/cuentas/${id}/cierre/decidir`, { form: { reason: "Porque sí." }, headers: { Origin: pregonero.address } });
      assert.equal(answer.status(), 403);
      assert.match(await answer.text(), /7\.viii/);
    });
  }
  for (const who of ["hector", "olga"]) await closing(who, async (page, answer) => assert.equal(answer.status(), 403));
});

//clause:test 7.viii
test("the head decides, and everything is archived", async () => {
  await closing("carmen", async (page) => {
    await send(page, "#decide button");
    assert.match(await page.textContent(".errors"), /por qué se da de baja/);
    await page.fill("#reason", "El programa que la pidió terminó.");
    await look(page, "decidir");
    await send(page, "#decide button");
    await look(page, "archivar");
    await send(page, "#archive button");
    await until(page, "a[href$='/archivo.zip']");
    await look(page, "borrar");
  });
  await closing("carmen", (page) => look(page, "borrar", matrix[0]), matrix[0]);
});

//clause:test 7.ix
test("an outsider verifies the package", async () => {
  const [zip, told] = await closing("carmen", async (page) => [await (await page.request.get(`/cuentas/${id}/cierre/archivo.zip`)).body(), await page.textContent("main")]);
  assert.ok(told.includes(sha256(zip)), "the page does not tell the hash of the package");
  const files = unzip(zip);
  const manifest = JSON.parse(files["manifest.json"]);
  assert.equal(manifest.files.length, Object.keys(files).length - 1);
  for (const f of manifest.files) assert.equal(sha256(files[f.name]), f.sha256, f.name);
  const posts = files["publicaciones.jsonl"].toString().trim().split("\n").map(JSON.parse);
  const html = files["index.html"].toString();
  assert.ok(posts.length > 2 && html.includes("Archivo de INE Jalisco"));
  for (const p of posts) for (const m of p.media ?? []) assert.equal(sha256(files[`medios/${m.hash}`]), m.hash);
  assert.doesNotMatch(Object.values(files).map(String).join("\n"), /access_token|Cebra-lenta/, "a secret is in the package");
  assert.equal((await as("aurora", `/cuentas/${id}/cierre`, (page) => page.request.get(`/cuentas/${id}/cierre/archivo.zip`).then((r) => r.status()))), 200, "the auditor");
  assert.equal((await closing("marisol", (page) => page.request.get(`/cuentas/${id}/cierre/archivo.zip`).then((r) => r.status()))), 403);
});

//clause:test 7.ix
test("it is erased on the network, through a crash; what the network keeps is listed", async () => {
  const home = `/red-de-practica/@${handle}`;
  const kept = await as(null, home, async (page) => {
    await page.locator("article .actions a", { hasText: "comentario" }).first().click();
    await page.locator("summary", { hasText: "Para practicar" }).click();
    await send(page, "form[action$='/conservar'] button");
    await look(page, "red-conserva");
    return new URL(page.url()).pathname;
  });
  await closing("carmen", async (page) => {
    await page.locator("#erase button").click({ noWaitAfter: true });
    await pregonero.crash();
    page.problems = []; // that the live connection broke is what was done
    await visit(page, `/cuentas/${id}/cierre`);
    if (await page.locator("#erase button").count() && !(await page.getByText("no se pudo borrar desde aquí").count())) await send(page, "#erase button"); // it died before it took the order
    await until(page, "[id^='by-hand-']");
    assert.equal(await page.locator("[id^='by-hand-']").count(), 1);
    assert.match(await page.textContent("[id^='by-hand-']"), /La red conserva esta nota y no deja borrarla/);
    await look(page, "no-borrada");
    await send(page, "[id^='by-hand-'] button");
    assert.match(await page.textContent(".errors"), /cómo se borró/);
    await page.fill("[id^='by-hand-'] input[name=note]", "La red la conserva por revisión; folio R-17.");
    await send(page, "[id^='by-hand-'] button");
    await look(page, "cancelar");
  });
  await as(null, home, async (page) => assert.equal(await page.locator("article .tag", { hasText: "cuenta institucional" }).count(), 1, "more than what the network keeps is left"));
  assert.equal((await fetch(pregonero.address + kept)).status, 200);
});

//clause:test 7.viii
//clause:test 7.ix
test("it is cancelled, its secrets destroyed, and the directory says so", async () => {
  await closing("carmen", async (page) => {
    await page.fill("#on", "2031-01-01");
    await page.fill("#note", "Folio 88 de la red.");
    await send(page, "#cancel button");
    assert.match(await page.textContent(".errors"), /no puede ser un día que aún no llega/);
    assert.equal(await page.inputValue("#note"), "Folio 88 de la red.");
    await page.fill("#on", new Date().toLocaleDateString("sv-SE", { timeZone: "America/Mexico_City" }));
    await send(page, "#cancel button");
    await send(page, "#destroy button");
    await until(page, "#finish");
    assert.match(await page.textContent("main"), /acceso.? destruido/);
    await look(page, "terminar");
    await send(page, "#finish button");
    await look(page, "hecho");
  });
  await closing("carmen", (page) => look(page, "hecho", matrix[1]), matrix[1]);
  await as("carmen", `/boveda/${id}`, async (page) => {
    assert.equal(await page.locator("a[href*='/guardar'], a[href*='/renovar']").count(), 0, "the vault still takes secrets");
    await look(page, "boveda");
  });
  await as("julio", "/redactar", async (page) => assert.equal(await page.locator(".chip", { hasText: handle }).count(), 0, "a post can still be written for it"));
  const account = await directory();
  assert.equal(account.estado, "dada de baja");
  await as(null, "/directorio", async (page) => {
    const line = page.locator("main li, main tr, main article", { hasText: "INE Jalisco (práctica)" }).last();
    assert.match((await line.textContent()).toLowerCase(), /dada de baja.*20\d\d/s);
    await look(page, "directorio");
  });
});

//clause:test 7.ix
test("the letter is signed, and the closing knows its number", async () => {
  await closing("carmen", async (page) => {
    await page.getByRole("link", { name: "Ver el oficio" }).click();
    const certificate = await (await page.request.get(`${pregonero.address}/practica/certificado.p12`)).body();
    await page.setInputFiles("#certificate", { name: "mio.p12", mimeType: "application/x-pkcs12", buffer: certificate });
    await page.fill("#passphrase", "practica");
    await send(page, "#sign button");
    await page.getByText("Oficio firmado").first().waitFor();
    await look(page, "oficio");
    await visit(page, `/cuentas/${id}/cierre`);
    await until(page, "main p:has-text('Oficio firmado:')");
    await look(page, "cerrada");
  });
});
