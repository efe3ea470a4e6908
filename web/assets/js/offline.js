// One banner for the state of the connection and of the live stream.
import { say } from "./page.js";

let hiding;

function show(key, seconds = 0) {
  const banner = document.querySelector("[data-offline]");
  if (!banner) return;
  clearTimeout(hiding);
  banner.hidden = false;
  banner.textContent = say(key);
  if (seconds) hiding = setTimeout(() => { banner.hidden = true; }, seconds * 1000);
}

const shown = () => document.querySelector("[data-offline]")?.hidden === false;

export function start() {
  window.addEventListener("offline", () => show("offline"));
  window.addEventListener("online", () => show("online", 4));
  document.addEventListener("htmx:sse:error", (event) => show(event.detail?.status === 401 ? "loggedOut" : navigator.onLine ? "reconnect" : "offline"));
  document.addEventListener("htmx:sse:after:connection", () => { if (shown()) show("online", 4); });
  if (!navigator.onLine) show("offline");
}
