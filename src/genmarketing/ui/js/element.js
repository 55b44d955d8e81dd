// Building blocks of every widget: elements, the shell with title and live sentence, and the state that settles.

const SETTLED_AFTER = 300; // ms without a move, after which the state goes to Python

/** Make an element; attributes that begin with "on" are listeners, null and false ones are left out. */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  // JupyterLab's shortcuts look at the element that has the focus first, so an ancestor that forbids them comes too late.
  if (["input", "button", "textarea"].includes(tag) || "tabindex" in attributes) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children);
  return node;
}

const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

// Each widget loads a copy of this script of its own, so that a counter alone would give two widgets the same ids and one radio group.
const ownIds = Math.random().toString(36).slice(2, 8);
let lastId = 0;
const uniqueId = () => `gm-${ownIds}-${++lastId}`;

/**
 * The outside of a widget: a section with its title, and a sentence that screen readers read when it changes.
 * Returns { root, head, body, say }; `say(text)` counts up `data-revision`.
 */
function shell(model, el) {
  const id = uniqueId();
  const title = element("p", { class: "gm-title", id }, model.get("title"));
  const head = element("div", { class: "gm-head" }, title);
  const body = element("div", { class: "gm-body" });
  const sentence = element("p", { class: "gm-sentence", "aria-live": "polite", "data-revision": 0 });
  const root = element(
    "section",
    { class: "gm gm-widget", "aria-labelledby": id, "data-key": model.get("key") },
    head,
    body,
    sentence,
  );
  el.append(root);
  const say = (text) => {
    if (sentence.textContent === text) return;
    sentence.textContent = text;
    sentence.dataset.revision = Number(sentence.dataset.revision) + 1;
  };
  return { root, head, body, sentence, say };
}

/** Give back { change, flush }: `change(state)` reaches Python when the learner has stopped moving. */
function settling(model) {
  let timer = null;
  let waiting = null;
  const flush = () => {
    clearTimeout(timer);
    if (waiting === null) return;
    model.set("state", waiting);
    model.save_changes();
    waiting = null;
  };
  const change = (state) => {
    waiting = state;
    clearTimeout(timer);
    timer = setTimeout(flush, SETTLED_AFTER);
  };
  return { change, flush };
}

/** Listen to a trait until the view goes; returns the function that stops. */
function listening(model, name, listener) {
  model.on(`change:${name}`, listener);
  return () => model.off(`change:${name}`, listener);
}
