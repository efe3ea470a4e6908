// A finding points at its place in the text, and mends it when the mending is mechanical.
// Places are counted in Unicode code points; a textarea counts in UTF-16 units.
import { announce, on } from "./page.js";

const unit = (text, point) => [...text].slice(0, point).join("").length;

function place(area, button) {
  const start = unit(area.value, Number(button.dataset.start));
  const end = unit(area.value, Number(button.dataset.end));
  const marked = button.dataset.marked;
  if (marked === undefined || area.value.slice(start, end) === marked) return [start, end];
  const moved = area.value.indexOf(marked); // the text changed since it was checked
  return moved < 0 ? null : [moved, moved + marked.length];
}

function select(button) {
  const area = document.getElementById(button.dataset.select);
  const range = area && place(area, button);
  if (!range) return;
  area.focus();
  area.setSelectionRange(...range);
  area.scrollIntoView({ block: "center" });
}

function mend(event, button) {
  const area = document.getElementById(button.dataset.fix);
  const range = area && place(area, button);
  if (!range) return; // the form is sent, and the server mends
  event.preventDefault();
  area.setRangeText(button.dataset.replacement, ...range, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
  announce(button.textContent.trim());
}

export function start() {
  on("click", "[data-select]", (_, button) => select(button));
  on("click", "[data-fix]", mend);
}
