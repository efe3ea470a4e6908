// Live checks: says the summary when typing stops, and never lets a failure of the
// check take the place of what it found before.
import { announce, debouncer, say } from "./page.js";

const whenQuiet = debouncer(1000);

export function start() {
  document.addEventListener("htmx:after:swap", (event) => {
    const area = event.target instanceof Element ? event.target.closest("[data-check]") : null;
    if (!area) return;
    whenQuiet(area, () => announce(document.querySelector(`#${CSS.escape(area.dataset.check)} [data-announce]`)?.textContent.trim()));
  });
  for (const type of ["htmx:response:error", "htmx:error"]) {
    document.addEventListener(type, (event) => {
      const area = event.target instanceof Element ? event.target.closest("[data-check]") : null;
      if (!area) { announce(say("failed")); return; }
      const line = document.querySelector(`#${CSS.escape(area.dataset.check)} [data-announce] span`);
      if (line) line.textContent = say("unchecked");
    });
  }
}
