// Controls of a figure that Python redraws: every move goes to Python, at most one for each drawn frame of the screen.

function render({ model, el }) {
  const { body, sentence, say } = shell(model, el);
  let waiting = null;
  const send = () => {
    model.set("state", waiting);
    model.save_changes();
    waiting = null;
  };
  const moved = (state) => {
    if (waiting === null) requestAnimationFrame(send);
    waiting = state;
  };
  const playing = (on) => sentence.setAttribute("aria-live", on ? "off" : "polite");
  const bar = controlsView(model.get("controls"), model.get("state"), moved, playing);
  body.append(bar.node);
  const tell = () => say(model.get("sentence"));
  tell();
  const unlisten = listening(model, "sentence", tell);
  return () => (bar.stop(), unlisten());
}

export default { render };
