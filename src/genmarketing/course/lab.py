"""Starts JupyterLab on a laid-out course folder, with settings of the course's own, so that the user's stay untouched."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import sys
from pathlib import Path
from urllib.parse import quote

from genmarketing.course.failure import CourseError
from genmarketing.course.layout import STATE, Layout, start
from genmarketing.course.map import MAP
from genmarketing.theme import checkout, theme

FIRST_PORT = 8888
_TRIES = 100

_SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/translation-extension/plugin": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}

# nbgrader comes with the tools of the tests. Its panels are no part of the course, and take a second to load.
_WITHOUT = {
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyter/nbgrader": True}},
    "jupyter_server_config.json": {
        "ServerApp": {
            "jpserver_extensions": {
                f"nbgrader.server_extensions.{part}": False
                for part in ("assignment_list", "course_list", "formgrader", "validate_assignment")
            }
        }
    },
}

# jsonschema imports rfc3987_syntax where it is installed and compiles 39 grammars, which delays the first Plotly figure
# by more than a second; only checks of international web addresses need it. The locks leave it out, a wheel cannot.
_SLOW_IMPORT = "rfc3987_syntax"
_KERNEL_SETTINGS = {"IPKernelApp": {"log_level": "ERROR"}}  # its warnings would land in the learner's terminal
_KERNEL_STARTUP = f"""import sys

sys.modules.setdefault("{_SLOW_IMPORT}", None)
"""


def study(name: str | None = None, *, port: int | None = None, browser: bool = True) -> int:
    """Bring the course folder up to date and serve it until Ctrl-C; return the exit code.

    Args:
        name: a theme whose chapter is to be opened; the course map by default.
        port: port to serve on; the first free one from 8888 by default.
        browser: whether to open the default browser.

    Raises:
        UnknownTheme: there is no such theme.
        CourseError: the port is taken, or there is no course folder here; the sentence says what to do.
        OSError: the folder cannot be written.
    """
    wanted = None if name is None else theme(name)
    chosen = choose_port(port)
    folder = course_folder()
    for line in start(folder):
        print(line, flush=True)
    prepare(folder)
    opened = MAP
    if wanted is not None:
        chapter = f"chapters/{wanted.notebook}.ipynb"
        if (folder / chapter).exists():
            opened = chapter
        else:
            print(f"《{wanted.title}》还在编写，先打开课程地图。", flush=True)
    return _serve(folder, opened, chosen, browser)


def course_folder() -> Path:
    """Return the folder to study in: the current one where the course was laid out, else a checkout's `work/`.

    Raises:
        CourseError: neither is there.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if Layout.read(folder):
            return folder
    root = checkout()
    if root is None:
        raise CourseError(
            "这个文件夹里还没有课程。请先运行 genmarketing start 文件夹名，进入那个文件夹，再运行 genmarketing study。"
        )
    return root / "work"


def choose_port(port: int | None) -> int:
    """Return the port to serve on.

    Raises:
        CourseError: the port asked for is taken or out of range, or no port is free.
    """
    if port is not None:
        if not 1 <= port <= 65535:
            raise CourseError(f"端口要在 1 到 65535 之间，不能是 {port}。")
        if not _is_free(port):
            raise CourseError(
                f"端口 {port} 用不了，多半已被别的程序占着。请换一个，如 --port {port % 65535 + 1}，或去掉 --port 自动挑选。"
            )
        return port
    for candidate in range(FIRST_PORT, FIRST_PORT + _TRIES):
        if _is_free(candidate):
            return candidate
    raise CourseError(f"从 {FIRST_PORT} 起的 {_TRIES} 个端口都被占着。请用 --port 指定一个空的端口。")


def prepare(folder: Path) -> None:
    """Point Jupyter at the course's own settings, write the course map, and sign what was shipped."""
    sys.modules.setdefault(_SLOW_IMPORT, None)  # type: ignore[arg-type]
    state = folder.resolve() / STATE
    jupyter = state / "jupyter"
    ipython = state / "ipython"
    os.environ.update(
        JUPYTER_CONFIG_DIR=str(jupyter / "config"),
        JUPYTER_DATA_DIR=str(jupyter / "data"),
        JUPYTER_RUNTIME_DIR=str(jupyter / "runtime"),
        JUPYTERLAB_SETTINGS_DIR=str(jupyter / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(jupyter / "workspaces"),
        JUPYTER_PREFER_ENV_PATH="0",  # the folder's own settings come before those of the environment
        IPYTHONDIR=str(ipython),
    )
    for name, without in _WITHOUT.items():
        path = jupyter / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(without), encoding="utf-8")
    for plugin, settings in _SETTINGS.items():
        path = jupyter / "settings" / f"{plugin}.jupyterlab-settings"
        if not path.exists():  # what the learner has changed since is theirs
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(settings), encoding="utf-8")
    profile = ipython / "profile_default"
    (profile / "startup").mkdir(parents=True, exist_ok=True)
    (profile / "startup" / "00-course.py").write_text(_KERNEL_STARTUP, encoding="utf-8")
    (profile / "ipython_kernel_config.json").write_text(json.dumps(_KERNEL_SETTINGS), encoding="utf-8")

    # Imported only now: nbformat reads Jupyter's folders and jsonschema when it is imported.
    from genmarketing.course.notebooks import trust, write_map

    write_map(folder)
    trust(folder, jupyter / "data")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there the option would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _serve(folder: Path, opened: str, port: int, browser: bool) -> int:
    from jupyterlab.handlers.announcements import NeverCheckForUpdate
    from jupyterlab.labapp import LabApp
    from traitlets.config import Config

    log = folder / STATE / "jupyter" / "server.log"
    log.unlink(missing_ok=True)
    token = secrets.token_hex(24)
    config = Config()
    config.LabApp.check_for_updates_class = NeverCheckForUpdate
    config.LabApp.news_url = None
    config.LabApp.extension_manager = "readonly"
    config.LabApp.log_level = "ERROR"
    config.LabApp.default_url = f"/lab/tree/{opened}"
    # Jupyter's own words are English and many; they are kept for whoever looks for a fault.
    handler = {"class": "logging.FileHandler", "filename": str(log), "encoding": "utf-8", "level": "INFO"}
    config.ServerApp.logging_config = {
        "handlers": {"file": {**handler, "formatter": "console"}},
        "loggers": {"ServerApp": {"level": "DEBUG", "handlers": ["file"]}},
    }
    config.ServerApp.root_dir = str(folder.resolve())
    config.ServerApp.ip = "127.0.0.1"
    config.ServerApp.port = port
    config.ServerApp.port_retries = 0
    config.ServerApp.open_browser = browser
    config.ServerApp.allow_root = True  # containers run as root; only this machine can connect, and only with the token
    config.IdentityProvider.token = token
    config.LanguageServerManager.autodetect = False  # it runs programs such as npm, and the course uses none of them
    try:
        server = LabApp.initialize_server(argv=[], config=config)
        # Jupyter's own answer to Ctrl-C asks a question on a terminal, and elsewhere can leave a thread that never ends.
        signal.signal(signal.SIGINT, lambda *_: server.io_loop.add_callback_from_signal(server.stop))
        address = f"{server.connection_url}lab/tree/{quote(opened)}?token={token}"
        server.io_loop.add_callback(_say_open, address)  # runs after the server has bound its port
        server.start()
    except SystemExit as stopped:
        if stopped.code:
            raise CourseError(f"JupyterLab 没有启动成功，原因记在 {log}。请再运行一次。") from stopped
    print("课程已关闭。答案和进度都在文件夹里。", flush=True)
    return 0


def _say_open(address: str) -> None:
    print(f"课程已经打开：{address}", flush=True)
    print("学习时请让这个窗口开着；按 Ctrl-C 结束。", flush=True)
