// Keyboard shortcuts, only for people who switched them on: g and a letter goes to a
// place, a letter presses its button, / searches, ? lists them.
import { say } from "./page.js";

let waiting = false;

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
const byKey = (attribute, key) => [...document.querySelectorAll(`[${attribute}="${CSS.escape(key)}"]`)].find((e) => e.checkVisibility());

function use(element) {
  if (!element) return false;
  if (element.matches("input, textarea")) element.focus();
  else element.click();
  return true;
}

function labelOf(element) {
  return (element.getAttribute("placeholder") ?? element.textContent).trim().replace(/\s+/g, " ");
}

function list() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const body = document.createElement("div");
  body.className = "dialog__body stack";
  const title = document.createElement("h2");
  title.textContent = say("shortcuts");
  const rows = document.createElement("dl");
  rows.className = "summary";
  for (const element of document.querySelectorAll("[data-go], [data-key]")) {
    if (!element.checkVisibility()) continue;
    const row = document.createElement("div");
    row.className = "summary__row";
    const key = document.createElement("dt");
    key.textContent = element.dataset.go ? `g ${element.dataset.go}` : element.dataset.key;
    const what = document.createElement("dd");
    what.textContent = labelOf(element);
    row.append(key, what);
    rows.append(row);
  }
  const close = document.createElement("form");
  close.method = "dialog";
  close.innerHTML = `<button class="btn"></button>`;
  close.firstChild.textContent = say("close");
  body.append(title, rows, close);
  dialog.append(body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  let done = true;
  if (waiting) done = use(byKey("data-go", event.key));
  else if (event.key === "?") list();
  else if (event.key !== "g") done = use(byKey("data-key", event.key));
  waiting = event.key === "g" && !waiting;
  if (done) event.preventDefault();
}

export function start() {
  if (document.querySelector("[data-shortcuts]")) document.addEventListener("keydown", pressed);
}
