// Opens dialogs of the page, and pages as dialogs. Without scripts both are plain links.
import { on, say } from "./page.js";

function open(dialog) {
  dialog.showModal();
}

function close(event, dialog) {
  if (event.target === dialog) dialog.close(); // the shade around it
}

function shell() {
  document.getElementById("modal")?.remove();
  const dialog = document.createElement("dialog");
  dialog.id = "modal";
  dialog.className = "dialog";
  dialog.innerHTML = `<div class="dialog__head"><h2 id="modal-title"></h2><form method="dialog"><button class="btn btn--quiet btn--small"></button></form></div><div class="dialog__body"></div>`;
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.querySelector("button").textContent = say("close");
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

async function openPage(link) {
  try {
    const response = await fetch(link.href, { headers: { "X-Modal": "1" }, redirect: "error" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const part = page.querySelector("[data-modal-part]");
    if (!response.ok || !part) throw new Error("no part to show");
    const dialog = shell();
    dialog.querySelector("h2").textContent = page.querySelector("h1")?.textContent ?? link.textContent;
    dialog.querySelector(".dialog__body").append(part);
    window.htmx?.process(dialog);
    open(dialog);
  } catch {
    location.assign(link.href);
  }
}

export function start() {
  on("click", "[data-dialog]", (event, opener) => {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(dialog);
  });
  on("click", "a[data-modal]", (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPage(link);
  });
  on("click", "dialog", close);
  document.querySelector("[data-autofocus]")?.focus();
}
