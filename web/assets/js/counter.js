// Counts a text as each network does, at once; the server's check has the last word.
import { announce, always, debouncer, on, say } from "./page.js";

const url = /https?:\/\/\S+/g;
const segmenter = new Intl.Segmenter("es", { granularity: "grapheme" });
const graphemes = (text) => [...segmenter.segment(text)].map((part) => part.segment);
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const shortURL = "x".repeat(23);

function lightOnX(sign) {
  const c = sign.codePointAt(0);
  return c <= 0x10ff || (c >= 0x2000 && c <= 0x200d) || (c >= 0x2010 && c <= 0x201f) || (c >= 0x2032 && c <= 0x2037);
}

function weightOnX(grapheme) {
  if (emoji.test(grapheme)) return 2;
  return [...grapheme].reduce((sum, sign) => sum + (lightOnX(sign) ? 1 : 2), 0);
}

const bytes = (text) => new TextEncoder().encode(text).length;

const rules = {
  utf16: (text) => text.length,
  bytes,
  threads: (text) => graphemes(text).reduce((sum, g) => sum + (emoji.test(g) ? bytes(g) : [...g].length), 0),
  chars: (text) => [...text].length,
  graphemes: (text) => graphemes(text).length,
  mastodon: (text) => graphemes(text.replace(url, shortURL)).length,
  x: (text) => graphemes(text.normalize("NFC").replace(url, shortURL)).reduce((sum, g) => sum + weightOnX(g), 0),
};

function left(counter, text) {
  return Number(counter.dataset.max) - (rules[counter.dataset.rule] ?? rules.chars)(text);
}

function show(counter, text) {
  const rest = left(counter, text);
  counter.toggleAttribute("data-over", rest < 0);
  counter.querySelector("[data-count]").textContent = say(rest < 0 ? "over" : "left", { n: Math.abs(rest).toLocaleString("es-MX") });
  return rest;
}

const counters = (area) => [...document.querySelectorAll(`[data-counters="${CSS.escape(area.id)}"] .counter`)];
const whenQuiet = debouncer(1000);

function update(area) {
  const near = counters(area).filter((counter) => show(counter, area.value) < 20);
  whenQuiet(area, () => announce(near.map((counter) => counter.textContent.trim().replace(/\s+/g, " ")).join(". ")));
}

export function start() {
  on("input", "textarea, input", (_, area) => update(area));
  always(() => {
    for (const box of document.querySelectorAll("[data-counters]")) {
      const area = document.getElementById(box.dataset.counters);
      if (area) for (const counter of counters(area)) show(counter, area.value);
    }
  });
}
