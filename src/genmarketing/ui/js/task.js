// A button that starts work in the kernel, its progress, and the picture that comes out.

function render({ model, el }) {
  const { body, say } = shell(model, el);
  const settled = settling(model);
  let state = { ...model.get("state") };
  const bar = controlsView(model.get("controls"), state, (next) => ((state = next), settled.change(next)));
  const running = () => model.get("status").phase === "running";
  const press = () => {
    settled.flush();
    model.send(running() ? { ask: "stop" } : { ask: "run", state });
  };
  const button = element("button", { type: "button", class: "gm-primary", "data-run": true, onclick: press });
  const progress = element("progress", { max: 1, "aria-label": "进度" });
  const text = element("span", { class: "gm-muted", role: "status" });
  body.append(bar.node, element("div", { class: "gm-run" }, button, progress, text));
  const picture = element("div");
  body.append(picture);
  const view = frameView(picture, model.get("alt"));
  const tell = () => {
    const status = model.get("status");
    button.textContent = running() ? "停下" : status.phase === "idle" ? model.get("button") : "再跑一次";
    progress.value = status.share;
    progress.hidden = !["running", "stopped"].includes(status.phase);
    text.textContent = status.text;
    body.dataset.phase = status.phase;
  };
  const show = (options) => {
    const frame = model.get("frame");
    if (!frame.panels) return;
    view.show(frame, options);
    say(frame.sentence);
  };
  tell();
  show({ still: true });
  const unlisten = [listening(model, "status", tell), listening(model, "frame", () => show())];
  return () => (settled.flush(), bar.stop(), view.stop(), unlisten.forEach((stop) => stop()));
}

export default { render };
