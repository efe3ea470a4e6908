// What the scripts promise, tried on the gallery: nothing typed is lost, findings lead
// to their place, moves can be undone, and all of it is possible without scripts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, matrix, open, serve, visit } from "./harness.mjs";

let browser, gallery;

before(async () => {
  [browser, gallery] = await Promise.all([launch(), serve("go", ["run", "./web/ui/gallery", "-port", "0"])]);
});

after(async () => {
  await browser?.close();
  gallery?.stop();
});

/** Runs with a fresh window on a path. */
async function on(path, run, { way = matrix[0], ...more } = {}) {
  const page = await open(browser, gallery.address, way, more);
  try {
    await visit(page, path);
    await run(page);
  } finally {
    await page.context().close();
  }
}

const copyOf = (page) => page.evaluate(() => localStorage.getItem("pregonero:draft:muestra"));
const status = (page) => page.locator('[data-save-of="post"] [data-save-text]');
const has = async (locator, text) => {
  await locator.filter({ hasText: text }).first().waitFor({ state: "attached", timeout: 8000 });
};

describe("nothing typed is lost", () => {
  test("saves by itself, and drops its copy once the server confirmed", () => on("/redactar", async (page) => {
    await page.fill("#text", "Un texto nuevo");
    assert.match(await copyOf(page), /Un texto nuevo/);
    await page.waitForFunction(() => document.querySelector("[name=version]").value === "8");
    await has(status(page), "Guardado a las 10:32");
    assert.equal(await copyOf(page), null);
  }));

  test("keeps the copy when the server fails, and brings it back", () => on("/redactar", async (page) => {
    await page.route("**/guardar", (route) => route.fulfill({ status: 500 }));
    await page.fill("#text", "Texto que el servidor no tomó");
    await has(status(page), "No se pudo guardar");
    await page.close({ runBeforeUnload: false });
    const again = await page.context().newPage();
    await again.goto("/redactar");
    assert.equal(await again.inputValue("#text"), "Texto que el servidor no tomó");
    await has(again.locator("#announcer"), "Se recuperó un texto");
    await again.context().clearCookies();
  }));

  test("says that the session ended, and keeps the copy", () => on("/redactar", async (page) => {
    await page.route("**/guardar", (route) => route.fulfill({ status: 401 }));
    await page.fill("#text", "Escrito sin sesión");
    await has(status(page), "Su sesión terminó");
    assert.match(await copyOf(page), /Escrito sin sesión/);
  }));

  test("writes on without connection and saves when it returns", () => on("/redactar", async (page) => {
    await page.context().setOffline(true);
    await has(page.locator("[data-offline]"), "Sin conexión");
    await page.fill("#text", "Escrito en el Metro");
    await has(status(page), "Sin conexión");
    await page.context().setOffline(false);
    await has(status(page), "Guardado a las");
    assert.equal(await copyOf(page), null);
  }));

  test("does not put an older copy over newer text, but offers it", () => on("/redactar", async (page) => {
    await page.evaluate(() => localStorage.setItem("pregonero:draft:muestra", JSON.stringify({ fields: [["text", "De antier"]], version: "5" })));
    await page.reload();
    assert.match(await page.inputValue("#text"), /Consejo General/);
    await page.getByRole("button", { name: "Recuperarla" }).click();
    assert.equal(await page.inputValue("#text"), "De antier");
  }));

  test("forgets the copy of what was sent and accepted", () => on("/redactar", async (page) => {
    await page.evaluate(() => localStorage.setItem("pregonero:draft:muestra", JSON.stringify({ fields: [["text", "Enviado"]], version: "6", sent: true })));
    await page.reload();
    assert.match(await page.inputValue("#text"), /Consejo General/);
    assert.equal(await copyOf(page), null);
  }));

  test("asks before leaving with unsaved text", () => on("/redactar", async (page) => {
    await page.route("**/guardar", (route) => route.abort());
    await page.locator("#text").pressSequentially(" más");
    const asked = page.waitForEvent("dialog");
    page.goto("/mi-dia").catch(() => {}); // leaving is refused below
    const dialog = await asked;
    assert.equal(dialog.type(), "beforeunload");
    await dialog.dismiss();
    assert.match(await page.inputValue("#text"), / más/);
  }));
});

describe("writing", () => {
  test("counts as each network does and tells when typing stops", () => on("/redactar", async (page) => {
    const counter = page.locator('.counter[data-rule="x"]');
    await page.fill("#text", `https://ine.mx/${"a".repeat(100)} 😀`);
    await has(counter, "quedan 254"); // 23 + 1 + 2
    await page.fill("#text", "a".repeat(292));
    await has(counter, "sobran 12");
    await has(page.locator("#announcer"), /1 por corregir|sobran 12/);
  }));

  test("the check answers while writing and a failure keeps what was found", () => on("/redactar", async (page) => {
    await page.locator("#text").pressSequentially(" x");
    await has(page.locator("#findings-summary"), "1 por corregir");
    await page.route("**/revisar", (route) => route.fulfill({ status: 500, body: "<p>fallo</p>" }));
    await page.locator("#text").pressSequentially(" y");
    await has(page.locator("#findings-summary"), "No se pudo revisar");
    assert.equal(await page.locator(".finding").count(), 2);
  }));

  test("a finding leads to its place and mends it", () => on("/redactar", async (page) => {
    await page.getByRole("button", { name: "Ver en el texto" }).click();
    const selected = () => page.evaluate(() => { const a = document.getElementById("text"); return a.value.slice(a.selectionStart, a.selectionEnd); });
    assert.equal(await selected(), "55 1234 5678");
    await page.getByRole("button", { name: "Corregir así: «800 433 2000»" }).click();
    assert.match(await page.inputValue("#text"), /Dudas al 800 433 2000\.$/);
  }));

  test("a day chip brings a new sentence", () => on("/redactar", async (page) => {
    await page.getByLabel("Viernes 27").check();
    await has(page.locator("#publish-sentence"), "Saldrá el viernes 27 de noviembre de 2026 a las 10:00 (hora del Centro).");
    assert.equal(await page.locator("#publish-date").isVisible(), false);
    await page.getByLabel("Otro día").check();
    assert.equal(await page.locator("#publish-date").isVisible(), true);
  }));
});

describe("moving", () => {
  test("by dragging, with an offer to undo", () => on("/calendario", async (page) => {
    await page.locator("#post-8").dragTo(page.locator('[data-slot-date="2026-11-26"][data-slot-hour="15"]'));
    await has(page.locator("#undo"), "Movida al 2026-11-26 a las 15:00");
    assert.equal(await page.locator('[data-slot-date="2026-11-26"][data-slot-hour="15"] #post-8').count(), 1);
    await has(page.locator("#announcer"), "Movida");
  }));

  test("past days take nothing", () => on("/calendario", async (page) => {
    assert.equal(await page.locator('[data-slot-date="2026-11-23"]').count(), 0);
  }));

  test("without dragging, in a window over the calendar", () => on("/calendario", async (page) => {
    await page.locator("#post-8 .post__move").click();
    const dialog = page.getByRole("dialog", { name: "Mover la publicación" });
    await dialog.waitFor();
    assert.equal(await dialog.getByRole("group", { name: /Cuándo sale/ }).count(), 1);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.className), "post__move");
  }));

  test("the offer to undo goes away after thirty seconds", () => on("/componentes", async (page) => {
    await page.clock.install();
    await page.reload();
    await page.locator("[data-undo]").waitFor();
    await page.clock.runFor(31_000);
    assert.equal(await page.locator("[data-undo]").count(), 0);
  }));
});

describe("the rest", () => {
  test("clocks move by the server's clock", () => on("/bandeja", async (page) => {
    await has(page.locator("[data-due]").first(), "quedan 28 min");
  }));

  test("a dialog takes the focus and gives it back", () => on("/visto-bueno", async (page) => {
    const opener = page.getByRole("link", { name: "Devolver" });
    await opener.click();
    assert.equal(await page.evaluate(() => document.activeElement.closest("dialog")?.id), "return");
    await page.keyboard.press("Escape");
    assert.equal(await opener.evaluate((e) => e === document.activeElement), true);
  }));

  test("shortcuts go, list themselves, and leave fields alone", () => on("/redactar", async (page) => {
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Atajos de teclado").waitFor();
    await page.keyboard.press("Escape");
    await page.focus("#source");
    await page.keyboard.type("g c");
    assert.match(page.url(), /redactar$/);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL(/calendario/);
  }));

  test("copies", () => on("/componentes", async (page) => {
    await page.locator("[data-copy]").click();
    await has(page.locator("[data-copy-text]"), "Copiado");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "JBSW-Y3DP-EHPK-3PXP");
  }, { permissions: ["clipboard-read", "clipboard-write"] }));

  test("counts what is picked", () => on("/componentes", async (page) => {
    await page.locator("[data-pick]").first().check();
    await has(page.locator("[data-bulk-count]"), "Elegidos: 1");
  }));

  test("the error summary has the focus and leads to the field", () => on("/redactar-errores", async (page) => {
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement.className), "errors");
    await page.locator(".errors a").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  }));

  test("the person's theme wins over the system's", () => on("/mi-dia?theme=dark", async (page) => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).colorScheme || getComputedStyle(document.documentElement).backgroundColor), "dark");
  }));

  test("prints the content and not the chrome", () => on("/expediente", async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".side").isVisible(), false);
    assert.equal(await page.getByRole("heading", { name: "Línea de tiempo" }).isVisible(), true);
  }));
});

describe("passkeys", () => {
  const options = { challenge: "AAAA", rpId: "localhost", rp: { id: "localhost", name: "INE" }, user: { id: "AQ", name: "ana", displayName: "Ana" }, authenticatorSelection: { residentKey: "required", userVerification: "required" }, pubKeyCredParams: [{ type: "public-key", alg: -7 }], allowCredentials: [], userVerification: "required", timeout: 5000 };

  test("asks the authenticator and sends its answer", async () => {
    const page = await open(browser, gallery.address.replace("127.0.0.1", "localhost"));
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    let answer;
    await page.route("**/entrar/llave", (route) => route.fulfill({ json: { publicKey: options } }));
    await page.route("**/entrar/llave/fin", (route) => { answer = route.request().postDataJSON(); return route.fulfill({ json: { next: "/mi-dia" } }); });
    await visit(page, "/entrar");
    await page.evaluate(() => { document.querySelector("[data-passkey]").dataset.passkey = "create"; });
    await page.locator("[data-passkey]").click();
    await page.waitForURL(/mi-dia/);
    assert.ok(answer.response.attestationObject);
    await visit(page, "/entrar");
    await page.locator("[data-passkey]").click();
    await page.waitForURL(/mi-dia/);
    assert.ok(answer.response.signature);
    await page.context().close();
  });

  test("says so when it cannot", () => on("/entrar", async (page) => {
    await page.route("**/entrar/llave", (route) => route.fulfill({ status: 500 }));
    await page.locator("[data-passkey]").click();
    await page.locator("#passkey-error").waitFor();
  }));
});

describe("without scripts", () => {
  const bare = { javaScriptEnabled: false };

  test("every help of scripts is out of sight", () => on("/redactar", async (page) => {
    assert.equal(await page.locator(".js-only:visible").count(), 0);
    assert.equal(await page.locator("#text").isVisible(), true);
  }, bare));

  test("moving is a page", () => on("/calendario", async (page) => {
    await page.locator("#post-8 .post__move").click();
    await page.waitForURL(/mover/);
    assert.equal(await page.locator("form#move").count(), 1);
  }, bare));

  test("the menu of the phone opens", () => on("/mi-dia", async (page) => {
    await page.getByRole("button", { name: "Más" }).click();
    assert.equal(await page.getByRole("link", { name: "Bitácora" }).isVisible(), true);
  }, { ...bare, way: matrix[2] }));
});
