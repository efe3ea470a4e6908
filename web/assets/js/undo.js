// Counts down the seconds in which something can be taken back, then takes the offer away.
import { always, say } from "./page.js";

const running = new WeakSet();

function run(bar) {
  running.add(bar);
  const end = Date.now() + Number(bar.dataset.undo) * 1000;
  const timer = setInterval(() => {
    const left = Math.ceil((end - Date.now()) / 1000);
    const place = bar.querySelector("[data-undo-left]");
    if (place) place.textContent = say("seconds", { n: Math.max(left, 0) });
    if (left > 0 && bar.isConnected) return;
    clearInterval(timer);
    bar.remove();
  }, 250);
}

export function start() {
  always(() => {
    for (const bar of document.querySelectorAll("[data-undo]")) if (!running.has(bar)) run(bar);
  });
}
