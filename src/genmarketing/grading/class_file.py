"""`class.toml`: a class's name, its public code, and its secret key."""

from __future__ import annotations

import json
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from genmarketing.course.failure import CourseError

SHORTEST_KEY = 16


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
        CourseError: it is no TOML, or a field is missing or of the wrong kind.
    """
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} 读不懂：{error}。里面应有三行：name、code、key，值都写在英文双引号里。") from None
    texts = {field: fields.get(field, "") for field in ("name", "code", "key")}
    wrong = [field for field, value in texts.items() if not isinstance(value, str)]
    if wrong:
        raise CourseError(f"{path} 里的 {'、'.join(wrong)} 要写成文字，放在英文双引号里。")
    if len(texts["key"]) < SHORTEST_KEY:
        raise CourseError(
            f"{path} 里的 key 太短或没有写，至少要 {SHORTEST_KEY} 个字符。它决定批改用的隐藏数据，别人不应猜得到。"
        )
    return ClassSettings(**texts)


def new_class(path: Path) -> ClassSettings:
    """Write a class file with a fresh key, readable by its owner alone, and return its settings."""
    settings = ClassSettings(path.parent.name, "", secrets.token_hex(16))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    lines = [
        f"name = {json.dumps(settings.name, ensure_ascii=False)}  # 班级的名字，印在全班报告上",
        'code = ""  # 班级代码，公开，学生写在练习册的 class_code 里',
        f'key = "{settings.key}"  # 批改的密钥，不要给学生；同一个班一直用同一个',
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return settings
