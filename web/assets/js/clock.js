// Keeps countdowns moving, by the server's clock: the stream's "clock" event carries it.
import { on, say } from "./page.js";

let offset = 0; // milliseconds that this machine's clock is behind the server's

function span(ms) {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, minutes = Math.floor(seconds / 60) % 60;
  if (seconds < 60) return say("seconds", { n: seconds });
  if (seconds < 3600) return `${minutes} min`;
  if (days === 0) return `${hours} h ${String(minutes).padStart(2, "0")} min`;
  const whole = say(days === 1 ? "day" : "days", { n: days });
  return hours === 0 || days > 6 ? whole : `${whole} ${hours} h`;
}

function level(rest) {
  if (rest <= 4 * 3600e3) return "fix";
  return rest <= 24 * 3600e3 ? "warn" : "calm";
}

function tick() {
  const now = Date.now() + offset;
  for (const clock of document.querySelectorAll("[data-due]")) {
    const rest = Date.parse(clock.dataset.due) - now;
    const text = say(rest < 0 ? "late" : "timeLeft", { time: span(rest) });
    if (clock.textContent !== text) clock.textContent = text;
    clock.dataset.level = level(rest);
  }
}

export function start() {
  on("clock", "[data-live]", (event) => {
    const server = Date.parse(event.detail?.data);
    if (!Number.isNaN(server)) offset = server - Date.now();
    tick();
  });
  tick();
  setInterval(() => { if (!document.hidden) tick(); }, 1000);
}
