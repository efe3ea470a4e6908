// Writing, resolving and following a publication, in the real program: the pages in every
// way, and the whole road from the first word to the scheduled post.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { composerBudget, measure, within } from "./budgets.mjs";
import { signIn, startPregonero } from "./server.mjs";

let browser, server;
const sessions = {};

before(async () => {
  [browser, server] = await Promise.all([launch(), startPregonero()]);
  for (const user of ["luis", "ana", "elena"]) sessions[user] = await signIn(browser, server.address, user);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in a fresh window of that person on a path. */
async function as(user, path, run, { way = matrix[0], ...more } = {}) {
  const page = await open(browser, server.address, way, { storageState: sessions[user], ...more });
  try {
    await visit(page, path);
    await run(page);
  } finally {
    await page.context().close();
  }
}

const has = (locator, text) => locator.filter({ hasText: text }).first().waitFor({ state: "attached", timeout: 10000 });
const saved = (page) => page.locator('[data-save-of="post"] [data-save-text]');
const account = (page, handle) => page.locator(".chip", { hasText: handle }).first();

/** Fills in what a publication needs besides its text and account. */
async function complete(page, { hour = "10:00" } = {}) {
  await page.getByLabel("Título del documento").first().fill("Convocatoria a la sesión");
  await page.getByLabel("Actividad o información").fill("Sesión pública");
  await page.locator(".chip", { hasText: "Difusión" }).click();
  await page.locator('.chip:has(input[name=due_day])').nth(2).click();
  await page.getByLabel("Hora", { exact: true }).selectOption(hour);
  await page.locator(".chip", { hasText: "No caduca" }).click();
}

/** Ids of posts of the list in a state, as a person sees them. */
async function listed(user, state) {
  let ids = [];
  await as(user, `/publicaciones?estado=${state}`, async (page) => {
    ids = await page.$$eval("tbody th a", (links) => links.map((a) => a.getAttribute("href").split("/").pop()));
  });
  return ids;
}

describe("every page, in the four ways", () => {
  for (const way of matrix) {
    test(way.name, async (t) => {
      const [draft] = await listed("luis", "borrador");
      const [closed] = await listed("luis", "concluida");
      const pages = [["luis", "/redactar"], ["luis", `/redactar/${draft}`], ["luis", "/publicaciones"], ["luis", `/publicaciones/${closed}`],
        ["luis", `/publicaciones/${draft}/versiones`], ["luis", `/publicaciones/${draft}/descartar`], ["ana", "/visto-bueno"],
        ["ana", "/visto-bueno?ver=devueltas"], ["ana", "/visto-bueno?ver=vencidas"], ["ana", "/visto-bueno?ver=resueltas"]];
      for (const [user, path] of pages) {
        await t.test(path, () => as(user, path, async (page) => {
          await picture(page, `publicar${path.replaceAll(/[^a-z]+/gi, "-").slice(0, 30)}-${way.name}`);
          await checkPage(page);
        }, { way }));
      }
    });
  }

  test("the composer is light on a slow phone", async (t) => {
    const page = await open(browser, server.address, matrix[2], { storageState: sessions.luis });
    const seen = await measure(page, "/redactar");
    t.diagnostic(JSON.stringify(seen));
    within(seen, composerBudget);
    await page.context().close();
  });
});

describe("writing", () => {
  test("saves by itself, moves to its own address and checks while writing", () => as("luis", "/redactar", async (page) => {
    await page.fill("#text", "Mañana hay sesión.");
    await has(saved(page), "Elija al menos una cuenta");
    await account(page, "@INEMexico_practica").click();
    await has(saved(page), "Guardado a las");
    await page.waitForURL(/\/redactar\/[0-9A-Z]{26}$/);
    await page.locator("#text").pressSequentially(" Dudas al 55 1234 5678.");
    await has(page.locator("#findings-summary"), "por corregir");
    await has(page.locator(".finding mark"), "55 1234 5678");
    await has(page.locator(".preview .pre"), "55 1234 5678");
    await has(page.locator("#announcer"), "por corregir");
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith("pregonero:draft:"))); // the last words are kept too
    await has(saved(page), "Guardado a las");
    await page.reload();
    assert.equal(await page.inputValue("#text"), "Mañana hay sesión. Dudas al 55 1234 5678.");
    assert.deepEqual(page.problems.filter((p) => !p.includes("422")), []);
  }));

  test("an own text appears, counts by itself and goes back", () => as("luis", "/redactar", async (page) => {
    await page.fill("#text", "Texto de todas.");
    await account(page, "@INEMexico_practica").click();
    await account(page, "@INETV_practica").click();
    await page.getByRole("button", { name: "Texto propio para esta cuenta: @INETV_practica" }).click();
    const own = page.getByLabel("Texto propio para @INETV_practica");
    await own.fill("x".repeat(510));
    await has(page.locator(".counter"), "sobran 10");
    await has(page.locator(".preview__cut"), "xxxxxxxxxx");
    await has(saved(page), "Guardado a las");
    await page.waitForURL(/\/redactar\/\w{26}$/);
    await page.waitForTimeout(800);
    await page.reload();
    assert.equal((await own.inputValue()).length, 510);
    await page.getByRole("button", { name: "Volver al texto común" }).click();
    await own.waitFor({ state: "detached" });
    await page.waitForTimeout(1200);
    await page.reload();
    assert.equal(await own.count(), 0);
  }));

  test("files are added, described, put in order and removed", () => as("luis", "/redactar", async (page) => {
    await page.fill("#text", "Con imagen.");
    await account(page, "@INEMexico_practica").click();
    await page.waitForURL(/\/redactar\/\w{26}$/);
    const dot = (color) => page.evaluate((c) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
      const pen = canvas.getContext("2d");
      pen.fillStyle = c;
      pen.fillRect(0, 0, 40, 30);
      return canvas.toDataURL("image/png").split(",")[1];
    }, color);
    const files = await Promise.all(["red", "blue"].map(async (c) => ({ name: `${c}.png`, mimeType: "image/png", buffer: Buffer.from(await dot(c), "base64") })));
    await page.setInputFiles("#files", files);
    await page.locator(".media").nth(1).waitFor();
    await page.getByLabel("Texto alternativo").first().fill("Un cuadro rojo.");
    await page.getByRole("button", { name: "Bajar un lugar red.png" }).click();
    await has(page.locator(".media__name").first(), "blue.png");
    assert.equal(await page.getByLabel("Texto alternativo").nth(1).inputValue(), "Un cuadro rojo.");
    await page.getByRole("button", { name: "Quitar blue.png" }).click();
    await page.locator(".media").nth(1).waitFor({ state: "detached" });
    await page.setInputFiles("#files", { name: "mala.png", mimeType: "image/png", buffer: Buffer.from("no es imagen") });
    await has(page.locator("#files-error"), "mala.png");
    await page.waitForTimeout(1200);
    await page.reload();
    assert.equal(await page.locator(".media").count(), 1);
    assert.equal(await page.getByLabel("Texto alternativo").inputValue(), "Un cuadro rojo.");
  }));

  test("the sentence follows the day and hour", () => as("luis", "/redactar", async (page) => {
    await account(page, "@INEMexico_practica").click();
    await page.locator('.chip:has(input[name=due_day])').nth(1).click();
    await page.getByLabel("Hora", { exact: true }).selectOption("03:00");
    await has(page.locator("#due_at-sentence"), "a las 3:00 (hora del Centro)");
    await has(page.locator("#due_at-sentence"), "fuera de las horas de atención");
  }));

  test("two windows: the second is told, and nothing typed is lost", () => as("luis", "/redactar", async (page) => {
    await page.fill("#text", "Primera versión.");
    await account(page, "@INEMexico_practica").click();
    await page.waitForURL(/\/redactar\/\w{26}$/);
    await as("ana", new URL(page.url()).pathname, async (other) => {
      await other.fill("#text", "De Ana.");
      await has(saved(other), "Guardado a las");
      await other.waitForTimeout(800);
    });
    await page.fill("#text", "De Luis.");
    await has(saved(page), "Otra persona guardó cambios");
    await page.getByRole("button", { name: "Guardar borrador" }).click();
    await has(page.locator("h2"), "Otra persona guardó cambios mientras usted escribía");
    assert.equal(await page.inputValue("#text"), "De Luis.");
    await has(page.locator("del"), "Ana");
    await checkPage(page, { except: ["console"] }); // the 409 and 422 that this test asks for
    await page.getByRole("button", { name: "Guardar lo mío como nueva versión" }).click();
    await has(page.locator(".notice"), "Borrador guardado");
    await visit(page, new URL(page.url()).pathname.replace("redactar", "publicaciones") + "/versiones");
    await has(page.locator("ins"), "Luis");
  }));
});

describe("from the first word to the schedule", () => {
  test("write, send, endorse, approve", async () => {
    const text = "Mañana sesiona el Consejo: puede verla en vivo.";
    await as("luis", "/redactar", async (page) => {
      await account(page, "@INEMexico_practica").click();
      await page.fill("#text", text);
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      await has(page.locator(".errors"), "Indique la fuente"); // all that is missing, at once
      assert.ok(await page.locator(".errors li").count() >= 4);
      await checkPage(page, { except: ["console"] }); // the 422 that this test asks for
      await complete(page);
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      await has(page.locator("h1 + .tag"), "Espera aval");
      await has(page.locator(".notice"), "Enviada a visto bueno");
    });
    await as("elena", "/visto-bueno", async (page) => {
      await page.locator(".task__link", { hasText: "Mañana sesiona" }).click();
      await has(page.locator(".preview"), text);
      await checkPage(page);
      await page.getByRole("button", { name: "Dar visto bueno" }).click();
      await has(page.locator(".notice"), "Dio visto bueno");
    });
    await as("ana", "/visto-bueno", async (page) => {
      await page.locator(".task__link", { hasText: "Mañana sesiona" }).click();
      await page.getByRole("button", { name: "Aprobar" }).click();
      await has(page.locator(".notice"), "Aprobada");
    });
  });

  test("a return opens as a window, needs its reason and reaches the author", async () => {
    await as("luis", "/redactar", async (page) => {
      await account(page, "@INEMexico_practica").click();
      await page.fill("#text", "Texto por devolver.");
      await complete(page);
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      await has(page.locator("h1 + .tag"), "Espera aval");
    });
    await as("elena", "/visto-bueno", async (page) => {
      await page.locator(".task__link", { hasText: "Texto por devolver" }).click();
      await page.getByRole("link", { name: "Devolver…" }).click();
      const window = page.locator("dialog[open]");
      await window.getByLabel("Por qué se devuelve").fill("Falta decir a qué hora.");
      await checkPage(page);
      await window.getByRole("button", { name: "Devolver" }).click();
      await has(page.locator(".notice"), "Devuelta a Luis Pech");
    });
    await as("luis", "/visto-bueno?ver=devueltas", async (page) => {
      await page.locator(".task__link", { hasText: "Texto por devolver" }).click();
      await has(page.locator("main"), "Falta decir a qué hora.");
    });
  });

  test("without scripts", async () => {
    await as("luis", "/redactar", async (page) => {
      await page.locator(".chip", { hasText: "@INEMexico_practica" }).click();
      await page.fill("#text", "Sin guion, DUDAS AL TELÉFONO DE SIEMPRE.");
      await page.getByRole("button", { name: "Revisar", exact: true }).click();
      assert.ok(await page.locator(".finding").count() > 0);
      assert.equal(await page.inputValue("#text"), "Sin guion, DUDAS AL TELÉFONO DE SIEMPRE.");
      await page.getByRole("button", { name: "Guardar borrador" }).click();
      assert.match(page.url(), /\/redactar\/\w{26}$/);
      await page.getByRole("button", { name: "Agregar otra fuente" }).click();
      assert.equal(await page.getByLabel("Título del documento").count(), 2);
      await complete(page);
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      assert.match(await page.locator("h1 + .tag").textContent(), /Espera aval/);
    }, { javaScriptEnabled: false });
  });
});
