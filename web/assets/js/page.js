// What the other modules share: texts in the page's language, one place that speaks to
// screen readers, and listeners that also serve what arrives later.

const meta = document.querySelector('meta[name="pregonero-texts"]');
const texts = meta ? JSON.parse(meta.content) : {};

/** A text in the page's language, with its {holes} filled. */
export function say(key, holes = {}) {
  return (texts[key] ?? "").replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole);
}

/** Tells a screen reader, without moving anything on the screen. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (!place || !text) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
}

/** Listens on the document for events of elements that match, now or later. */
export function on(type, selector, handler, options) {
  document.addEventListener(type, (event) => {
    const element = event.target instanceof Element ? event.target.closest(selector) : null;
    if (element) handler(event, element);
  }, options);
}

/** Runs now and after each fragment that htmx put in. */
export function always(run) {
  run();
  document.addEventListener("htmx:after:swap", run);
}

/** One timer per element: the last call wins. */
export function debouncer(delay) {
  const timers = new WeakMap();
  return (element, run) => {
    clearTimeout(timers.get(element));
    timers.set(element, setTimeout(run, delay));
  };
}

/** Puts parts of an answered page in the place of those with the same id. */
export function replaceParts(html, ids) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const id of ids) {
    const fresh = answer.getElementById(id);
    const old = document.getElementById(id);
    if (!fresh || !old) continue;
    old.replaceWith(fresh);
    window.htmx?.process(fresh);
  }
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
}
