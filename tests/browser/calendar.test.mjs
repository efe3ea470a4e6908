// The calendar and "¿Saldrá lo de mañana?": how they look in the four ways, and moving a
// publication by form, by keyboard and by dragging, with its undoing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { signIn, startPregonero } from "./server.mjs";

let browser, pregonero, ana;

before(async () => {
  [browser, pregonero] = await Promise.all([launch(), startPregonero()]);
  ana = await signIn(browser, pregonero.address, "ana");
});

after(async () => {
  await browser?.close();
  await pregonero?.stop();
});

const asAna = (way) => open(browser, pregonero.address, way, { storageState: ana });

/** Next week, as the address names it: nothing there is past. */
async function nextWeek(page) {
  await visit(page, "/calendario");
  await page.getByRole("link", { name: /^Siguiente/ }).click();
  await page.waitForURL(/semana=/);
  return page.url();
}

/** Writes a draft for a day of next week, which saves itself, and returns its card's id. */
async function draft(page, text, { day = 2, time = "11:00" } = {}) {
  const week = await nextWeek(page);
  const link = page.locator(".day__new").nth(day);
  const date = (await link.getAttribute("href")).match(/dia=([\d-]+)/)[1];
  await link.click();
  await page.waitForURL(/redactar\?.*dia=/);
  await page.fill("#text", text);
  await page.locator('input[name="accounts"]').first().check({ force: true });
  await page.selectOption("#due_at-time", time);
  await page.waitForFunction(() => location.pathname.startsWith("/redactar/")
    && document.querySelector("[data-save-text]")?.textContent.startsWith("Guardado")); // it saves by itself
  page.problems.length = 0; // the browser notes each saving that was refused until an account was chosen
  await visit(page, week);
  const card = page.locator(".post", { hasText: text });
  await card.waitFor();
  return { card: `#${await card.getAttribute("id")}`, date, week };
}

for (const way of matrix) {
  test(`the calendar at ${way.name}`, async () => {
    const page = await asAna(way);
    for (const [name, path] of [["semana", "/calendario"], ["mes", "/calendario?vista=mes"], ["lista", "/calendario?vista=lista"], ["vacia", "/calendario?semana=2031-W20"]]) {
      await visit(page, path);
      await picture(page, `calendario-${name}-${way.name}`);
      await checkPage(page);
    }
    await page.context().close();
  });

  test(`moving, and whether it will go out, at ${way.name}`, async () => {
    const page = await asAna(way);
    await visit(page, "/calendario");
    if (await page.locator(".post__move").count() === 0) await nextWeek(page);
    const to = await page.locator(".post__move").first().getAttribute("href");
    await visit(page, to);
    await picture(page, `mover-${way.name}`);
    await checkPage(page);
    await visit(page, "/saldra");
    await picture(page, `saldra-${way.name}`);
    await checkPage(page);
    assert.match(await page.title(), /saldrá|sale/i);
    await page.context().close();
  });
}

test("the phone shows an agenda of the days with something", async () => {
  const page = await asAna(matrix.find((way) => way.width === 390));
  await visit(page, "/calendario");
  assert.ok(await page.locator(".post:visible").count() > 0);
  for (const day of await page.locator(".day:visible").all()) {
    const kept = await day.locator(".post, .band, .day__today").count();
    assert.ok(kept > 0, "an empty day takes room");
  }
  const boxes = await page.locator(".post:visible").evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().width));
  assert.ok(boxes.every((width) => width > 300), `cards are ${boxes} wide`);
  await page.context().close();
});

test("a publication moves by the form, and back", async () => {
  const page = await asAna();
  const { card, week } = await draft(page, "La credencial para votar se tramita sin costo en los módulos.");
  await visit(page, await page.locator(`${card} .post__move`).getAttribute("href"));
  await page.selectOption("#due_at-time", "12:30");
  await page.waitForFunction(() => document.querySelector(".sentence")?.textContent.includes("12:30"));
  await page.getByRole("button", { name: "Mover", exact: true }).click();
  await page.waitForURL(/calendario/);
  assert.equal(await page.textContent(`${card} .post__time`), "12:30");
  assert.match(await page.textContent("#undo"), /12:30/);
  await picture(page, "calendario-movida");
  await checkPage(page);
  await page.getByRole("button", { name: /^Deshacer/ }).click();
  await page.waitForSelector(".notice");
  assert.equal(await page.textContent(`${card} .post__time`), "11:00");
  assert.equal(page.url(), week);
  await page.context().close();
});

test("a publication moves by the keyboard alone, in a window over the calendar", async () => {
  const page = await asAna();
  const { card } = await draft(page, "Consulte el orden del día de la sesión ordinaria del Consejo General.");
  await page.focus(`${card} .post__move`);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog#modal[open] #due_at-time");
  await page.focus("dialog#modal #due_at-time");
  await page.keyboard.type("13:45");
  await picture(page, "calendario-mover-ventana");
  await page.focus('dialog#modal button:has-text("Mover")');
  await page.keyboard.press("Enter");
  await page.waitForSelector("#undo form");
  assert.equal(await page.textContent(`${card} .post__time`), "13:45");
  await page.context().close();
});

/** A window in which the whole week is in sight: a gesture that scrolls half way is torn. */
const tall = { ...matrix[0], height: 2200 };

test("a card is dragged; what is outside the hours of attention asks first", async () => {
  const page = await asAna(tall);
  const { card, date } = await draft(page, "El Instituto publica los resultados del concurso de debate.");
  await page.dragAndDrop(`${card} .post__title`, `[data-slot-date="${date}"][data-slot-hour="15"]`);
  await page.waitForSelector("#undo form");
  await page.waitForFunction((id) => document.querySelector(`${id} .post__time`)?.textContent === "15:00", card);
  assert.equal(await page.textContent(`${card} .post__time`), "15:00");
  await page.dragAndDrop(`${card} .post__title`, `[data-slot-date="${date}"][data-slot-hour="08"]`);
  await page.getByText("¿Moverla fuera de las horas de atención?").waitFor();
  assert.equal(await page.textContent(`${card} .post__time`), "15:00");
  await picture(page, "calendario-fuera-de-horas");
  page.problems = page.problems.filter((p) => !p.includes("409")); // the browser notes every refused move
  await checkPage(page);
  await page.getByRole("button", { name: "Mover de todas formas" }).click();
  await page.waitForFunction((id) => document.querySelector(`${id} .post__time`)?.textContent === "8:00", card);
  await page.context().close();
});

test("without scripts a move outside the hours asks on a page of its own", async () => {
  const page = await asAna();
  const { card, week } = await draft(page, "Los módulos de atención abren de lunes a sábado.");
  const to = await page.locator(`${card} .post__move`).getAttribute("href");
  const plain = await open(browser, pregonero.address, matrix[0], { storageState: ana, javaScriptEnabled: false });
  await plain.goto(to);
  await plain.selectOption("#due_at-time", "22:15");
  await plain.getByRole("button", { name: "Mover", exact: true }).click();
  assert.equal(await plain.textContent("h1"), "¿Moverla fuera de las horas de atención?");
  await plain.getByRole("button", { name: "Mover de todas formas" }).click();
  assert.equal(plain.url(), week);
  assert.equal(await plain.textContent(`${card} .post__time`), "22:15");
  await plain.getByRole("button", { name: /^Deshacer/ }).click();
  assert.equal(await plain.textContent(`${card} .post__time`), "11:00");
  await plain.context().close();
  await page.context().close();
});
