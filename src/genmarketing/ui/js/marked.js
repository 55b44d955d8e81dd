// Running text with marked spans; the note of a span follows the pointer, and the arrow keys when the text has the focus.

function markedView(node) {
  const title = element("figcaption", { class: "gm-panel-title" });
  const legend = element("div", { class: "gm-legend gm-marked-legend" });
  const text = element("div", { class: "gm-marked" });
  const note = element("div", { class: "gm-readout", hidden: true, "aria-live": "polite" });
  const plot = element("div", { class: "gm-plot", role: "group" }, text, note);
  node.append(title, legend, plot);
  let panel = null;
  let noted = [];
  let chosen = null;
  const hide = () => {
    if (chosen !== null) noted[chosen]?.removeAttribute("data-shown");
    chosen = null;
    note.hidden = true;
  };
  const show = (index) => {
    hide();
    chosen = within(index, 0, noted.length - 1);
    const mark = noted[chosen];
    const at = Number(mark.dataset.at);
    const kind = kindAt(panel.marks, at);
    mark.setAttribute("data-shown", "");
    note.replaceChildren(element("b", {}, kind === null ? panel.texts[at] : `${panel.texts[at]}：${panel.kinds[kind].legend}`), panel.notes[at]);
    note.hidden = false;
    // A span may run over several lines: the note stands below its last one.
    const boxes = mark.getClientRects();
    const last = boxes[boxes.length - 1];
    const frame = plot.getBoundingClientRect();
    const left = within(last.left - frame.left, 0, Math.max(0, plot.clientWidth - note.offsetWidth));
    note.style.transform = `translate(${px(left)}px, ${px(last.bottom - frame.top + 4)}px)`;
  };
  plot.addEventListener("pointerover", (event) => {
    const at = noted.indexOf(event.target.closest("mark, [data-noted]"));
    if (at >= 0) show(at);
    else hide();
  });
  plot.addEventListener("pointerleave", hide);
  plot.addEventListener("blur", hide);
  plot.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape") hide();
    if (!step || !noted.length) return;
    event.preventDefault();
    show(chosen === null ? 0 : (chosen + step + noted.length) % noted.length);
  });

  const draw = (next) => {
    if (panel === next) return;
    panel = next;
    hide();
    title.textContent = panel.title;
    title.hidden = !panel.title;
    const signs = panel.kinds.map((kind, index) => `<span><mark style="${markStyle(kind, index)}">文字</mark>${escaped(kind.legend)}</span>`).join("");
    if (legend.innerHTML !== signs) legend.innerHTML = signs;
    legend.hidden = !signs;
    const spans = panel.texts.map((part, at) => span(panel, part, at));
    text.replaceChildren(...(spans.length ? spans : [element("span", { class: "gm-muted" }, "（没有文字）")]));
    noted = [...text.querySelectorAll("[data-noted]")];
    if (noted.length) {
      plot.setAttribute("tabindex", "0");
      plot.setAttribute("data-lm-suppress-shortcuts", "true");
    } else plot.removeAttribute("tabindex");
    plot.setAttribute("aria-label", `${panel.title || "标注过的文字"}${noted.length ? "。按左右方向键逐条看说明。" : ""}`);
  };
  return { draw };
}

function span(panel, part, at) {
  const kind = kindAt(panel.marks, at);
  const note = panel.notes[at];
  const attributes = { "data-at": at, "data-noted": Boolean(note) };
  if (kind === null) return note ? element("span", attributes, part) : document.createTextNode(part);
  // Screen readers say what a mark is; the underline and the tint say it to the eye.
  const said = [panel.kinds[kind].legend, note].filter(Boolean).join("，");
  return element("mark", { ...attributes, style: markStyle(panel.kinds[kind], kind), "aria-description": said }, part);
}

const markStyle = (kind, index) => `--gm-mark:${paint(kind.colour)};text-decoration-line:${UNDERLINES[index].split(" ").slice(0, -1).join(" ")};text-decoration-style:${UNDERLINES[index].split(" ").at(-1)}`;
