// Items and bins: a row of buttons for each item, bins to drag it to, and one answer to all placements.

function render({ model, el }) {
  const { root, head, body, say } = shell(model, el);
  const settled = settling(model);
  const [items, bins] = [model.get("items"), model.get("bins")];
  const label = Object.fromEntries(bins.map((bin) => [bin.id, bin.label]));
  const state = structuredClone(model.get("state"));
  const changed = () => (show(), settled.change(structuredClone(state)));
  const isRight = (item) => state.checked[item.id] === item.bin && state.placed[item.id] === item.bin;
  const isWrong = (item) => item.id in state.checked && state.checked[item.id] === state.placed[item.id] && !isRight(item);
  const place = (item, bin) => {
    if (isRight(item)) return;
    state.placed[item.id] = bin;
    delete state.checked[item.id];
    changed();
  };
  const check = () => ((state.checked = { ...state.placed }), changed());
  const retry = () => {
    for (const item of items.filter(isWrong)) {
      delete state.placed[item.id];
      delete state.checked[item.id];
    }
    changed();
    (body.querySelector(".gm-item:not([data-verdict]) input") ?? checking).focus();
  };
  const restart = element("button", { type: "button", class: "gm-plain", onclick: () => ((state.placed = {}), (state.checked = {}), changed()) }, "重新开始");
  head.append(restart);

  const counts = bins.map(() => element("span", { class: "gm-muted" }));
  const pockets = bins.map((bin, at) => pocket(bin, counts[at], (id) => place(items.find((item) => item.id === id), bin.id)));
  const rows = items.map((item) => itemRow(item, bins, (bin) => place(item, bin)));
  const checking = element("button", { type: "button", class: "gm-primary", "data-control": "check", "data-kind": "press", onclick: check }, "对一对");
  const again = element("button", { type: "button", onclick: retry }, "再试错的几条");
  if (model.get("question")) body.append(element("p", { class: "gm-question" }, model.get("question")));
  body.append(
    element("div", { class: "gm-pockets", "aria-hidden": "true" }, ...pockets),
    element("div", { class: "gm-items" }, ...rows.map((row) => row.node)),
    element("div", { class: "gm-run" }, checking, again),
  );

  const show = () => {
    items.forEach((item, at) => rows[at].set(state.placed[item.id], isRight(item), isWrong(item) && wrong(item)));
    bins.forEach((bin, at) => (counts[at].textContent = `${items.filter((item) => state.placed[item.id] === bin.id).length} 条`));
    const [placed, right, mistaken] = [Object.keys(state.placed).length, items.filter(isRight).length, items.filter(isWrong).length];
    checking.disabled = !items.some((item) => item.id in state.placed && !(item.id in state.checked));
    again.hidden = !mistaken;
    restart.disabled = !placed;
    root.toggleAttribute("data-done", right === items.length);
    say(spoken(placed, right, mistaken));
  };
  const wrong = (item) => item.hints[state.placed[item.id]] ?? `不在「${label[state.placed[item.id]]}」这一栏，再想想。`;
  const spoken = (placed, right, mistaken) => {
    if (right === items.length) return `${items.length} 条全放对了。`;
    const open = items.length - right - mistaken;
    if (right + mistaken) return `对了 ${right} 条${mistaken ? `，错了 ${mistaken} 条` : ""}${open ? `，还有 ${open} 条没有对过答案` : ""}。`;
    return placed ? `放好了 ${placed} 条，一共 ${items.length} 条。放完按「对一对」。` : `一共 ${items.length} 条：给每一条选一栏，也可以用鼠标拖到上面的栏里。`;
  };
  show();
  const unlisten = listening(model, "state", () => {
    const next = model.get("state");
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    Object.assign(state, structuredClone(next));
    show();
  });
  return () => (settled.flush(), unlisten());
}

/** A bin to drop items on; the keyboard has the buttons of each item. */
function pocket(bin, count, dropped) {
  const node = element("div", { class: "gm-pocket", "data-bin": bin.id }, element("b", {}, bin.label), count);
  const over = (on) => (event) => {
    if (on) event.preventDefault();
    node.toggleAttribute("data-over", on);
  };
  node.addEventListener("dragover", over(true));
  node.addEventListener("dragleave", over(false));
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    node.removeAttribute("data-over");
    const id = event.dataTransfer.getData("text/plain");
    if (id) dropped(id);
  });
  return node;
}

/** One item with its row of bins and, once checked, what is said to it. */
function itemRow(item, bins, placed) {
  const name = uniqueId();
  const text = element("p", { class: "gm-item-text", id: uniqueId() }, item.text);
  const inputs = bins.map((bin) => element("input", { type: "radio", name, value: bin.id, onchange: () => placed(bin.id) }));
  const segments = element("span", { class: "gm-segments" }, ...bins.map((bin, at) => element("label", {}, inputs[at], bin.label)));
  const row = element("div", { class: "gm-control", role: "radiogroup", "aria-labelledby": text.id, "data-control": "bin", "data-kind": "choice" }, segments);
  const answer = element("p", { class: "gm-item-answer", "aria-live": "polite" });
  const node = element("div", { class: "gm-item", draggable: "true", "data-item": item.id }, text, row, answer);
  node.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", item.id);
    event.dataTransfer.effectAllowed = "move";
  });
  const set = (bin, right, wrong) => {
    inputs.forEach((input) => {
      input.checked = input.value === bin;
      input.disabled = right;
    });
    node.setAttribute("draggable", String(!right));
    node.toggleAttribute("data-placed", bin !== undefined);
    if (right || wrong) node.dataset.verdict = right ? "right" : "wrong";
    else delete node.dataset.verdict;
    const said = right ? `✓ ${item.because}` : wrong ? `✗ ${wrong}` : "";
    if (answer.textContent !== said) answer.textContent = said;
  };
  return { node, set };
}

export default { render };
