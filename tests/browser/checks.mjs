// What every page must pass. checkPage throws one error that lists all that is wrong.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Looks at the page that is open: axe (WCAG 2.2 AA), reflow at 320 px, narrow text,
 * targets, focus while tabbing, clean console.
 * except: names of checks to leave out, each with its reason beside the call.
 */
export async function checkPage(page, { except = [] } = {}) {
  const checks = { axe, narrowText, targets, focus, reflow, console: messages };
  const problems = [];
  for (const [name, check] of Object.entries(checks)) {
    if (!except.includes(name)) problems.push(...(await check(page)).map((problem) => `${name}: ${problem}`));
  }
  if (problems.length > 0) throw new Error(`${page.url()}\n  ${problems.join("\n  ")}`);
}

async function axe(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.replaceAll("\n", " ")}`));
  }, rules);
  return violations;
}

async function messages(page) {
  return page.problems ?? [];
}

/** No horizontal scroll at 320 px, which is 1280 px at 400 %. */
async function reflow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const problems = await page.evaluate(() => {
    const width = document.documentElement.scrollWidth;
    if (width <= 320) return [];
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > 321);
    return [`the page is ${width} px wide at 320: ${wide.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(", ")}`];
  });
  const narrow = await narrowText(page);
  await page.setViewportSize(before);
  return [...problems, ...narrow.map((problem) => `at 320: ${problem}`)];
}

/** No block squeezes its text to fewer than twelve characters a line. */
async function narrowText(page) {
  return page.evaluate(() => {
    const problems = [];
    for (const element of document.querySelectorAll("main *, header *, dialog[open] *")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const own = [...element.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data.trim()).join(" ");
      const style = getComputedStyle(element);
      if (own.length < 24 || style.display === "inline" || style.clipPath !== "none") continue;
      const box = element.getBoundingClientRect();
      const letter = parseFloat(style.fontSize) * 0.5;
      const lines = box.height / parseFloat(style.lineHeight);
      if (box.width < 12 * letter && lines > 2.5) problems.push(`${element.tagName.toLowerCase()}.${element.className} is ${Math.round(box.width)} px wide: «${own.slice(0, 40)}»`);
    }
    return problems;
  });
}

/** Every target is 24 px or more, links inside a sentence aside (WCAG 2.5.8). */
async function targets(page) {
  return page.evaluate(() => {
    const inSentence = (e) => getComputedStyle(e).display === "inline" && e.parentElement.textContent.trim() !== e.textContent.trim();
    const problems = [];
    for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) || element.closest(".skip") || inSentence(element)) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 && box.height === 0) continue;
      if (box.width < 24 || box.height < 23.5) problems.push(`${element.tagName.toLowerCase()} «${element.textContent.trim().slice(0, 30)}» is ${box.width.toFixed(0)}×${box.height.toFixed(0)} px`);
    }
    return problems;
  });
}

/** Nothing that has the focus is hidden behind something else (WCAG 2.4.11). */
async function focus(page) {
  const problems = [];
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  const seen = new Set();
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(look);
    if (stop.end || seen.has(stop.path)) break;
    seen.add(stop.path);
    if (stop.hidden) problems.push(`${stop.name} is hidden behind ${stop.hidden}`);
    if (stop.ringless) problems.push(`${stop.name} shows no focus`);
  }
  return problems;
}

function look() {
  const element = document.activeElement;
  if (!element || element === document.body) return { end: true };
  const path = (e) => (e === document.body ? "" : `${path(e.parentElement)}/${[...e.parentElement.children].indexOf(e)}`);
  const name = `${element.tagName.toLowerCase()} «${(element.textContent || element.name || "").trim().slice(0, 30)}»`;
  const boxes = [...element.getClientRects()];
  const points = boxes.flatMap((b) => [[b.left + b.width / 2, b.top + b.height / 2], [b.left + 3, b.top + 3], [b.right - 3, b.bottom - 3]]);
  const mine = (e) => e && (element.contains(e) || e.contains(element) || [...(element.labels ?? [])].some((l) => l.contains(e)));
  const found = points.map(([x, y]) => document.elementFromPoint(x, y));
  const over = found.find(Boolean);
  const rings = [element, element.nextElementSibling, element.parentElement, element.closest(".option, .drop")].filter(Boolean);
  const ring = rings.some((e) => getComputedStyle(e).outlineStyle !== "none");
  return {
    path: path(element), name, ringless: !ring,
    hidden: found.some(mine) ? "" : (over ? `${over.tagName.toLowerCase()}.${over.className}` : "the edge of the window"),
  };
}
