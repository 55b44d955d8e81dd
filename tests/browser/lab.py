"""A real JupyterLab in a temporary folder, and one page of it in Chromium."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

STARTS_WITHIN = 60
"""Seconds for JupyterLab's start, and for a kernel's."""

RUNS_WITHIN = 120
"""Seconds for all cells of one notebook."""

_SETTINGS = {
    # All cells stay on the page, so that a test finds what is below the fold.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
}

# What JupyterLab itself says on every page, whatever the notebook holds.
_USUAL = ("favicon", "ResizeObserver loop")


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes:
        address: with the closing slash.
        token: for the address.
        folder: where notebooks are put.
        progress: the progress file of its kernels.
    """

    address: str
    token: str
    folder: Path
    progress: Path


@contextmanager
def running_lab(home: Path) -> Iterator[Lab]:
    """Start JupyterLab with `home` as its whole world, and stop it in the end."""
    folder = home / "course"
    folder.mkdir(parents=True)
    for name, settings in _SETTINGS.items():
        place = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(settings), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, progress = secrets.token_hex(16), home / "progress.sqlite"
    places = {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "GENMARKETING_PROGRESS": str(progress),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"]
    command += ["--LabApp.expose_app_in_browser=True", "--ServerApp.port_retries=0"]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=os.environ | places, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_until_it_answers(f"{address}api/status?token={token}", server, home / "server.log")
            yield Lab(address, token, folder, progress)
        finally:
            server.terminate()
            server.wait(20)


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def new_page(lab: Lab, browser: Browser) -> Iterator[Notebook]:
    """Give an empty page; in the end it must have logged no error and asked for nothing outside."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    opened = Notebook(context.new_page(), lab)
    try:
        yield opened
        # What is said from here on is about the kernel that is taken away, not about the notebook.
        errors = list(opened.errors)
        opened.page.evaluate("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()")
    finally:
        context.close()
    assert not errors, errors
    assert not opened.outside, opened.outside


@dataclass
class Notebook:
    """A notebook that is open in JupyterLab.

    Attributes:
        page: the Playwright page.
        lab: the server.
        errors: what the console said as an error, and exceptions of scripts.
        outside: addresses that were asked for beyond this server.
    """

    page: Page
    lab: Lab
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(usual in message.text for usual in _USUAL):
            self.errors.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.lab.address, "data:", "blob:", self.lab.address.replace("http", "ws"))):
            self.outside.append(request.url)

    def open(self, notebook: nbformat.NotebookNode | Path, name: str = "notebook.ipynb") -> None:
        """Put a notebook into the folder and open it; returns when its kernel is idle."""
        target = self.lab.folder / name
        if isinstance(notebook, Path):
            target.write_bytes(notebook.read_bytes())
        else:
            nbformat.write(notebook, target)
        self.page.goto(f"{self.lab.address}lab/tree/{name}?reset&token={self.lab.token}")
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=STARTS_WITHIN * 1000,
        )
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")

    def run_all(self) -> None:
        """Run all cells, and wait for the last one and for what they show to be drawn."""
        problem = self.page.evaluate(
            f"""() => Promise.race([
              window.jupyterapp.commands.execute("notebook:run-all-cells").then(() => null),
              new Promise((done) => setTimeout(() => done("the cells were still running"), {RUNS_WITHIN * 1000})),
            ])"""
        )
        assert problem is None, problem
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-InputPrompt')].every((prompt) => !prompt.textContent.includes('*'))",
            timeout=RUNS_WITHIN * 1000,
        )
        failed = self.page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]')
        assert failed.count() == 0, failed.first.inner_text()

    def restart_and_run_all(self) -> None:
        """Begin with a new kernel, as a learner does who reopens the notebook."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self.run_all()

    def use_theme(self, name: str) -> None:
        """Change JupyterLab's theme: "JupyterLab Dark" or "JupyterLab Light"."""
        self.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
        light = "true" if name.endswith("Light") else "false"
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")

    def outputs(self, cell: int) -> Locator:
        """Return the output area of the cell with this number, from zero, all kinds of cells counted."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-Cell-outputArea")

    def cells_with_widgets(self) -> list[int]:
        """Return the numbers of the cells that show course widgets."""
        found: list[int] = self.page.evaluate(
            """() => [...document.querySelectorAll(".jp-Notebook .jp-Cell")]
              .flatMap((cell, number) => (cell.querySelector(".gm-widget") ? [number] : []))"""
        )
        return found
