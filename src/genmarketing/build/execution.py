"""Running a notebook as a learner would, and leaving nothing in it that differs from one run to the next."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genmarketing.build.notebook import KERNEL
from genmarketing.build.refusal import BuildRefused

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT = 120
IGNORED = "nbval-ignore-output"
_VIEWS = ("application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json")
_VOLATILE = {
    "一个内存地址": re.compile(r"\bat 0x[0-9a-f]{6,}"),
    "一个临时文件的路径": re.compile(r"ipykernel_\d+|/tmp/"),
    "一个文件的绝对路径": re.compile(r"(?:/home/|/Users/|/root/|[A-Z]:\\Users\\)"),
}


def run(notebook: NotebookNode, folder: Path, name: str, previous: NotebookNode | None) -> None:
    """Run all cells of a notebook in place, in a kernel of this environment with a progress file of its own.

    Then, in this order: widget views become pictures with alt text (drawn anew only where the widget's state differs
    from `previous`), widget state and execution times are dropped, and outputs that no two runs share are refused.

    Args:
        notebook: the notebook; outputs are stored in it.
        folder: the kernel's working folder.
        name: what messages call the notebook.
        previous: the notebook as it was built last, or None.

    Raises:
        BuildRefused: a cell raised, wrote to stderr or took too long, a widget has no picture, or an output will differ
            next time.
    """
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory() as scratch:
        client = _client(notebook, folder)
        try:
            client.execute(env=environment(Path(scratch)), cwd=str(folder), stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise BuildRefused(f"{name} {_place(notebook)}运行出错：{error.ename}: {error.evalue}") from error
        except CellTimeoutError as error:
            raise BuildRefused(f"{name} {_place(notebook)}运行了 {TIMEOUT} 秒还没有结束。") from error
        except DeadKernelError as error:
            raise BuildRefused(f"{name} {_place(notebook)}运行时内核退出了。") from error
    try:
        _draw(notebook, previous)
    except ValueError as error:
        raise BuildRefused(f"{name} 有一个控件画不成图：{error}") from error
    _strip(notebook)
    problems = [f"{name} {problem}" for problem in (*volatile_outputs(notebook), *_compared_pictures(notebook))]
    if problems:
        raise BuildRefused(*problems)


def environment(scratch: Path) -> dict[str, str]:
    """Return the environment of a kernel that shares nothing with the user's own: progress, IPython profile, hash seed."""
    return {
        **os.environ,
        "GENMARKETING_PROGRESS": str(scratch / "progress.sqlite"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def volatile_outputs(notebook: NotebookNode) -> list[str]:
    """Return a Chinese sentence for each output that goes to stderr, or that another run or machine would not repeat."""
    problems = []
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                problems.append(f"第 {number} 格写到了 stderr：{output.text.strip()[:200]}")
            for text in _texts(output):
                problems += [
                    f"第 {number} 格的输出里有{what}：{found.group(0)}"
                    for what, pattern in _VOLATILE.items()
                    if (found := pattern.search(text))
                ]
    return problems


def _client(notebook: NotebookNode, folder: Path) -> Any:
    """Return a client whose kernel is this very Python, whatever kernels the user has installed."""
    import ipykernel.kernelspec
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(resource_dir=ipykernel.kernelspec.RESOURCES, **ipykernel.kernelspec.get_kernel_dict())

    return NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name=KERNEL["name"], kernel_spec_manager=ThisPython()),
        timeout=TIMEOUT,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )


def _place(notebook: NotebookNode) -> str:
    """Name the cell that was running: the last code cell that has been given a number or an output."""
    numbers = [n for n, c in enumerate(notebook.cells) if c.cell_type == "code" and (c.execution_count or c.outputs)]
    if not numbers:
        return ""
    first_line = next(iter(notebook.cells[numbers[-1]].source.splitlines()), "")
    return f"第 {numbers[-1] + 1} 格（{first_line}）"


def _draw(notebook: NotebookNode, previous: NotebookNode | None) -> None:
    """Replace widget views by pictures; a notebook without any needs no browser."""
    if any(
        view in output.get("data", {})
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        for view in _VIEWS
    ):
        from genmarketing.build.pictures import replace_widget_views

        replace_widget_views(notebook, previous)


def _compared_pictures(notebook: NotebookNode) -> list[str]:
    """Return a sentence for each cell whose picture would be compared with the widget that stands there when it is run."""
    return [
        f"第 {number} 格的输出是控件或图，这一格要加上标签 {IGNORED}。"
        for number, cell in enumerate(notebook.cells, 1)
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", ()))
        and IGNORED not in cell.metadata.get("tags", ())
    ]


def _strip(notebook: NotebookNode) -> None:
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)


def _texts(output: NotebookNode) -> list[str]:
    data = [value for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
    return [str(text) for text in (output.get("text", ""), *data)]
