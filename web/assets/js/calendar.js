// Drags a publication to another hour. Every move can also be made without dragging, by
// the link "Mover a…" of the card. Nothing moves on the screen until the server agrees.
import { announce, on, replaceParts, say } from "./page.js";

let dragged = null;

async function move(card, slot) {
  const minutes = card.dataset.time.split(":")[1] ?? "00";
  const body = new URLSearchParams({
    id: card.dataset.id, version: card.dataset.version,
    date: slot.dataset.slotDate, time: `${slot.dataset.slotHour}:${minutes}`,
  });
  try {
    const response = await fetch(card.dataset.move, { method: "POST", body, headers: { "HX-Request": "true" } });
    const html = await response.text();
    replaceParts(html, [card.closest(".week").id, "undo"]);
    document.getElementById("undo")?.scrollIntoView({ block: "nearest" }); // the answer, above a long week
    announce(say(response.ok ? "moved" : "moveFailed"));
  } catch {
    announce(say("moveFailed"));
  }
}

export function start() {
  on("dragstart", "[data-move]", (event, card) => {
    dragged = card;
    card.toggleAttribute("data-dragging", true);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.id);
  });
  on("dragend", "[data-move]", (_, card) => {
    card.removeAttribute("data-dragging");
    dragged = null;
  });
  on("dragover", "[data-slot-date]", (event, slot) => {
    if (!dragged) return;
    event.preventDefault();
    slot.toggleAttribute("data-over", true);
  });
  on("dragleave", "[data-slot-date]", (_, slot) => slot.removeAttribute("data-over"));
  on("drop", "[data-slot-date]", (event, slot) => {
    slot.removeAttribute("data-over");
    if (!dragged) return;
    event.preventDefault();
    move(dragged, slot);
  });
}
