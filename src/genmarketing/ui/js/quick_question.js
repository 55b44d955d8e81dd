// A quick question: the chosen option is answered at once.

function render({ model, el }) {
  const { root, body, sentence, say } = shell(model, el);
  const settled = settling(model);
  const options = model.get("options");
  const name = uniqueId();
  const question = element("p", { class: "gm-question", id: uniqueId() }, model.get("question"));
  const inputs = options.map((_, at) => element("input", { type: "radio", name, value: at, onchange: () => (show(at), settled.change({ chosen: at })) }));
  const rows = options.map((option, at) => element("label", { class: "gm-option" }, inputs[at], element("span", {}, option.text)));
  body.append(question, element("div", { role: "radiogroup", "aria-labelledby": question.id, "data-control": "chosen", "data-kind": "choice" }, ...rows));
  const show = (at) => {
    if (at === null) return;
    inputs[at].checked = true;
    root.dataset.verdict = options[at].right ? "right" : "wrong";
    rows.forEach((row, index) => row.toggleAttribute("data-chosen", index === at));
    say(options[at].answer);
  };
  sentence.classList.add("gm-answer");
  show(model.get("state").chosen);
  const unlisten = listening(model, "state", () => show(model.get("state").chosen));
  return () => (settled.flush(), unlisten());
}

export default { render };
