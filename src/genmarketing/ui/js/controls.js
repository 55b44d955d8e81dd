// Sliders, choices and films, as controls.py describes them. State is { name: index }.

/** Give { node, set(state) } for one control; `moved(index)` is called at each move. */
function controlView(control, moved, playing) {
  if (control.kind === "choice") return choiceView(control, moved);
  const id = uniqueId();
  const input = element("input", { type: "range", id, name: control.name, min: 0, max: control.labels.length - 1, step: 1, oninput: () => (stop(), set(Number(input.value)), moved(Number(input.value))) });
  const output = element("output", { for: id });
  output.style.minWidth = `${Math.ceil(Math.max(...control.labels.map((label) => textWidth(label, 14)))) + 2}px`;
  const set = (index) => {
    input.value = index;
    input.setAttribute("aria-valuetext", control.labels[index]);
    output.textContent = control.labels[index];
  };
  const label = element("label", { class: "gm-label", for: id }, control.label);
  const node = element("div", { class: "gm-control", "data-control": control.name, "data-kind": control.kind }, label, input, output);
  const film = control.kind === "film" ? player(control, input, (index) => (set(index), moved(index)), playing) : null;
  const stop = () => film?.stop();
  if (film) node.insertBefore(film.button, input);
  return { node, set, stop };
}

function choiceView(control, moved) {
  const name = uniqueId();
  const inputs = control.labels.map((_, index) => element("input", { type: "radio", name, value: index, onchange: () => moved(index) }));
  const segments = element("span", { class: "gm-segments" }, ...control.labels.map((text, index) => element("label", {}, inputs[index], text)));
  const legend = uniqueId();
  const node = element("div", { class: "gm-control", role: "radiogroup", "aria-labelledby": legend, "data-control": control.name, "data-kind": "choice" }, element("span", { class: "gm-label", id: legend }, control.label), segments);
  return { node, set: (index) => (inputs[index].checked = true), stop: () => {} };
}

/** The play button of a film: plays to the end, and from the beginning when it is there. */
function player(control, input, show, playing) {
  const last = control.labels.length - 1;
  let pending = 0;
  const button = element("button", { type: "button", "aria-label": `播放：${control.label}`, onclick: () => (pending ? stop() : start()) }, "▶");
  const mark = (on) => {
    button.textContent = on ? "❚❚" : "▶";
    button.setAttribute("aria-label", `${on ? "暂停" : "播放"}：${control.label}`);
    playing(on);
  };
  const stop = () => {
    if (!pending) return;
    cancelAnimationFrame(pending);
    pending = 0;
    mark(false);
  };
  const start = () => {
    const first = Number(input.value) === last ? 0 : Number(input.value);
    const begun = performance.now();
    mark(true);
    const step = () => {
      const index = Math.min(last, first + Math.floor(((performance.now() - begun) / 1000 / control.seconds) * last));
      if (index !== Number(input.value)) show(index);
      if (index === last) return (pending = 1), stop();
      pending = requestAnimationFrame(step);
    };
    pending = requestAnimationFrame(step);
  };
  return { button, stop };
}

/** All controls of a widget: { node, set(state), stop }; `moved(state)` gets the whole state at each move. */
function controlsView(controls, state, moved, playing = () => {}) {
  const current = { ...state };
  const views = controls.map((control) => controlView(control, (index) => ((current[control.name] = index), moved({ ...current })), playing));
  const set = (next) => {
    Object.assign(current, next);
    controls.forEach((control, at) => views[at].set(current[control.name]));
  };
  set(state);
  return { node: element("div", { class: "gm-controls" }, ...views.map((view) => view.node)), set, stop: () => views.forEach((view) => view.stop()) };
}
