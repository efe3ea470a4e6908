// Takes what may be seen for some seconds only out of the page: when its time is over, and
// when the page is left, so that going back does not bring it again.
import { announce } from "./page.js";

function hide(part) {
  if (!part.hasAttribute("data-vanish")) return;
  part.removeAttribute("data-vanish");
  part.textContent = part.dataset.vanishText;
  announce(part.dataset.vanishText);
}

export function start() {
  for (const part of document.querySelectorAll("[data-vanish]")) {
    setTimeout(() => hide(part), Number(part.dataset.vanish) * 1000);
    addEventListener("pagehide", () => hide(part));
  }
}
