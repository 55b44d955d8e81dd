// A guess beside the result: draws the frame that Python made.

function render({ model, el }) {
  const { body, say } = shell(model, el);
  const view = frameView(body, model.get("alt"));
  const show = (options) => {
    const frame = model.get("frame");
    view.show(frame, options);
    say(frame.sentence);
  };
  show({ still: true });
  const unlisten = listening(model, "frame", () => show());
  return () => (view.stop(), unlisten());
}

export default { render };
