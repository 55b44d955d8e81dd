"""Turns what can go wrong while the course is set up into one Chinese sentence each."""

from __future__ import annotations

import errno
import re

_DISK_FULL = "磁盘满了，装不下课程要用的软件包（约需 1 GB）。请腾出空间，再运行一次，会自动接着装好。"
_NO_PERMISSION = "没有写权限：{place} 写不进去。请换到自己的文件夹里，或关掉正在使用它的程序，再运行一次。"
_NO_NETWORK = (
    "连不上软件源，第一次运行需要网络。请检查网络后再运行一次；"
    "在国内也可以先设环境变量 {variable}=https://pypi.tuna.tsinghua.edu.cn/simple 换用镜像。"
)
_WRONG_HASH = "下载到的文件与锁定的校验值不符，已停止安装。请换一个网络或软件源，再运行一次。"
_NO_VENV = (
    "这个 Python 缺少 venv 模块，建不了环境。在 Debian 或 Ubuntu 上请先运行 sudo apt install python3-venv，再运行一次。"
)

# What uv and pip print, in the order in which it is looked for: a full disk also breaks downloads, so it comes first.
_DISK_FULL_OUTPUT = re.compile(r"No space left on device|os error 28|Errno 28|os error 112|WinError 112|ENOSPC", re.I)
_WRONG_HASH_OUTPUT = re.compile(r"DO NOT MATCH THE HASHES|Hash mismatch", re.I)
_NO_PERMISSION_OUTPUT = re.compile(
    r"Permission denied|os error 13\b|Errno 13\b|Access is denied|WinError 5\b|Read-only file system", re.I
)
_NO_VENV_OUTPUT = re.compile(r"ensurepip is not available|No module named '?(ensurepip|venv)", re.I)
_NO_NETWORK_OUTPUT = re.compile(
    r"Failed to fetch|dns error|error sending request|Connection ?Error|connection was refused|Connection refused"
    r"|name resolution|getaddrinfo|Name or service not known|Max retries|Read ?timed? ?out|operation timed out"
    r"|network is unreachable|ProxyError|SSLError",
    re.I,
)


class CourseError(Exception):
    """Something a learner or teacher can put right; its text is one Chinese sentence that says how."""


def explain_os_error(error: OSError) -> str:
    """Return the sentence for an error of the file system."""
    if error.errno == errno.ENOSPC or getattr(error, "winerror", None) == 112:
        return _DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _NO_PERMISSION.format(place=error.filename or "目标文件夹")
    return f"读写文件时出错：{error}。请检查后再运行一次。"


def explain_installer(output: str, *, place: str, log: str, uv: bool) -> str:
    """Return the sentence for an installer that failed.

    Args:
        output: all that the installer printed.
        place: the folder that was being made.
        log: where that output can be read.
        uv: whether the installer was uv, which takes the mirror from another variable than pip.
    """
    if _DISK_FULL_OUTPUT.search(output):
        return _DISK_FULL
    if _WRONG_HASH_OUTPUT.search(output):
        return _WRONG_HASH
    if _NO_VENV_OUTPUT.search(output):
        return _NO_VENV
    if _NO_PERMISSION_OUTPUT.search(output):
        return _NO_PERMISSION.format(place=place)
    if _NO_NETWORK_OUTPUT.search(output):
        return _NO_NETWORK.format(variable="UV_DEFAULT_INDEX" if uv else "PIP_INDEX_URL")
    return f"环境没有装好，安装程序的输出在 {log}。请再运行一次；如果仍不成功，请把这个文件附在问题报告里。"
