"""`class.toml`: a class's name, its public code, and its secret key."""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from genmarketing.course.failure import CourseError

SHORTEST_KEY = 16
_FIELDS = ("name", "code", "key")
_THREE_LINES = "里面应有三行：name、code、key，值都写在英文双引号里。"


@dataclass(frozen=True)
class ClassSettings:
    """What grading has to know of a class.

    Args:
        name: shown in the class picture.
        code: the public code that learners write into their notebooks.
        key: the secret from which the hidden cases are made; whoever has it can know them.
    """

    name: str
    code: str
    key: str

    @property
    def secret(self) -> bytes:
        """The key as bytes."""
        return self.key.encode()


def read_class(path: Path) -> ClassSettings:
    """Return the settings in a class file.

    Raises:
        CourseError: there is none, it is no TOML, or a field is missing, unknown or of the wrong kind.
    """
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise CourseError(
            f"找不到班级文件 {path}。请核对 --class 后面的路径，或用 genmarketing class 写一份。"
        ) from None
    except UnicodeDecodeError:
        raise CourseError(f"{path} 读不懂：不是 UTF-8 编码。{_THREE_LINES}") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {line[1]} 行有误" if line else "没有写完"
        raise CourseError(f"{path} 读不懂：{where}。{_THREE_LINES}") from None
    # A misspelt code would be no code at all, and everybody's data another.
    unknown = [field for field in fields if field not in _FIELDS]
    if unknown:
        raise CourseError(f"{path} 里的 {'、'.join(unknown)} 认不出来。{_THREE_LINES}")
    texts = {field: fields.get(field, "") for field in _FIELDS}
    wrong = [field for field, value in texts.items() if not isinstance(value, str)]
    if wrong:
        raise CourseError(f"{path} 里的 {'、'.join(wrong)} 要写成文字，放在英文双引号里。")
    if len(texts["key"]) < SHORTEST_KEY:
        raise CourseError(
            f"{path} 里的 key 太短或没有写，至少要 {SHORTEST_KEY} 个字符。它决定批改用的隐藏数据，别人不应猜得到。"
        )
    return ClassSettings(**texts)


def new_class(path: Path, name: str = "", code: str = "") -> ClassSettings:
    """Write a class file with a fresh key, readable by its owner alone, and return its settings.

    Args:
        path: of the file; its folder is made.
        name: of the class; without one, the folder's.
        code: the public code.

    Raises:
        CourseError: there is such a file already; another key would make other hidden cases.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise CourseError(f"{path.parent} 不是文件夹，班级文件放不进去。请换一个地方。") from None
    settings = ClassSettings(name or path.resolve().parent.name, code, secrets.token_hex(16))
    lines = [
        f"name = {_text(settings.name)}  # 班级的名字，印在全班报告上",
        f"code = {_text(code)}  # 班级代码，公开，学生写在练习册的 class_code 里",
        f"key = {_text(settings.key)}  # 批改的密钥，不要给学生；同一个班一直用同一个",
    ]
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except FileExistsError:
        raise CourseError(
            f"{path} 已经有了，没有动它：密钥一换，隐藏数据就换了。要给另一个班用，请换一个文件名。"
        ) from None
    return settings


def new_code() -> str:
    """Return a class code that nobody has used, short enough to be written on a blackboard."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(6))


def _text(value: str) -> str:
    """Return a text as TOML writes it: as JSON does, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
