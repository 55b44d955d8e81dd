// Text fields that Python answers live: one question at a time, the latest text next, nothing while an input method composes.

const REST = 250; // ms without a keystroke, after which the text goes to Python
const SLOW = 300; // ms after which the widget says that it is working
const SILENT = 4000; // ms after which it says why it may be waiting

function render({ model, el }) {
  const { root, head, body, sentence, say } = shell(model, el);
  const fields = model.get("fields");
  const controls = model.get("controls");
  let current = structuredClone(model.get("state"));
  let rest = null;
  let asked = 0;
  let waiting = null; // the question that was sent, as text; null when none is open
  let patience = [];
  let composing = false;

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  let answered = JSON.stringify(current);
  const ask = () => {
    clearTimeout(rest);
    rest = null;
    const question = JSON.stringify(current);
    if (composing || waiting !== null || question === answered) return;
    waiting = question;
    asked = Math.max(asked, model.get("answer").to) + 1;
    root.setAttribute("aria-busy", "true");
    patience = [setTimeout(() => tell("计算中……"), SLOW), setTimeout(() => tell("还没有收到回应：内核可能正忙着运行别的单元格，稍等一下。"), SILENT)];
    model.send({ ask: "respond", number: asked, state: current });
  };
  const changed = () => {
    clearTimeout(rest);
    again.disabled = same(current, starts());
    if (!composing) rest = setTimeout(ask, REST);
  };

  const starts = () => ({ texts: Object.fromEntries(fields.map((field) => [field.name, field.value])), controls: Object.fromEntries(controls.map((control) => [control.name, control.start])) });
  const reset = () => {
    current = starts();
    put();
    changed();
    ask();
  };
  const again = element("button", { type: "button", class: "gm-plain", "data-reset": true, onclick: reset }, "恢复原文");
  head.append(again);

  const views = fields.map((field) => fieldView(field, (text) => ((current.texts[field.name] = text), changed()), (on) => ((composing = on), changed())));
  const bar = controlsView(controls, current.controls, (next) => ((current.controls = next), changed(), ask()));
  const status = element("p", { class: "gm-writer-status", role: "status" });
  const tell = (text) => (status.textContent = text);
  body.append(element("div", { class: "gm-fields" }, ...views.map((view) => view.node)), ...(controls.length ? [bar.node] : []), status);
  const put = () => {
    fields.forEach((field, at) => views[at].set(current.texts[field.name]));
    bar.set(current.controls);
  };
  const view = frameView(body, model.get("alt"));
  const show = (options) => {
    const { to, problem } = model.get("answer");
    if (waiting !== null && to !== asked) return; // an answer to another view of this widget
    if (waiting !== null) answered = waiting;
    waiting = null;
    patience.forEach(clearTimeout);
    root.removeAttribute("aria-busy");
    root.toggleAttribute("data-problem", Boolean(problem));
    const frame = model.get("frame");
    tell(problem && frame.panels ? `${problem}（下面还是上一次的结果。）` : problem);
    if (frame.panels && !problem) {
      view.show(frame, options);
      say(frame.sentence);
    } else if (problem) {
      if (frame.panels && !body.querySelector(".gm-panel")) view.show(frame, { still: true });
      say("");
    }
    sentence.hidden = Boolean(problem);
    if (rest === null) ask(); // what was written meanwhile
  };
  put();
  again.disabled = same(current, starts());
  show({ still: true });
  const unlisten = listening(model, "answer", () => show());
  return () => (clearTimeout(rest), patience.forEach(clearTimeout), bar.stop(), view.stop(), unlisten());
}

/** One field with its label and the count of characters. */
function fieldView(field, moved, composing) {
  const id = uniqueId();
  const count = element("span", { class: "gm-muted gm-count", id: uniqueId() });
  const shared = { id, name: field.name, maxlength: field.limit, placeholder: field.hint, spellcheck: "false", autocomplete: "off", "aria-describedby": count.id };
  const input = field.rows === 1 ? element("input", { type: "text", ...shared }) : element("textarea", { rows: field.rows, ...shared });
  const counted = () => (count.textContent = `${input.value.length} / ${field.limit} 字`);
  input.addEventListener("input", () => (counted(), moved(input.value)));
  input.addEventListener("compositionstart", () => composing(true));
  input.addEventListener("compositionend", () => (moved(input.value), composing(false)));
  const set = (text) => {
    input.value = text;
    counted();
  };
  const label = element("label", { class: "gm-label", for: id }, field.label);
  const node = element("div", { class: "gm-control gm-field", "data-control": field.name, "data-kind": "text" }, label, count, input);
  return { node, set };
}

export default { render };
