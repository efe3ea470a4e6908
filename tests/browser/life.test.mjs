// Requests, deadlines, incidents and misuse: every page in the four ways, and the roads
// that people walk on their phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

const people = ["ana", "luis", "rebeca", "marisol", "ulises", "patricia", "sergio", "aurora", "olga", "consuelo"];
const sessions = {};
let browser, server, account;

before(async () => {
  [browser, server] = await Promise.all([launch(), startPregonero()]);
  for (const who of people) sessions[who] = await signIn(browser, server.address, who);
  account = (await (await fetch(`${server.address}/directorio.json`)).json()).cuentas.find((a) => a.usuario === "INEMexico_practica").id;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function as(who, path, act, way = matrix[2]) {
  const page = await open(browser, server.address, way, { storageState: sessions[who] });
  try {
    await visit(page, path);
    return await act(page);
  } finally {
    await page.context().close();
  }
}

const has = (locator, text) => locator.filter({ hasText: text }).first().waitFor({ state: "attached", timeout: 10_000 });
const here = (page) => new URL(page.url()).pathname;

test("an unforeseen case becomes a precedent that is cited", async () => {
  const ask = (who, title) => as(who, "/solicitudes/nueva?clase=caso", async (page) => {
    await page.getByRole("button", { name: "Enviar" }).click();
    await has(page.locator(".errors"), "asunto");
    page.problems = page.problems.filter((p) => !p.includes("422"));
    await page.fill("#title", title);
    await page.fill("#body", "Los criterios no dicen nada de las transmisiones en esa red.");
    await checkPage(page);
    await page.getByRole("button", { name: "Enviar" }).click();
    await has(page.locator(".notice"), "folio");
    return here(page);
  });
  const first = await ask("luis", "Cuenta en Twitch"), second = await ask("luis", "Cuenta en Kick");
  const folio = await as("sergio", first, async (page) => {
    await page.locator("#answer").fill("Se permite, con las mismas reglas.");
    await picture(page, "solicitud-resolver-390");
    await checkPage(page);
    await page.getByRole("button", { name: "Resolver el caso" }).click();
    await has(page.locator(".notice"), "Respuesta enviada");
    return (await page.locator("dd").first().textContent()).trim();
  });
  await as("patricia", second, async (page) => {
    await page.locator("#answer").fill("Igual que el anterior.");
    await page.getByLabel(/Precedentes/).fill("CNP/9999/2026");
    await page.getByRole("button", { name: "Resolver el caso" }).click();
    await has(page.locator(".errors"), "CNP/9999/2026");
    assert.equal(await page.locator("#answer").inputValue(), "Igual que el anterior.");
    await page.getByLabel(/Precedentes/).fill(folio);
    await page.getByRole("button", { name: "Resolver el caso" }).click();
    await has(page.locator("main"), `Cita: ${folio}.`);
  });
  await as("olga", "/precedentes?q=twitch", async (page) => {
    await has(page.locator("main"), folio);
    await picture(page, "precedentes-390");
    await checkPage(page);
  });
});

test("an area asks the press office to publish, and others may not answer", async () => {
  const path = await as("ana", "/solicitudes/nueva?clase=difusion", async (page) => {
    await page.fill("#title", "Feria cívica");
    await page.fill("#body", "Del 3 al 5 de diciembre. Fuente: convocatoria.");
    await page.getByRole("button", { name: "Enviar" }).click();
    await has(page.locator(".notice"), "folio");
    assert.equal(await page.getByRole("button", { name: "Enviar respuesta" }).count(), 0);
    return here(page);
  });
  await as("olga", path, async (page) => assert.match(await page.textContent("main"), /Criterio 5\.2\.a/));
  await as("marisol", "/plazos", async (page) => {
    await has(page.locator("main"), "Respuesta a la solicitud de difusión");
    await page.getByText("Cómo se contó").first().click();
    await picture(page, "plazos-390");
    await checkPage(page);
  });
  await as("marisol", path, async (page) => {
    await page.locator(".option", { hasText: "Aceptada" }).first().click();
    await page.locator("#answer").fill("Sale el jueves a las 10.");
    await picture(page, "solicitud-contestar-390");
    await page.getByRole("button", { name: "Enviar respuesta" }).click();
    await has(page.locator("h1 + .tag, .tag"), "Aceptada");
  });
});

test("an incident is reported from a phone, stops the account, and closes with its report", async () => {
  const path = await as("luis", `/incidentes/nuevo?cuenta=${account}`, async (page) => {
    await picture(page, "incidente-nuevo-390");
    await checkPage(page);
    await page.locator(".option", { hasText: "Alguien más entró" }).click();
    await page.getByRole("button", { name: "Reportar ahora" }).click();
    await has(page.locator(".notice"), "reportado");
    await has(page.locator("main"), "la publicación está detenida");
    await picture(page, "incidente-390");
    await checkPage(page);
    return here(page);
  });
  for (const who of ["rebeca", "marisol", "ulises"]) {
    await as(who, path, async (page) => {
      await page.getByRole("button", { name: "Confirmar que me enteré" }).click();
      await has(page.locator(".notice"), "enterado");
    });
  }
  await as("olga", path, async (page) => assert.match(await page.textContent("main"), /Criterio 6\.xxxi/));
  await as("rebeca", path, async (page) => {
    const steps = page.getByRole("button", { name: /^Marcar como hecho/ });
    for (let left = await steps.count(); left > 0; left = await steps.count()) {
      await steps.first().click();
      await has(page.locator(".notice"), "Paso hecho");
    }
    await page.fill("#cause", "Se perdió un teléfono con la sesión abierta.");
    await page.fill("#measures", "Segundo factor en todos los equipos.");
    await page.getByRole("button", { name: "Cerrar el incidente" }).click();
    await has(page.locator(".notice"), "Incidente cerrado");
    await has(page.locator("main"), "Informe de cierre");
    await picture(page, "incidente-cerrado-1280");
    await checkPage(page);
  }, matrix[0]);
});

test("misuse is reported, its evidence downloaded and handed over", async () => {
  const path = await as("ulises", "/uso-indebido", async (page) => {
    const day = new Date().toLocaleDateString("sv-SE", { timeZone: "America/Mexico_City" });
    await page.selectOption("#account_id", account);
    await page.fill("#text", "Se usó para fines personales.");
    await page.fill("#from", day);
    await page.fill("#until", day);
    await checkPage(page);
    await page.getByRole("button", { name: "Reportar", exact: true }).click();
    await has(page.locator(".notice"), "evidencia quedó fija");
    assert.equal(await page.getByText("Quién tenía acceso").count(), 0);
    return here(page);
  });
  await as("ana", path, async (page) => assert.match(await page.textContent("main"), /Criterio 5\.p2/));
  await as("aurora", path, async (page) => {
    await has(page.locator("main"), "Ana Torres Beltrán");
    await picture(page, "uso-indebido-390");
    await checkPage(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Descargar la evidencia" }).click()]);
    assert.match(download.suggestedFilename(), /^evidencia-/);
    await page.fill("#to", "Órgano Interno de Control");
    await page.getByRole("button", { name: "Anotar la entrega" }).click();
    await has(page.locator("main"), "lo entregó a Órgano Interno de Control");
  });
});

for (const way of matrix) {
  test(`every page at ${way.name}`, async (t) => {
    for (const [who, path] of [["ana", "/solicitudes"], ["ana", "/solicitudes/nueva"], ["ana", "/solicitudes/nueva?clase=informar"], ["marisol", "/solicitudes?estado=open"],
      ["marisol", "/plazos"], ["patricia", "/plazos"], ["ulises", "/incidentes"], ["aurora", "/uso-indebido"], ["sergio", "/precedentes"],
      ["rebeca", `/cuentas/${account}/cierre`], ["rebeca", `/cuentas/${account}/relevo`], ["olga", "/administracion/personas/importar"], ["consuelo", "/cuentas-personales"], ["rebeca", "/oficios"]]) {
      await t.test(path, () => as(who, path, async (page) => {
        await picture(page, `vida${path.replaceAll(/[^a-z]+/gi, "-")}-${way.name}`);
        await checkPage(page);
      }, way));
    }
  });
}
