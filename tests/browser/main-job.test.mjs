// The main job, from the first word to the outsider's proof, each part done by who has the
// right to it, in the real program: once on a desk and once on a phone.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { launch, matrix, open, picture, root, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { forge } from "./forge.mjs";
import { signIn, startPregonero } from "./server.mjs";

const run = promisify(execFile);
const people = ["rebeca", "luis", "elena", "ana", "aurora", "olga", "marisol"];
const handle = "@INEMexico_practica", stopped = "@INETV_practica";
let browser;

before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

describe("the main job", { concurrency: true }, () => {
  for (const way of [matrix[0], matrix[3]]) {
    test(way.name, { timeout: 420_000 }, async (t) => {
      const server = await startPregonero();
      try {
        await new Road(server, way).walk(t);
      } finally {
        await server.stop();
      }
    });
  }
});

const has = (locator, text) => locator.filter({ hasText: text }).first().waitFor({ state: "attached", timeout: 15_000 });

/** A minute of the institution's clock that is at least so many seconds ahead. */
function minuteAhead(seconds) {
  const at = new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);
  const [day, clock] = at.toLocaleString("sv-SE", { timeZone: "America/Mexico_City" }).split(" ");
  return { day, clock: clock.slice(0, 5), at };
}

class Road {
  constructor(server, way) {
    this.server = server;
    this.way = way;
    this.sessions = {};
    this.text = `La sesión de hoy es pública y puede verla en vivo. Folio ${way.width}.`;
    this.unsaid = `Aviso que no debe salir. Folio ${way.width}.`;
  }

  /** Does something as somebody, in a window of their own. */
  async as(user, path, act, more = {}) {
    const page = await open(browser, this.server.address, this.way, user ? { storageState: this.sessions[user], ...more } : more);
    try {
      await visit(page, path);
      return await act(page);
    } catch (error) {
      await picture(page, `principal-falla-${user}-${this.way.name}`);
      error.message += `\n${user} at ${page.url()}: ${(await page.locator("main").textContent({ timeout: 2000 }).catch(() => "")).slice(0, 600)}`;
      throw error;
    } finally {
      await page.context().close();
    }
  }

  /** The id of an account. */
  async account(name) {
    const { cuentas } = await (await fetch(`${this.server.address}/directorio.json`)).json();
    return cuentas.find((a) => `@${a.usuario}` === name).id;
  }

  async look(page, name, except = []) {
    await picture(page, `principal-${name}-${this.way.name}`);
    await checkPage(page, { except });
  }

  async walk(t) {
    for (const user of people) this.sessions[user] = await signIn(browser, this.server.address, user);
    for (const step of ["drafts", "refusesOwn", "returns", "mends", "endorses", "editVoids", "approves", "stops", "isPublishedOnce", "isAnsweredOnce", "withdraws",
      "isProved", "refusesTheOperator", "isRecognised", "misses"]) {
      await t.test(step, { timeout: 200_000 }, () => this[step]());
    }
  }

  async drafts() {
    await this.as("rebeca", "/redactar", async (page) => {
      await page.locator(".chip", { hasText: handle }).first().click();
      await page.fill("#text", `${this.text} Dudas al 55 1234 5678.`);
      await has(page.locator(".finding mark"), "55 1234 5678");
      await this.look(page, "hallazgo");
      await page.fill("#text", this.text);
      const png = await page.evaluate(() => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
        const pen = canvas.getContext("2d");
        pen.fillStyle = "#582E73";
        pen.fillRect(0, 0, 640, 360);
        return canvas.toDataURL("image/png").split(",")[1];
      });
      await page.setInputFiles("#files", { name: "sesion.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") });
      await page.getByLabel("Texto alternativo").fill("Cartel morado con el anuncio de la sesión.");
      await this.due(page, 150);
      await page.getByLabel("Título del documento").first().fill("Convocatoria a la sesión");
      await page.getByLabel("Actividad o información").fill("Sesión pública");
      await page.locator(".chip", { hasText: "Difusión" }).click();
      await page.locator(".chip", { hasText: "No caduca" }).click();
      await this.look(page, "redactar");
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      await has(page.locator("h1 + .tag"), "Espera aval");
      this.id = new URL(page.url()).pathname.split("/").pop();
      assert.match(this.id, /^[0-9A-Z]{26}$/);
    });
  }

  /** Sets the hour: a minute that the list of quarters does not have, as a form may send it. */
  async due(page, seconds) {
    this.hour = minuteAhead(seconds);
    await page.evaluate(({ day, clock }) => {
      const form = document.querySelector("#due_at-sentence").closest("form");
      const time = form.elements.due_time;
      time.add(new Option(clock, clock));
      time.value = clock;
      const date = form.elements.due_date ?? form.querySelector("[name=due_date]");
      date.value = day;
      for (const chip of form.querySelectorAll("[name=due_day]")) chip.checked = chip.value === day;
      time.dispatchEvent(new Event("change", { bubbles: true }));
    }, this.hour);
  }

  async refusesOwn() {
    await this.as("rebeca", `/visto-bueno/${this.id}`, async (page) => {
      assert.equal(await page.getByRole("button", { name: "Dar visto bueno" }).count(), 0);
      const hash = "0".repeat(64);
      const answer = await page.request.post(`/visto-bueno/${this.id}/avalar`, { form: { hash }, headers: { Origin: this.server.address } });
      assert.ok([403, 409].includes(answer.status()), `own endorsement: ${answer.status()}`);
      assert.match(await answer.text(), /6\.xx/);
    });
    const kept = await this.as("aurora", `/bitacora?objeto=post:${this.id}`, (page) => page.locator("#ledger").textContent());
    assert.ok(kept.length > 0);
  }

  async returns() {
    await this.as("elena", `/visto-bueno/${this.id}`, async (page) => {
      await this.look(page, "visto-bueno");
      await page.getByRole("link", { name: "Devolver…" }).click();
      const form = page.locator("dialog[open]");
      await form.getByLabel("Por qué se devuelve").fill("Falta decir dónde se ve.");
      await form.getByRole("button", { name: "Devolver" }).click();
      await has(page.locator(".notice"), "Devuelta a Rebeca");
    });
  }

  /** Writes the text again with a new hour, and sends it. */
  async send(addition, seconds) {
    await this.as("rebeca", `/redactar/${this.id}`, async (page) => {
      this.text += addition;
      await page.fill("#text", this.text);
      await this.due(page, seconds);
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      await has(page.locator("h1 + .tag"), "Espera aval");
    });
  }

  async mends() { await this.send(" Está en www.ine.mx.", 180); }

  async endorse(id = this.id) {
    await this.as("elena", `/visto-bueno/${id}`, async (page) => {
      await page.getByRole("button", { name: "Dar visto bueno" }).click();
      await has(page.locator(".notice"), "Dio visto bueno");
    });
  }

  async endorses() { await this.endorse(); }

  async editVoids() {
    await this.as("ana", "/visto-bueno", (page) => page.locator(".task__link", { hasText: "La sesión de hoy" }).first().waitFor());
    await this.send(" Le esperamos.", 50);
    await this.as("ana", `/visto-bueno/${this.id}`, async (page) => {
      assert.equal(await page.getByRole("button", { name: "Aprobar" }).count(), 0, "an edited text can still be approved");
    });
    await this.endorse();
  }

  async approves() { await this.approve(this.id); }

  async approve(id) {
    await this.as("ana", `/visto-bueno/${id}`, async (page) => {
      await page.getByRole("button", { name: "Aprobar" }).click();
      await has(page.locator(".notice"), "Aprobada");
    });
  }

  /** Waits for the hour and a little more. */
  async untilOut(page, word) {
    const end = this.hour.at.getTime() + 40_000;
    for (;;) {
      await page.reload();
      if (await page.locator("main .tag", { hasText: word }).count()) return;
      assert.ok(Date.now() < end, `not «${word}» after its hour: ${(await page.locator("main").textContent()).slice(0, 400)}`);
      await page.waitForTimeout(1000);
    }
  }

  async onTheNetwork(name = handle, text = this.text) {
    const html = await (await fetch(`${this.server.address}/red-de-practica/${name}`)).text();
    return html.split(text.slice(0, 40)).length - 1;
  }

  async isPublishedOnce() {
    assert.equal(await this.onTheNetwork(), 0, "it went out before its hour");
    await this.as("rebeca", `/publicaciones/${this.id}`, async (page) => {
      await this.untilOut(page, "Publicada");
      await this.look(page, "publicada");
    });
    assert.equal(await this.onTheNetwork(), 1);
    this.there = await this.as("rebeca", `/publicaciones/${this.id}`, (page) => page.locator("main a[href*='/red-de-practica/']").first().getAttribute("href"));
  }

  async isAnsweredOnce() {
    const question = `¿A qué hora empieza? ${this.way.width}`;
    await this.as(null, this.there, async (page) => {
      await page.getByText("¿Dónde").count();
      const form = page.locator("form[action$='/comentarios']").last();
      await form.getByLabel("Su nombre").fill("Doña Chelo");
      await form.getByLabel("Su mensaje").fill(question);
      await form.getByRole("button", { name: "Comentar" }).click();
      await page.getByText(question).waitFor();
    });
    await this.as("ana", "/bandeja?vista=todos", async (page) => {
      const task = page.locator("main .task__link", { hasText: "¿A qué hora empieza?" }).first();
      for (let i = 0; !(await task.count()); i++) {
        assert.ok(i < 30, "the comment did not arrive");
        await page.waitForTimeout(1000);
        await page.reload();
      }
      const href = await task.getAttribute("href");
      await task.click();
      await page.click(`form[action='${href}/tomar'] button`);
      await page.waitForURL("**#respuesta");
      await this.as("luis", href, async (other) => assert.match(await other.textContent("#respuesta"), /Ana Torres Beltrán está escribiendo/));
      await page.fill("#text", "Buen día, doña Chelo. La sesión empieza a las 18:00; la puede ver en www.ine.mx.");
      await this.look(page, "contestar");
      await page.click("#answer button:has-text('Enviar respuesta')");
      await has(page.locator(".message--own"), "Buen día, doña Chelo.");
      for (let i = 0; !(await page.locator(".message--own .tag:has-text('Publicada')").count()); i++) {
        assert.ok(i < 60, "the answer did not go out");
        await page.waitForTimeout(1000);
        await page.reload();
      }
    });
    const html = await (await fetch(this.there)).text();
    assert.equal(html.split("Buen día, doña Chelo.").length - 1, 1);
  }

  async withdraws() {
    await this.as("ana", `/publicaciones/${this.id}`, async (page) => {
      await page.getByRole("link", { name: /^Retirar/ }).first().click();
      await page.getByLabel("Por qué se retira").fill("Cambió la sede de la sesión.");
      await this.look(page, "retirar");
      await page.getByRole("button", { name: "Continuar" }).click();
      await this.look(page, "retirar-confirmar");
      const out = page.waitForURL(`**/publicaciones/${this.id}`);
      await page.locator("main form").getByRole("button").first().click();
      await out;
      this.hour = { at: new Date() };
      await this.untilOut(page, "Retirada");
    });
    assert.equal(await this.onTheNetwork(), 0, "it is still on the network");
  }

  async isProved() {
    const folder = await mkdtemp(join(tmpdir(), "pregonero-prueba-"));
    try {
      const zip = join(folder, "bitacora.zip"), forged = join(folder, "falsa.zip");
      await this.as("aurora", `/bitacora?cuenta=${await this.account(handle)}`, async (page) => {
        await this.look(page, "bitacora");
        const [download] = await Promise.all([page.waitForEvent("download"), page.click("form[action='/bitacora/exportar'] button")]);
        await download.saveAs(zip);
      });
      const binary = process.env.PREGONERO_BIN ?? join(root, "bin/pregonero");
      const good = await run(binary, ["ledger", "verify", zip]);
      assert.match(good.stdout, /^Las entradas de .* están íntegras/);
      const forgery = forge(await readFile(zip));
      await writeFile(forged, forgery.zip);
      await assert.rejects(run(binary, ["ledger", "verify", forged]), (error) => {
        assert.match(error.stdout, new RegExp(`La entrada ${forgery.position} se cambió`));
        return true;
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async refusesTheOperator() {
    for (const path of [`/publicaciones/${this.id}`, "/bandeja"]) {
      await this.as("olga", path, async (page) => {
        assert.match(await page.textContent("main"), /5\.1\.p4/);
        page.problems = []; // the 403 that is tested
        await this.look(page, "negado");
      });
    }
    await this.as("aurora", "/bitacora?resultado=refused", (page) => has(page.locator("#ledger"), "Olga Trejo Manzo"));
  }

  async isRecognised() {
    for (const [query, verdict] of [["INEMexico_practica", "Sí"], ["INEMexic0_practica", "No la reconocemos"]]) {
      await this.as(null, `/verificar?q=${query}`, async (page) => assert.equal(await page.textContent(".verdict__answer"), verdict));
    }
  }

  /** Another account is stopped with a publication that is due, while the first one goes on. */
  async stops() {
    const mine = this.hour;
    await this.as("luis", "/redactar", async (page) => {
      await page.locator(".chip", { hasText: stopped }).first().click();
      await page.fill("#text", this.unsaid);
      await this.due(page, 45);
      await page.getByLabel("Título del documento").first().fill("Convocatoria a la sesión");
      await page.getByLabel("Actividad o información").fill("Sesión pública");
      await page.locator(".chip", { hasText: "Difusión" }).click();
      await page.locator(".chip", { hasText: "No caduca" }).click();
      await page.getByRole("button", { name: "Enviar a visto bueno" }).click();
      await has(page.locator("h1 + .tag"), "Espera aval");
      this.unsaidID = new URL(page.url()).pathname.split("/").pop();
    });
    this.unsaidHour = this.hour;
    this.hour = mine;
    await this.endorse(this.unsaidID);
    await this.approve(this.unsaidID);
    await this.as("marisol", `/cuentas/${await this.account(stopped)}/detener`, async (page) => {
      await page.fill("#reason", "Simulacro de incidente.");
      await page.locator("main form").getByRole("button").first().click();
      await has(page.locator(".notice"), /deten/i);
    });
  }

  /** What was stopped at its hour did not go out, and does not go out later by itself. */
  async misses() {
    this.hour = this.unsaidHour;
    await this.as("luis", `/publicaciones/${this.unsaidID}`, async (page) => {
      await this.untilOut(page, "No salió");
      assert.match(await page.textContent("main"), /detenida/);
      await this.look(page, "detenida");
    });
    await this.as("marisol", `/cuentas/${await this.account(stopped)}`, async (page) => {
      await page.locator("form[action$='/reanudar'] button").first().click();
      await has(page.locator(".notice"), "La publicación se reanudó");
    });
    await this.as("luis", `/publicaciones/${this.unsaidID}`, async (page) => {
      await page.waitForTimeout(3000);
      await page.reload();
      await has(page.locator("main .tag"), "No salió");
    });
    assert.equal(await this.onTheNetwork(stopped, this.unsaid), 0);
  }
}
