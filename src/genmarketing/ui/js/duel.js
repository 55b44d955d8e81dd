// Two cards to choose from; Python answers each pick with a picture and the next pair.

const PATIENCE = 3000; // ms after which a missing answer is explained

function render({ model, el }) {
  const { root, head, body, say } = shell(model, el);
  const history = () => model.get("state").history;
  let waiting = null;
  const send = (next) => {
    if (waiting) return;
    waiting = setTimeout(() => say("还没有收到回应：内核可能正忙着运行别的单元格，稍等一下。"), PATIENCE);
    root.setAttribute("aria-busy", "true");
    model.set("state", { history: next });
    model.save_changes();
  };
  const pick = (side) => {
    const pair = model.get("pair");
    if (pair.length) send([...history(), [pair[side], pair[1 - side]]]);
  };
  const undo = element("button", { type: "button", class: "gm-plain", onclick: () => history().length && send(history().slice(0, -1)) }, "撤销");
  const restart = element("button", { type: "button", class: "gm-plain", onclick: () => history().length && send([]) }, "重新开始");
  const count = element("span", { class: "gm-muted" });
  head.append(count, undo, restart);
  const texts = [0, 1].map(() => element("span", { class: "gm-duel-text" }));
  const cards = [0, 1].map((side) => element("button", { type: "button", class: "gm-duel-card", "aria-keyshortcuts": side + 1, onclick: () => pick(side) }, texts[side], element("kbd", { "aria-hidden": "true" }, String(side + 1))));
  const row = element("div", { class: "gm-duel", role: "group", "aria-label": "选一张，按 1 或 2 也可以", "data-control": "pick", "data-kind": "duel" }, ...cards);
  const done = element("p", { class: "gm-muted" }, "问完了。可以撤销，也可以重新开始。");
  body.append(row, done);
  root.addEventListener("keydown", (event) => {
    if (!["1", "2"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    pick(Number(event.key) - 1);
  });
  const view = frameView(body, model.get("alt"));
  const show = (options) => {
    clearTimeout(waiting);
    waiting = null;
    root.removeAttribute("aria-busy");
    const [frame, pair] = [model.get("frame"), model.get("pair")];
    row.hidden = !pair.length;
    done.hidden = !row.hidden;
    pair.forEach((item, side) => (texts[side].textContent = model.get("items")[item]));
    count.textContent = `已选 ${frame.picks} 次`;
    undo.disabled = restart.disabled = frame.picks === 0;
    view.show(frame, options);
    say(frame.sentence);
  };
  show({ still: true });
  const unlisten = listening(model, "frame", () => show());
  return () => (clearTimeout(waiting), view.stop(), unlisten());
}

export default { render };
