// How an account is born: the area proposes it, its head signs, the press office answers,
// and it is opened step by step until it is live. At 1280 and at 390, and with who may not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, send, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const people = ["david", "fatima", "marisol", "ulises", "mateo", "olga", "sergio"];
const narrow = matrix.find((way) => way.width === 390);
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

const as = (who, way = matrix[0]) => open(browser, pregonero.address, way, { storageState: states[who] });
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const kit = { name: "avatar.png", mimeType: "image/png", buffer: png };

const next = (page) => send(page, "#answer button:has-text('Guardar y continuar')");
const check = (page, input) => page.check(input, { force: true }); // the label is drawn over it

/** Looks at a page as everybody must be able to see it; refusals are what is tested. */
async function look(page, name) {
  page.problems = page.problems.filter((p) => !/ 4\d\d /.test(p));
  await picture(page, name);
  await checkPage(page);
}

/** Sends a form that is refused, and wants the sentence and the clause. */
async function refused(page, button, says, clause) {
  await send(page, button);
  const summary = await page.textContent(".errors");
  assert.match(summary, says);
  if (clause) assert.ok(summary.includes(`criterio ${clause}`), summary);
}

/** The whole road of one account, the area's part in one way of looking. */
async function road(way, handle, network) {
  const area = await as("david", way);
  await visit(area, "/propuestas");
  await look(area, `propuestas-${way.name}`);
  await send(area, "#begin button");
  const base = new URL(area.url()).pathname;
  await look(area, `propuesta-pasos-${way.name}`);

  //clause:test 7.i
  await visit(area, `${base}/preguntas/necesidad`);
  assert.equal(await area.locator("a[href='/solicitudes/nueva?clase=difusion']").count(), 1);
  await area.fill("#need", "Porque sí.");
  await refused(area, "#answer button:has-text('Guardar y continuar')", /Explique por qué no bastan/, "7.i");
  assert.equal(await area.inputValue("#need"), "Porque sí.");
  await area.fill("#need", "Las cuentas centrales no publican en maya ni atienden a los municipios del oriente.");
  await next(area);

  //clause:test 7.x
  await check(area, "input[value=youtube]");
  await refused(area, "#answer button:has-text('Guardar y continuar')", /una sola cuenta, INETV/, "7.x");
  await look(area, `propuesta-red-${way.name}`);
  await check(area, `input[value=${network}]`);
  await next(area);

  //clause:test 7.vi
  await area.fill("#name", "INE Yucatán en maya");
  for (const [wrong, says, clause] of [...(network === "x" ? [["INEYucatan", /debe terminar en «ine»/, "7.vi"]] : []), ["МayaINE", /no admite «М»/, ""], ["INEtelMX", /corresponde a otra área|ya está en el registro|se confunde con/, ""]]) {
    await area.fill("#handle", wrong);
    await refused(area, "#answer button:has-text('Guardar y continuar')", says, clause);
  }
  await look(area, `propuesta-nombre-${way.name}`);
  await area.fill("#handle", handle);
  await next(area);
  await check(area, "[id='purposes-3.ii']");
  await refused(area, "#answer button:has-text('Guardar y continuar')", /Diga cómo cumplirá/, "3.ii");
  await area.fill("[id='why-3.ii']", "Mensajes en maya para quien no ve televisión.");
  await look(area, `propuesta-fines-${way.name}`);
  await next(area);
  await area.fill("#activities", "Talleres de credencialización y jornadas cívicas en comunidades.");
  await area.fill("#programmes", "Programa de educación cívica.");
  await next(area);
  await area.fill("#audience", "Personas mayahablantes.");
  await send(area, "button[name=luego]"); // save and come back
  await visit(area, `${base}/preguntas/operacion`);
  await area.fill("#rhythm", "Tres veces por semana.");
  await look(area, `propuesta-operacion-${way.name}`);
  await next(area);
  const choose = async (field, name) => area.selectOption(field, await area.locator(`${field} option`, { hasText: name }).getAttribute("value"));
  await choose("#lead_id", "Irene");
  await choose("#alternate_id", "Mateo");
  await check(area, "input[name=lead_training][value=done]");
  await check(area, "input[name=alternate_training][value=done]");
  await refused(area, "#answer button:has-text('Guardar y continuar')", /no tiene el nivel/, "5.1.p2");
  await choose("#lead_id", "Mateo");
  await choose("#alternate_id", "Irene");
  await look(area, `propuesta-personas-${way.name}`);
  await next(area);

  //clause:test 7.ii
  assert.ok(area.url().endsWith("/revisar"));
  await look(area, `propuesta-revisar-${way.name}`);
  await send(area, "#send button");
  assert.match(await area.textContent(".confirmation__folio"), /^PRO\/\d{4}\/\d{4}$/);
  await look(area, `propuesta-enviada-${way.name}`);

  const head = await as("fatima", way);
  await visit(head, base);
  await head.click("a:has-text('Leer y firmar el oficio')");
  await sign(head);
  await visit(head, base);
  await head.locator(".deadline").first().waitFor();
  assert.match(await head.textContent("main"), /Se cuentan 15 días hábiles/);
  await look(head, `propuesta-presentada-${way.name}`);
  await visit(area, `${base}/enviada`); // still there when bookmarked
  assert.match(await area.textContent("main"), /contesta a más tardar/);
  await answer(base, way);
  await opened(base, way, handle, network);
  await Promise.all([area, head].map((p) => p.context().close()));
}

/** Signs the letter that is open with a practice certificate, until the proposal knows. */
async function sign(page) {
  const certificate = await (await page.request.get(`${pregonero.address}/practica/certificado.p12`)).body();
  await page.setInputFiles("#certificate", { name: "mio.p12", mimeType: "application/x-pkcs12", buffer: certificate });
  await page.fill("#passphrase", "practica");
  await send(page, "#sign button");
  await page.getByText("Oficio firmado").first().waitFor();
  await page.waitForTimeout(1500); // the queue tells the proposal
}

//clause:test 7.iii
async function answer(base, way) {
  const press = await as("marisol", way);
  await visit(press, "/propuestas?ver=por-contestar");
  await look(press, `propuestas-por-contestar-${way.name}`);
  await visit(press, `${base}/dictamen`);
  for (const q of ["need", "network", "name", "purposes", "activities", "audience", "operation", "people"]) await check(press, `input[name=item-${q}][value=ok]`);
  await check(press, "input[name=decision][value=approve]");
  await refused(press, "#verdict button:has-text('Enviar la respuesta')", /falta entregar la imagen gráfica/, "7.iii");
  await look(press, `propuesta-dictamen-${way.name}`);
  await press.setInputFiles("#kit", kit);
  await send(press, "#kit-form button");
  for (const q of ["need", "network", "name", "purposes", "activities", "audience", "operation", "people"]) await check(press, `input[name=item-${q}][value=ok]`);
  await check(press, "input[name=decision][value=approve]");
  await send(press, "#verdict button:has-text('Enviar la respuesta')");
  assert.match(await press.textContent("main"), /Aprobada y en apertura/);
  await look(press, `propuesta-aprobada-${way.name}`);
  await press.context().close();
}

//clause:test 7.iv
//clause:test 7.xi
//clause:test 6.xxx
async function opened(base, way, handle, network) {
  const lead = await as("mateo", way);
  await visit(lead, `${base}/apertura`);
  await look(lead, `apertura-${way.name}`);
  await refused(lead, "#live button", /La cuenta no se activa todavía/, "7.vi");
  await send(lead, "#ask-mailbox button");
  const it = await as("ulises", way);
  await visit(it, `${base}/apertura`);
  await it.fill("#email", "yucatan.maya@gmail.com");
  await refused(it, "#give-mailbox button", /no es una dirección institucional/, "5.a");
  await it.fill("#email", `${handle.toLowerCase()}@ine.mx`);
  await send(it, "#give-mailbox button");
  await visit(lead, `${base}/apertura`);
  await lead.fill("#handle", "OtroINE");
  await refused(lead, "#set-handle button", /Se aprobó el nombre/, "7.iii");
  if (network === "practice") await joined(lead, handle, way);
  await lead.fill("#handle", handle);
  await lead.fill("#url", network === "x" ? `https://x.com/${handle}` : `${pregonero.address}/red-de-practica/@${handle}`);
  await send(lead, "#set-handle button");
  await send(lead, "#hours button");
  await send(lead, "#letters-committee button");
  await lead.fill("#reference", "F-2026-77");
  await send(lead, "#ask-verification button");
  const keep = await lead.getAttribute("a:has-text('Guardar el acceso')", "href");
  if (network === "practice") await connected(lead, keep, handle, way);
  else await kept(lead, keep);
  await visit(lead, `${base}/apertura`);
  await look(lead, `apertura-firmas-${way.name}`);
  const head = await as("fatima", way);
  for (const step of ["committee", "press"]) {
    await visit(head, `${base}/apertura`);
    await head.click(`#paso-${step} a:has-text('Leer y firmar el oficio')`);
    await sign(head);
  }
  await visit(lead, `${base}/apertura`);
  await send(lead, "#live button");
  assert.match(await lead.textContent("main"), /Abierta/);
  await look(lead, `apertura-hecha-${way.name}`);
  const directory = (await (await fetch(`${pregonero.address}/directorio.json`)).json()).cuentas;
  assert.ok(directory.some((a) => a.usuario === handle), "the account is not in the public directory");
  await Promise.all([lead, it, head].map((p) => p.context().close()));
}

/** Where the program does not publish, the password in the vault is the step, and it says so. */
async function kept(lead, vault) {
  assert.match(await lead.textContent("#paso-custody"), /todavía no publica en X.*se publica a mano/s);
  await visit(lead, `${vault}/guardar?parte=password`);
  await lead.fill("#value", "Tortuga.verde+junto3faroles");
  await send(lead, "#keep button");
  assert.match(await lead.textContent("body"), /Quedó guardado y sellado/);
  await visit(lead, `${vault.replace("/boveda/", "/cuentas/")}/accesos`);
  assert.match(await lead.textContent("main"), /X todavía no está conectada a Pregonero: publique ahí a mano/);
  assert.equal(await lead.locator("main form[action*='/accesos/']").count(), 0, "it offers to connect a network that it does not speak to");
}

/** Opens the account on the practice network, as on a real one. */
async function joined(lead, handle, way) {
  const link = await lead.getAttribute("#set-handle a:has-text('Abrirla en la red de práctica')", "href");
  const page = await open(browser, pregonero.address, way);
  await visit(page, link);
  await page.fill("[name=usuario]", "inemexico_practica");
  await page.fill("[name=nombre]", "INE Yucatán en maya");
  await send(page, "button");
  assert.match(await page.textContent(".notice"), /ya está tomado/);
  await page.fill("[name=usuario]", handle);
  await look(page, `red-abrir-${way.name}`);
  await send(page, "button");
  assert.ok(page.url().endsWith(`/@${handle}`));
  await page.context().close();
}

/** Connects it by the network's own page and its code; with another account's code it is refused. */
async function connected(lead, access, handle, way) {
  for (const [chosen, says] of [["INETV_practica", /Esas credenciales son de «INETV_practica»/], [handle, /La cuenta quedó conectada/]]) {
    await visit(lead, access);
    await send(lead, "form[action$='/accesos/pagina'] button");
    await look(lead, `accesos-codigo-${way.name}`);
    const page = await open(browser, pregonero.address, way);
    await visit(page, await lead.getAttribute("a:has-text('Abrir la página de la red')", "href"));
    await look(page, `red-autorizar-${way.name}`);
    await page.check(`input[value=${chosen}]`);
    await send(page, "button");
    const code = await page.inputValue("#codigo");
    await look(page, `red-codigo-${way.name}`);
    await page.context().close();
    await lead.fill("#code", code);
    await send(lead, "#by-code button");
    assert.match(await lead.textContent("body"), says);
  }
  await send(lead, "form[action$='/accesos/probar'] button");
  assert.match(await lead.textContent("body"), /La red aceptó el acceso/);
  await look(lead, `accesos-conectada-${way.name}`);
}

for (const [way, handle, network] of [[matrix[0], "YucatanMayaINE", "x"], [narrow, "PeninsulaINE", "practice"]]) {
  test(`an account is proposed, answered and opened at ${way.name}`, { timeout: 300_000 }, () => road(way, handle, network));
}

//clause:test 7.iii
test("who may not is refused, with the clause", async () => {
  const press = await as("marisol");
  await visit(press, "/propuestas?ver=contestadas");
  const base = await press.locator("main .task__link").first().getAttribute("href");
  assert.equal(await press.locator("#begin").count(), 0);
  for (const [who, path, clause] of [["olga", "/propuestas", "7.ii"], ["olga", base.replace("/apertura", ""), "7.ii"], ["fatima", `${base.replace("/apertura", "")}/dictamen`, "7.iii"], ["fatima", "/dias-inhabiles", "7.iii"]]) {
    const page = await as(who);
    const response = await visit(page, path);
    if (response.status() !== 403) assert.equal(response.status(), 404, `${who} at ${path}: ${response.status()}`);
    else assert.equal(await page.locator(`main a[href='/criterios#${clause}'], .notice a[href='/criterios#${clause}']`).count() > 0, true, `${who} at ${path}`);
    await page.context().close();
  }
  await press.context().close();
});

test("the days without work are told and changed", async () => {
  for (const way of [matrix[0], narrow]) {
    const page = await as("sergio", way);
    await visit(page, "/dias-inhabiles");
    await page.fill("#name", `Periodo de prueba ${way.width}`);
    await page.fill("#from", "2027-07-20");
    await page.fill("#to", "2027-07-10");
    await refused(page, "#add button", /El último día va después del primero/);
    await page.fill("#to", way.width === 390 ? "2027-07-30" : "2027-07-29");
    await send(page, "#add button");
    assert.match(await page.textContent("main"), new RegExp(`Periodo de prueba ${way.width}`));
    await look(page, `dias-inhabiles-${way.name}`);
    await page.context().close();
  }
});
