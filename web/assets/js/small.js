// Small helps: copying, printing, counting what is picked, naming chosen files.
import { announce, on, say } from "./page.js";

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // the value stands beside the button and can be selected
  }
  const place = button.querySelector("[data-copy-text]");
  const before = place.textContent;
  place.textContent = say("copied");
  announce(say("copied"));
  setTimeout(() => { place.textContent = before; }, 2000);
}

function count(box) {
  const form = box.form ?? document;
  const picked = form.querySelectorAll("[data-pick]:checked").length;
  const bar = document.querySelector(form.id ? `[data-bulk="${CSS.escape(form.id)}"]` : "[data-bulk]");
  const place = bar?.querySelector("[data-bulk-count]");
  if (place) place.textContent = say("picked", { n: picked });
}

function nameFiles(input) {
  const place = input.closest("[data-drop]")?.querySelector("[data-file-names]");
  if (place) place.textContent = [...input.files].map((file) => file.name).join(", ");
}

export function start() {
  on("click", "[data-copy]", (_, button) => copy(button));
  on("click", "[data-print]", () => window.print());
  on("change", "[data-pick]", (_, box) => count(box));
  on("change", "[data-drop] input[type=file]", (_, input) => nameFiles(input));
  on("dragover", "[data-drop]", (_, drop) => drop.toggleAttribute("data-over", true));
  for (const type of ["dragleave", "drop"]) on(type, "[data-drop]", (_, drop) => drop.removeAttribute("data-over"));
}
