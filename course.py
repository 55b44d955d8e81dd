# -*- coding: utf-8 -*-
"""The course's one door: `python3 course.py study [theme]` and `python3 course.py test`.

Everything that needs a recent Python is behind the version check, in `genmarketing.course.door`; this file itself is
written so that even Python 2.7 can read it, and an old Python gets a sentence in place of a syntax error.
"""
# ruff: noqa: UP009, UP010, UP036

from __future__ import unicode_literals

import sys

if sys.version_info < (3, 11):
    sentence = "这门课需要 Python 3.11 或更新的版本，你用的是 {}。请从 https://www.python.org/downloads/ 装一个新版，再运行一次。\n"
    getattr(sys.stderr, "buffer", sys.stderr).write(sentence.format(sys.version.split()[0]).encode("utf-8"))
    sys.exit(1)

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from genmarketing.course.door import main

if __name__ == "__main__":
    sys.exit(main())
