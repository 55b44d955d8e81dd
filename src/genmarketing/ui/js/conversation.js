// A dialogue: what was said so far, the question, its options as buttons, and the picture that belongs to this point.

const UNANSWERED = 3000; // ms after which a missing answer is explained

function render({ model, el }) {
  const { root, head, body, say } = shell(model, el);
  const history = () => model.get("state").history;
  let waiting = null;
  let held = false; // the focus was in this widget when the pick was sent
  const send = (next) => {
    if (waiting) return;
    waiting = setTimeout(() => (late.hidden = false), UNANSWERED);
    held = root.contains(document.activeElement);
    root.setAttribute("aria-busy", "true");
    model.set("state", { history: next });
    model.save_changes();
  };
  const pick = (option) => option < model.get("turn").options.length && send([...history(), option]);
  const undo = element("button", { type: "button", class: "gm-plain", onclick: () => history().length && send(history().slice(0, -1)) }, "退一步");
  const restart = element("button", { type: "button", class: "gm-plain", onclick: () => history().length && send([]) }, "重新开始");
  const count = element("span", { class: "gm-muted" });
  head.append(count, undo, restart);
  const past = element("ol", { class: "gm-talk", tabindex: 0, "aria-label": "前面的对话" });
  const prompt = element("p", { class: "gm-prompt", id: uniqueId(), "aria-live": "polite", "data-revision": 0 });
  const choices = element("div", { class: "gm-options", role: "group", "aria-labelledby": prompt.id, "data-control": "answer", "data-kind": "conversation" });
  const late = element("p", { class: "gm-muted", hidden: true, role: "status" }, "还没有收到回应：内核可能正忙着运行别的单元格，稍等一下。");
  const talk = element("div", { class: "gm-dialogue" }, past, prompt, choices, late);
  const picture = element("div");
  body.append(element("div", { class: "gm-conversation" }, talk, picture));
  root.addEventListener("keydown", (event) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    pick(Number(event.key) - 1);
  });
  const view = frameView(picture, model.get("alt"));
  const option = (text, at) => element("button", { type: "button", class: "gm-option-button", "aria-keyshortcuts": at + 1, onclick: () => pick(at) }, element("kbd", { "aria-hidden": "true" }, String(at + 1)), element("span", {}, text));
  const show = (options) => {
    clearTimeout(waiting);
    waiting = null;
    late.hidden = true;
    root.removeAttribute("aria-busy");
    const turn = model.get("turn");
    past.replaceChildren(...turn.past.map((one) => element("li", {}, element("span", { class: "gm-asked" }, one.prompt), element("span", { class: "gm-picked" }, one.picked))));
    past.hidden = !turn.past.length;
    past.scrollTop = past.scrollHeight;
    prompt.textContent = turn.prompt;
    prompt.dataset.revision = Number(prompt.dataset.revision) + 1;
    choices.replaceChildren(...turn.options.map(option));
    choices.hidden = !turn.options.length;
    count.textContent = turn.past.length ? `已答 ${turn.past.length} 问` : "";
    undo.disabled = restart.disabled = !turn.past.length;
    // The buttons are new. Without the focus the next key would go to JupyterLab, which takes a figure for a heading.
    if (held && (!root.contains(document.activeElement) || document.activeElement.disabled)) (choices.firstElementChild ?? undo).focus();
    held = false;
    root.toggleAttribute("data-done", turn.done);
    picture.hidden = !turn.frame.panels?.length;
    if (!picture.hidden) view.show(turn.frame, options);
    say(turn.frame.sentence ?? "");
  };
  show({ still: true });
  const unlisten = listening(model, "turn", () => show());
  return () => (clearTimeout(waiting), view.stop(), unlisten());
}

export default { render };
