"""The two commands of `course.py`: study and test. Standard library only; runs before there is an environment."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from io import TextIOWrapper
from pathlib import Path

from genmarketing.course.environment import Environment, Tier
from genmarketing.course.failure import CourseError, explain_os_error
from genmarketing.theme import UnknownTheme, theme

ROOT = Path(__file__).resolve().parents[3]


def main(arguments: list[str] | None = None) -> int:
    """Run `course.py` with these arguments, by default the process's own; return the exit code."""
    speak_utf8()
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command != "test":
        _parser().error(f"不认识的参数：{' '.join(rest)}")
    try:
        if options.command == "study":
            return _study(options.theme, options.port, options.no_browser)
        return _test(options.full, rest)
    except (CourseError, UnknownTheme) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(explain_os_error(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("\n已中断。再运行一次，会从头补齐。", file=sys.stderr)
        return 130
    return 1


def speak_utf8() -> None:
    """Make standard output and error take Chinese on any console."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="course.py", description="生成式 AI 营销：打开课程，或运行全部测试。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="{study,test}")
    study = commands.add_parser("study", help="打开课程；第一次运行会先装好环境")
    add_study_arguments(study)
    test = commands.add_parser("test", help="运行测试；其余参数原样交给 pytest")
    test.add_argument("--full", action="store_true", help="再加上验收一级的测试，需要更长时间")
    return parser


def add_study_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `study`, which `course.py` and `genmarketing` share."""
    parser.add_argument("theme", nargs="?", help="直接打开这个主题的章节，如 moe_reasoning")
    parser.add_argument("--port", type=int, help="JupyterLab 用的端口；不写就从 8888 起找一个空的")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器，只给出网址")


def _study(name: str | None, port: int | None, no_browser: bool) -> int:
    if name is not None:
        theme(name)
    environment = _environment(Tier.STUDY)
    command = [str(environment.python), "-m", "genmarketing.cli", "study"]
    if name is not None:
        command.append(name)
    if port is not None:
        command += ["--port", str(port)]
    if no_browser:
        command.append("--no-browser")
    return _hand_over(command, environment)


def _test(full: bool, rest: list[str]) -> int:
    environment = _environment(Tier.TEST)
    # Browsers and time limits let a test wait half of its time; one worker more than the usual two cores fills the gaps.
    command = [str(environment.python), "-m", "pytest", "-n", "3", "--dist", "loadfile"]
    # The tests' own order: by default, files of few tests come last, and those are the ones that take minutes.
    command.append("--no-loadscope-reorder")
    return _hand_over([*command, *(["--full"] if full else []), *rest], environment)


def _environment(tier: Tier) -> Environment:
    environment = Environment(ROOT)
    if environment.installed() is None:
        print("正在把课程要用的软件装进 .venv，第一次大约需要一分钟。", flush=True)
    if environment.ensure(tier):
        print("环境已经装好。", flush=True)
    return environment


def _hand_over(command: list[str], environment: Environment) -> int:
    """Let the command take this process's place, so that Ctrl-C and any other signal reach it and nothing else."""
    os.chdir(environment.root)
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment.variables())
    # Windows cannot replace a process: there, Ctrl-C reaches both, and the command's own ending is waited for.
    process = subprocess.Popen(command, env=environment.variables())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
