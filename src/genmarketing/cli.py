"""`genmarketing …`: each command is a function that imports what it needs when it runs."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from genmarketing.course.arguments import ChineseParser
from genmarketing.course.door import add_study_arguments, speak_utf8
from genmarketing.course.failure import CourseError, explain_os_error
from genmarketing.theme import UnknownTheme, theme, themes


def main(arguments: list[str] | None = None) -> int:
    """Run `genmarketing` with these arguments, by default the process's own; return the exit code."""
    speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except (CourseError, UnknownTheme) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(explain_os_error(error), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = ChineseParser(prog="genmarketing", description="生成式 AI 营销：学习、分发、制作这门课。")
    commands = parser.add_subparsers(required=True, metavar="命令")

    study = commands.add_parser("study", help="打开课程")
    add_study_arguments(study)
    study.set_defaults(run=_study)

    start = commands.add_parser("start", help="把课程放进一个文件夹")
    start.add_argument("folder", type=Path, help="文件夹；没有就新建，已有的文件不覆盖")
    start.add_argument("--teacher", action="store_true", help="同时放入参考答案和教学说明")
    start.set_defaults(run=_start)

    build = commands.add_parser("build", help="由主题的源文件生成章节、练习册和参考答案")
    build.add_argument("theme", nargs="?", help="只生成这个主题")
    build.add_argument("--check", action="store_true", help="不写文件，只比较；有差别就失败并列出")
    build.set_defaults(run=_build)

    generate = commands.add_parser("generate", help="由生成程序重写虚构的数据集")
    generate.add_argument("name", nargs="?", help="只写这一个数据集")
    generate.add_argument("--check", action="store_true", help="不写文件，只比较；有差别就失败并列出")
    generate.set_defaults(run=_generate)

    questions = commands.add_parser("questions", help="列出全部题目")
    questions.add_argument("--json", action="store_true", help="输出 JSON")
    questions.set_defaults(run=_questions)

    coverage = commands.add_parser("coverage", help="列出每个概念在哪里讲、在哪里考")
    coverage.add_argument("--json", action="store_true", help="输出 JSON")
    coverage.set_defaults(run=_coverage)

    new = commands.add_parser("class", help="给一个班写一份班级文件：名字、代码、批改的密钥")
    new.add_argument("file", type=Path, metavar="class.toml", help="写到哪里；已有的不覆盖")
    new.add_argument("--name", default="", metavar="NAME", help="班级的名字，默认是文件夹的名字")
    new.add_argument("--code", metavar="CODE", help="班级代码，学生写在练习册里；默认随机给一个")
    new.set_defaults(run=_class)

    grade = commands.add_parser("grade", help="批改一个班交来的练习册")
    grade.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="放作业的文件夹，或平台下载的 zip")
    grade.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="结果放在哪个文件夹")
    grade.add_argument("--class", dest="class_file", type=Path, metavar="class.toml", help="班级的名字、代码和密钥")
    grade.add_argument("--jobs", type=_at_least_one, metavar="N", help="同时批几份，默认用上全部核心")
    grade.add_argument("--dask", metavar="ADDRESS", help="在 Dask 集群上批，如 tcp://10.0.0.1:8786")
    grade.add_argument("--no-sandbox", action="store_true", help="不用沙箱：只批你信得过的作业")
    limits = grade.add_argument_group("一份作业最多用多少")
    limits.add_argument(
        "--timeout",
        dest="seconds",
        type=_positive,
        metavar="S",
        help="一格代码最多几秒；一个函数在一组数据上，最多算其中一半",
    )
    limits.add_argument("--total-timeout", dest="total_seconds", type=_positive, metavar="S", help="整份一共几秒")
    limits.add_argument("--cpu", type=_positive, metavar="S", help="整份占处理器几秒")
    limits.add_argument("--memory", type=_at_least_one, metavar="MB", help="内存")
    limits.add_argument("--processes", type=_at_least_one, metavar="N", help="同时几个线程")
    limits.add_argument("--files", type=_at_least_one, metavar="N", help="同时打开几个文件")
    limits.add_argument("--disk", type=_at_least_one, metavar="MB", help="临时文件")
    limits.add_argument("--output", type=_at_least_one, metavar="MB", help="交出来的答案")
    grade.set_defaults(run=_grade)

    review = commands.add_parser("review", help="在浏览器里批阅短文，分数记入成绩簿")
    review.add_argument("results", type=Path, metavar="RESULTS", help="genmarketing grade 写结果的文件夹")
    review.add_argument("--no-browser", action="store_true", help="不打开浏览器，只给出网址")
    review.set_defaults(run=_review)

    lock = commands.add_parser("lock", help="重写 locks/ 里的锁定文件（需要 uv 和网络）")
    lock.add_argument("--upgrade", action="store_true", help="换用允许范围内的最新版本")
    lock.set_defaults(run=_lock)
    return parser


def _at_least_one(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"要 1 或更大的整数，写的是 {text}")
    return number


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"要大于 0 的数，写的是 {text}")
    return number


def _study(options: argparse.Namespace) -> int:
    from genmarketing.course.lab import study

    return study(options.theme, port=options.port, browser=not options.no_browser)


def _start(options: argparse.Namespace) -> int:
    from genmarketing.course.layout import start

    for line in start(options.folder, teacher=options.teacher):
        print(line)
    print(f"课程已放进 {options.folder}。进入这个文件夹，运行 genmarketing study 打开它。")
    return 0


def _build(options: argparse.Namespace) -> int:
    from genmarketing.build import build

    name = None if options.theme is None else theme(options.theme).name
    code: int = build(name, check=options.check)
    return code


def _generate(options: argparse.Namespace) -> int:
    from genmarketing.build.made_data import generate

    return generate(options.name, check=options.check)


def _questions(options: argparse.Namespace) -> int:
    rows = [_describe(each.name, question) for each in themes() for question in each.questions()]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for each in themes():
        own = [row for row in rows if row["theme"] == each.name]
        print(f"{each.number:02d} {each.title}：{len(own)} 题，{sum(row['points'] for row in own)} 分")
        for row in own:
            print(f"    {row['points']:>3} 分  {row['kind']:<9} {row['name']}  {row['title']}")
    return 0


def _describe(theme_name: str, question: Any) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": question.title,
        "theme": theme_name,
        "kind": question.kind,
        "points": question.points,
        "concepts": list(question.concepts),
        "misconceptions": [misconception.name for misconception in question.misconceptions],
    }


def _coverage(options: argparse.Namespace) -> int:
    from genmarketing.build.coverage import coverage

    found = coverage()
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for kind, heading in (("taught", "讲到"), ("graded", "考到")):
        print(f"{heading} {len(found[kind])} 个概念：")
        for concept, places in sorted(found[kind].items()):
            print(f"    {concept}  {'、'.join(places)}")
    print(f"还缺 {len(found['missing'])} 个：{'、'.join(found['missing']) or '无'}")
    return 0


def _class(options: argparse.Namespace) -> int:
    from genmarketing.grading.class_file import new_class, new_code

    settings = new_class(options.file, options.name, new_code() if options.code is None else options.code)
    print(f"写好了 {options.file}。班级代码是 {settings.code}，请学生写进练习册开头的 class_code。")
    print("里面的密钥决定批改用的隐藏数据：不要给学生，同一个班一直用同一份，请留好。")
    return 0


def _grade(options: argparse.Namespace) -> int:
    _able_to_grade()
    from genmarketing.grading.command import Options, cores, run_command
    from genmarketing.grading.inside.isolation import Limits

    given = {field.name: getattr(options, field.name, None) for field in fields(Limits)}
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        limits = Limits(**chosen, walls=not options.no_sandbox)
    except ValueError as error:
        raise CourseError(str(error)) from None
    jobs = options.jobs or cores()
    return run_command(Options(options.submissions, options.out, options.class_file, jobs, limits, options.dask))


def _review(options: argparse.Namespace) -> int:
    _able_to_grade()
    from genmarketing.grading.command import review_results

    return review_results(options.results, browser=not options.no_browser)


def _able_to_grade() -> None:
    """Refuse where the grading part of the package cannot work.

    Raises:
        CourseError: on Windows, and without the extra `grade`.
    """
    if sys.platform == "win32":
        raise CourseError("批改要在 Linux 上运行。Windows 上请在 WSL 里装好课程，再运行这条命令。")
    missing = [name for name in ("rich", "distributed") if find_spec(name) is None]
    if missing:
        raise CourseError(f'批改要用的 {"、".join(missing)} 没有装。请运行 pip install "genmarketing[grade]"。')


def _lock(options: argparse.Namespace) -> int:
    from genmarketing.course.locking import lock

    lock(upgrade=options.upgrade)
    return 0


if __name__ == "__main__":
    sys.exit(main())
