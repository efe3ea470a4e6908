// Asks before leaving a page with text that was neither sent nor saved.
import { on } from "./page.js";

const unsaved = new Set();

export function start() {
  on("input", "form[data-guard]", (_, form) => unsaved.add(form));
  on("submit", "form[data-guard]", (_, form) => unsaved.delete(form));
  on("pregonero:saved", "form[data-guard]", (_, form) => unsaved.delete(form));
  window.addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
  });
}
