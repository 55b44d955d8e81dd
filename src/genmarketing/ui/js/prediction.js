// A guess: moved freely, then committed with a button.

function render({ model, el }) {
  const { body, say } = shell(model, el);
  const answer = model.get("answer");
  const state = { ...model.get("state") };
  const send = () => {
    model.set("state", { ...state });
    model.save_changes();
  };
  const guess = answer.kind === "interval" ? intervalView(answer, (at) => (state.at = at)) : controlView({ ...answer, kind: answer.kind }, (at) => (state.at = at), () => {});
  const commit = element("button", { type: "button", class: "gm-primary", "data-commit": true, onclick: () => ((state.committed = !state.committed), send(), show()) });
  const inputs = () => guess.node.querySelectorAll("input");
  const named = () => (Array.isArray(state.at) ? `${answer.labels[state.at[0]]} 到 ${answer.labels[state.at[1]]}` : answer.labels[state.at]);
  const show = () => {
    guess.set(state.at);
    inputs().forEach((input) => (input.disabled = state.committed));
    commit.textContent = state.committed ? "改一改" : "就这么猜";
    say(state.committed ? `记下了：你猜 ${named()}。后面会拿它和结果对照。` : "");
  };
  body.append(element("p", { class: "gm-question" }, model.get("question")), element("div", { class: "gm-guess" }, guess.node, commit));
  show();
  const unlisten = listening(model, "state", () => (Object.assign(state, model.get("state")), show()));
  return unlisten;
}

/** Two sliders, one for each end; the ends cannot pass each other. */
function intervalView(control, moved) {
  const current = [...control.start];
  const last = control.labels.length - 1;
  const names = ["下端", "上端"];
  const outputs = names.map(() => element("output"));
  const slide = (end) => () => {
    const at = Number(inputs[end].value);
    current[end] = end === 0 ? Math.min(at, current[1]) : Math.max(at, current[0]);
    set(current);
    moved([...current]);
  };
  const inputs = names.map((name, end) => element("input", { type: "range", min: 0, max: last, step: 1, "aria-label": `${control.label}，${name}`, oninput: slide(end) }));
  const set = (at) => {
    current.splice(0, 2, ...at);
    inputs.forEach((input, end) => {
      input.value = current[end];
      input.setAttribute("aria-valuetext", control.labels[current[end]]);
      outputs[end].textContent = control.labels[current[end]];
    });
  };
  const rows = names.map((name, end) => element("div", { class: "gm-control", "data-control": `${control.name}-${end}`, "data-kind": "slider" }, element("span", { class: "gm-label" }, `${control.label}：${name}`), inputs[end], outputs[end]));
  return { node: element("div", { class: "gm-interval" }, ...rows), set };
}

export default { render };
