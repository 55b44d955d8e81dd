// The explorer: finds the frame that belongs to the controls' positions, and shows it.

function render({ model, el }) {
  const controls = model.get("controls");
  const grid = model.get("grid");
  const { head, body, sentence, say } = shell(model, el);
  const settled = settling(model);
  const indexOf = (state) => controls.reduce((index, control) => index * control.labels.length + state[control.name], 0);
  const starts = Object.fromEntries(controls.map((control) => [control.name, control.start]));
  const again = element("button", { type: "button", class: "gm-plain", onclick: () => move(starts) }, "复位");
  head.append(again);

  let shown = -1;
  const show = (state, options) => {
    if (shown === indexOf(state)) return; // our own state coming back from Python
    shown = indexOf(state);
    const frame = unpacked(grid, shown);
    view.show(frame, options);
    say(frame.sentence);
    again.disabled = controls.every((control) => state[control.name] === control.start);
  };
  const moved = (state) => (show(state), settled.change(state));
  const move = (state) => (bar.stop(), bar.set(state), moved({ ...state }));
  // A film would make a screen reader speak without end, so it is silent until the film stops.
  const playing = (on) => sentence.setAttribute("aria-live", on ? "off" : "polite");
  const bar = controlsView(controls, model.get("state"), moved, playing);
  body.append(bar.node);
  const view = frameView(body, model.get("alt"));
  show(model.get("state"), { still: true });
  const unlisten = listening(model, "state", () => (bar.set(model.get("state")), show(model.get("state"))));
  return () => (settled.flush(), bar.stop(), view.stop(), unlisten());
}

export default { render };
