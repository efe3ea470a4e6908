// Saves a form by itself, and keeps a copy in this browser until the server confirms.
//
// The server answers a saved form with 2xx and may send X-Version (the new version of
// what is edited), X-Saved-At (the hour in words), and, for what was just created, X-Id
// and X-Location (its page, to which the address moves); the form's field "draft" takes
// the id. (A field named "id" would hide the form's own.) Anything else keeps the copy;
// X-Problem is then why, as a percent-encoded sentence.
import { announce, debouncer, on, say } from "./page.js";

const prefix = "pregonero:draft:";
const soon = debouncer(300);
const waits = [2, 5, 15, 30, 60]; // seconds between attempts
const states = new WeakMap();

const stateOf = (form) => {
  if (!states.has(form)) states.set(form, { attempt: 0, edits: 0, saving: null, retry: null });
  return states.get(form);
};

const keyOf = (form) => prefix + form.dataset.draft;

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "version");
}

function keepCopy(form, more = {}) {
  const copy = { fields: fieldsOf(form), version: form.elements.version?.value ?? "", ...more };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage: the server's copy is all there is.
  }
}

function readCopy(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

const dropCopy = (form) => localStorage.removeItem(keyOf(form));

function tell(form, state, text) {
  const line = document.querySelector(`[data-save-of="${CSS.escape(form.id)}"]`);
  if (!line) return;
  line.dataset.state = state;
  line.querySelector("[data-save-text]").textContent = text;
}

function later(form) {
  const state = stateOf(form);
  const wait = waits[Math.min(state.attempt++, waits.length - 1)];
  clearTimeout(state.retry);
  state.retry = setTimeout(() => save(form), wait * 1000);
}

const final = [403, 404, 409, 413, 422]; // sending the same again would change nothing

function failed(form, status, problem) {
  const state = stateOf(form);
  const key = status === 401 ? "loggedOut" : status === 409 ? "conflict" : navigator.onLine ? "unsaved" : "offline";
  const text = problem ? decodeURIComponent(problem) : say(key);
  if (state.attempt === 0) announce(text);
  tell(form, navigator.onLine ? "error" : "offline", text);
  if (!final.includes(status)) later(form);
}

/** What was just created has a page of its own: the address, the form and its copy move there. */
function moveTo(form, id, place) {
  dropCopy(form);
  history.replaceState(null, "", place);
  form.elements.draft.value = id;
  form.dataset.draft = id;
  keepCopy(form);
}

function saved(form, response, edits) {
  const state = stateOf(form);
  state.attempt = 0;
  const version = response.headers.get("X-Version");
  if (version && form.elements.version) form.elements.version.value = version;
  const now = new Date().toLocaleTimeString("es-MX", { hour: "numeric", minute: "2-digit", hour12: false });
  tell(form, "saved", say("saved", { time: response.headers.get("X-Saved-At") ?? now }));
  if (response.headers.get("X-Location")) moveTo(form, response.headers.get("X-Id"), response.headers.get("X-Location"));
  if (state.edits === edits) {
    dropCopy(form);
    form.dispatchEvent(new CustomEvent("pregonero:saved", { bubbles: true }));
  } else {
    soon(form, () => save(form));
  }
}

async function post(form) {
  return fetch(form.dataset.autosave, {
    method: "POST",
    body: new URLSearchParams([...fieldsOf(form), ["version", form.elements.version?.value ?? ""]]),
    headers: { "X-Autosave": "1" },
    redirect: "manual",
  });
}

async function save(form) {
  const state = stateOf(form);
  if (state.saving || !form.isConnected) return;
  const edits = state.edits;
  tell(form, "saving", say("saving"));
  state.saving = post(form);
  try {
    const response = await state.saving;
    state.saving = null;
    if (response.ok) saved(form, response, edits);
    else failed(form, response.type === "opaqueredirect" ? 401 : response.status, response.headers.get("X-Problem"));
  } catch {
    state.saving = null;
    failed(form, 0);
  }
}

function changed(form) {
  stateOf(form).edits++;
  keepCopy(form);
  soon(form, () => save(form));
}

function fill(form, fields) {
  for (const control of form.elements) {
    if (!control.name || control.name === "version" || control.type === "file") continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (values.length === 1) control.value = values[0];
  }
}

function restore(form, copy) {
  fill(form, copy.fields);
  tell(form, "restored", say("restored"));
  announce(say("restored"));
  form.querySelector("textarea, input:not([type=hidden])")?.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A copy from an older version is not put over newer text: it is offered. */
function offer(form, copy) {
  const line = document.querySelector(`[data-save-of="${CSS.escape(form.id)}"]`);
  if (!line) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = say("recover");
  button.addEventListener("click", () => { button.remove(); restore(form, copy); });
  tell(form, "error", say("older"));
  line.append(button);
}

function reopen(form) {
  const copy = readCopy(form);
  if (!copy) return;
  const same = JSON.stringify(copy.fields) === JSON.stringify(fieldsOf(form));
  const newer = (form.elements.version?.value ?? "") !== copy.version;
  if (same || (copy.sent && newer)) dropCopy(form);
  else if (newer) offer(form, copy);
  else restore(form, copy);
}

/**
 * A form is not sent while its own autosave is on the way: the server would take the two
 * for two people. It waits for the answer, which brings the new version, and goes.
 */
function afterSaving(event, form) {
  const { saving } = states.get(form) ?? {};
  if (!saving) return;
  event.preventDefault();
  const { submitter } = event;
  const go = () => setTimeout(() => { if (form.isConnected) form.requestSubmit(submitter); }, 0);
  saving.then(go, go);
}

export function start() {
  on("input", "form[data-autosave]", (_, form) => changed(form));
  on("change", "form[data-autosave]", (_, form) => changed(form));
  document.addEventListener("htmx:after:swap", (event) => {
    const form = event.target instanceof Element && event.target.matches("[data-edits], [data-drop] *") ? event.target.closest("form[data-autosave]") : null;
    if (form) changed(form); // the server put in or took out a part of what is written
  });
  on("submit", "form[data-autosave]", (event, form) => {
    keepCopy(form, { sent: true });
    afterSaving(event, form);
  });
  document.querySelectorAll("form[data-autosave]").forEach(reopen);
  window.addEventListener("online", () => {
    document.querySelectorAll("form[data-autosave]").forEach((form) => { if (readCopy(form)) save(form); });
  });
}
