// Passkeys: the server begins with JSON options, the browser asks the person, the
// server finishes with the JSON answer and says where to go ({"next": "/"}), or what is
// wrong ({"error": "…"}). Making one sends the form's fields along (name, current).
import { announce, on, say } from "./page.js";

const able = () => window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

async function post(url, body) {
  const response = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(`${url}: ${response.status}`, { cause: answer.error });
  return answer;
}

async function ask(kind, options) {
  const publicKey = options.publicKey ?? options;
  if (kind === "create") return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

async function use(button) {
  const { passkey, begin, finish } = button.dataset;
  const problem = document.getElementById(`${button.id}-error`);
  button.setAttribute("aria-busy", "true");
  problem.hidden = true;
  try {
    const fields = passkey === "create" && button.form ? Object.fromEntries(new FormData(button.form)) : {};
    const credential = await ask(passkey, await post(begin, fields));
    const { next } = await post(finish, { ...credential.toJSON(), name: fields.name });
    location.assign(next);
  } catch (error) {
    const told = typeof error.cause === "string" ? error.cause : say("passkey");
    problem.querySelector("span").textContent = told;
    problem.hidden = false;
    announce(told);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export function start() {
  if (!able()) document.querySelectorAll("[data-passkey]").forEach((button) => { button.hidden = true; });
  on("click", "[data-passkey]", (_, button) => use(button));
}
