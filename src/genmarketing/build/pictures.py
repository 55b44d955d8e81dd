"""Stored widget views become pictures: an executed notebook that reads well without a kernel."""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator
from typing import Any

import nbformat

from genmarketing.build.painter import WIDTH, Painter, state_hash

VIEW = "application/vnd.jupyter.widget-view+json"
STATES = "application/vnd.jupyter.widget-state+json"
FIGURE = "application/vnd.plotly.v1+json"

INVITATION = "这是静态图，运行上面这一格就能动手。"


def replace_widget_views(
    notebook: nbformat.NotebookNode, previous: nbformat.NotebookNode | None = None, painter: Painter | None = None
) -> None:
    """Put a picture in the place of each widget view, and one beside each Plotly figure; the notebook is changed in place.

    In this order, for each output:

    1. a widget view becomes `image/png`, with the alt text as `text/plain`; of a box its figure is taken;
    2. a Plotly figure keeps its data and gets an `image/png` beside it, for viewers that cannot draw it;
    3. the alt text goes into the output's metadata: `{"genmarketing": {"picture": hash, "alt": …}, "image/png": {"alt": …}}`,
       where nbconvert finds it;
    4. below the picture of a widget comes a caption with the alt text, because JupyterLab and GitHub show an `image/png` without any alt
       text, and an `<img>` with data of its own only in notebooks that are trusted.

    Last, the saved widget state (megabytes of scripts) is taken out of the notebook. A picture of `previous` whose hash is equal
    is used again, byte for byte.

    Args:
        notebook: executed, with the widgets' state in its metadata.
        previous: the notebook as committed.
        painter: draws; one of its own by default.

    Raises:
        ValueError: a widget or figure without alt text, or a widget that has no picture.
    """
    if painter is None:
        with Painter() as own:
            replace_widget_views(notebook, previous, own)
        return
    states = notebook.metadata.pop("widgets", {}).get(STATES, {}).get("state", {})
    known = dict(_pictures(previous)) if previous is not None else {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        outputs: list[Any] = []
        for output in cell.outputs:
            outputs.append(output)
            data = output.get("data", {})
            try:
                if VIEW in data:
                    source = _source(data[VIEW]["model_id"], states)
                    _picture(output, source, known, painter)
                    alt = output.metadata["genmarketing"]["alt"]
                    del data[VIEW]
                    data["text/plain"] = alt
                    outputs.append(_caption(alt))
                elif FIGURE in data:
                    _picture(output, {"data": data[FIGURE]["data"], "layout": data[FIGURE]["layout"]}, known, painter)
            except ValueError as error:
                raise ValueError(f"cell {number}: {error}") from error
        cell.outputs = outputs


def _caption(alt: str) -> nbformat.NotebookNode:
    sentence = alt if alt[-1] in "。？！" else f"{alt}。"
    text = f"图：{sentence}{INVITATION}"
    caption: nbformat.NotebookNode = nbformat.v4.new_output(
        "display_data", {"text/markdown": f"<small>{text}</small>", "text/plain": text}
    )
    return caption


def _picture(output: Any, source: dict[str, Any], known: dict[str, str], painter: Painter) -> None:
    alt = source["alt"] if "alt" in source else source["layout"].get("meta", {}).get("alt")
    if not alt:
        raise ValueError("a widget or figure needs an alt text; ui.figure() and course widgets have one")
    name = state_hash(source)
    if name not in known:
        png = painter.widget(source) if "_esm" in source else painter.plotly(source)
        known[name] = base64.b64encode(png).decode("ascii")
    output.data["image/png"] = known[name]
    output.metadata["genmarketing"] = {"picture": name, "alt": alt}
    output.metadata["image/png"] = {"alt": alt, "width": WIDTH}


def _pictures(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, str]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            own = output.get("metadata", {}).get("genmarketing", {})
            if "picture" in own:
                yield own["picture"], output.data["image/png"]


def _source(model: str, states: dict[str, Any]) -> dict[str, Any]:
    """Return what the picture of a model is drawn from: a course widget's traits, or a figure's data and layout."""
    if model not in states:
        raise ValueError(f"the state of widget {model} was not stored; execute with store_widget_state=True")
    state = states[model]["state"]
    if "_widget_data" in state:
        whole = _with_buffers(states[model])
        return {"data": whole["_widget_data"], "layout": whole["_widget_layout"]}
    if "_esm" in state:
        traits = dict(state)
        del traits["layout"]  # the id of an ipywidgets layout, new in every run
        return traits
    for child in reversed(state.get("children", [])):
        return _source(child.removeprefix("IPY_MODEL_"), states)
    raise ValueError(f"a {states[model]['model_name']} has no picture; use a course widget or a figure")


def _with_buffers(model: dict[str, Any]) -> dict[str, Any]:
    """Return a model's state with its binary buffers put back as Plotly's typed arrays."""
    state: dict[str, Any] = copy.deepcopy(dict(model["state"]))
    for buffer in model.get("buffers", []):
        *path, _last = buffer["path"]
        node: Any = state
        for step in path:
            node = node[step]
        node["bdata"] = buffer["data"]
        node["shape"] = ",".join(str(size) for size in node["shape"])
    return state
