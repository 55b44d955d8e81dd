"""Every attack of `hostile/`, in the real sandbox: it gains nothing, harms nothing, reads nothing, writes nothing, reaches nobody, leaves nothing, and is reported."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from attacks import Attack, attacks
from one_submission import rows

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.record import Record
from genmarketing.grading.task import Task, grade
from genmarketing.theme import theme
from genmarketing.workbook import FunctionQuestion
from genmarketing.workbook.variants import HIDDEN_SETS, hidden_seeds

LIMITS = Limits(
    seconds=1.0, total_seconds=30.0, cpu=20.0, memory=256, processes=16, files=32, disk=16, output=2, walls=True
)

TIME = "太久|一直没有(算|运行)完"
"""On a busy machine, an attack that works hard may meet this limit before its own."""

ENDED = "程序自己结束了"
FORM = "太大或不成形"
REFUSED = "Operation not permitted"

REPORTED = {
    "at_the_end": "你返回了 123",
    "audit_hooks": f"{ENDED}|不许",
    "calls_of_another_age": ENDED,
    "closes_descriptors": ENDED,
    "cyclic": "套得太深",
    "daemon_by_double_fork": REFUSED,
    "deeply_nested": f"(?s)套得太深.*{FORM}",
    "eight_gigabytes": f"要的内存太多|{TIME}",
    "eight_gigabytes_that_no_process_owns": f"要的内存太多|{TIME}",
    "endless_cell": "第 2 格代码：一直没有运行完",
    "endless_iterators": f"(?s)Odd.*{TIME}.*超过 200,000 个元素",
    "endless_loop": TIME,
    "endless_loop_without_an_alarm": TIME,
    "equal_to_everything": "Yes 类型的对象",
    "exceptions_that_bite": f"(?s){TIME}.*出错：Biting.*{TIME}",
    "fills_the_disk": f"No space left|{TIME}",
    "forged_answers": FORM,
    "forged_isolation": f"第 \\d 格代码：.*{FORM}",
    "forged_lengths": f"(?s){FORM}.*{FORM}",
    "forged_verdicts": FORM,
    "fork_bomb": f"{REFUSED}|{TIME}",
    "garbage_on_the_connection": FORM,
    "hands_over_descriptors": REFUSED,
    "huge_values": f"(?s)1,000,000,000 个元素.*三百位.*(三百位|{TIME}).*超过 200,000 个元素",
    "ignores_all_signals": TIME,
    "leaves_a_note": "字条留下了",
    "leaves_by_os_exit": ENDED,
    "leaves_by_sys_exit": "(?s)退出程序的语句（SystemExit）.*SystemExit: 到此为止",
    "lets_go_of_its_parent": f"{ENDED}|{TIME}",
    "lies_about_its_class": "(?s)读到一半就出错了（AttributeError）.*not Liar",
    "looks_into_frames": f"有 \\d+ 个字|{TIME}",
    "looks_into_memory_by_gc": f"找到：|{TIME}",
    "namespaces_of_its_own": re.escape("done: []"),
    "nan_and_infinities": "(?s)NaN 或无穷大.*每次都返回 NaN.*这里要的是列表.*这里要的是列表",
    "network_outside": f"nothing was reached|{TIME}",
    "network_to_loopback": "socket -1, error 1。",
    "numbers_that_take_forever": f"(?s)(三百位|{TIME}).*(Exceeds the limit|三百位|{TIME})",
    "one_gigabyte_of_output": f"超过 100,000 个字符|{TIME}",
    "one_gigabyte_to_the_marker": FORM,
    "patched_builtins": f"第 \\d 格代码：.*{ENDED}",
    "patched_checker": ENDED,
    "patched_json": FORM,
    "patched_numpy_testing": "你返回了 123",
    "patched_time": TIME,
    "pickle_bomb": f"(?s)Bomb 类型的对象.*{FORM}",
    "raises_its_limits": re.escape("raised: []"),
    "reads_environment_variables": "找到：PATH=",
    "reads_hidden_cases": "找到：",
    "reads_proc": "No such file or directory: '/proc/1/mem'",
    "reads_raw_memory": f"找到：|{TIME}",
    "reads_solutions": f"什么也没找到|{TIME}",
    "reads_what_it_is_told_of": "什么也没读到",
    "recursion_to_the_end_of_the_stack": f"{ENDED}|{TIME}",
    "regex_bomb": TIME,
    "says_that_it_is_finished": ENDED,
    "signals_to_the_parent": f"{re.escape('reached [], parent 0')}|{TIME}",
    "slow_to_judge": "(?s)权重就不对.*表里缺这些列.*还缺.*20000 行.*表里缺这些列",
    "stops_itself": TIME,
    "symbolic_links": "Read-only file system: '/scratch'",
    "table_with_methods": "(?s)读到一半就出错了（ZeroDivisionError）.*Column 类型的对象",
    "text_with_methods": "(?s)读到一半就出错了（KeyError）.*KeyError.*读到一半就出错了",
    "thread_bomb": "can't start new thread",
    "threads_that_go_on": FORM,
    "traces_everything": f"{ENDED}|{FORM}|{TIME}",
    "types_into_the_terminal": re.escape("typed: []"),
    "unicode_tricks": "(?s)字典里还缺.*gnp.*红",
    "urgent_bytes": re.escape("done: []"),
    "writes_to_address_zero": ENDED,
    "writes_to_the_gradebook": "Read-only file system|Permission denied|No such file",
    "writes_to_the_libraries": f"{re.escape('written: []')}|{TIME}",
    "zip_bomb": f"要的内存太多|{TIME}",
}
"""Attack -> what the teacher reads of it, question by question in the workbook's order, then cell by cell; a regular expression."""

HARM_THEMSELVES = {"patched_checker", "patched_json", "says_that_it_is_finished", "traces_everything"}
"""Attacks that spoil what the session does for all of their own questions. Each costs the attacker points, and nobody else."""

ISSUE = {
    "endless loop": ["endless_loop", "endless_loop_without_an_alarm", "endless_cell", "regex_bomb"],
    "os._exit": ["leaves_by_os_exit"],
    "sys.exit": ["leaves_by_sys_exit"],
    "signals to the parent": ["signals_to_the_parent", "stops_itself", "ignores_all_signals", "lets_go_of_its_parent"],
    "8 GB": ["eight_gigabytes", "eight_gigabytes_that_no_process_owns"],
    "fork bomb": ["fork_bomb", "thread_bomb", "daemon_by_double_fork"],
    "1 GB of output": ["one_gigabyte_of_output", "one_gigabyte_to_the_marker"],
    "filling the disk": ["fills_the_disk"],
    "patched builtins": ["patched_builtins", "patched_time"],
    "patched numpy.testing": ["patched_numpy_testing"],
    "patched json": ["patched_json"],
    "patched checker": ["patched_checker"],
    "__eq__ that says yes": ["equal_to_everything", "text_with_methods", "lies_about_its_class"],
    "frame inspection": ["looks_into_frames", "traces_everything"],
    "gc inspection": ["looks_into_memory_by_gc", "reads_raw_memory"],
    "reading solutions": ["reads_solutions", "reads_what_it_is_told_of"],
    "reading hidden cases": ["reads_hidden_cases", "looks_into_frames"],
    "reading the class key": ["reads_what_it_is_told_of", "looks_into_memory_by_gc"],
    "reading other submissions": ["reads_what_it_is_told_of", "leaves_a_note"],
    "reading environment variables": ["reads_environment_variables"],
    "reading /proc": ["reads_proc"],
    "writing to the gradebook": ["writes_to_the_gradebook"],
    "writing to another result": ["writes_to_the_gradebook", "writes_to_the_libraries"],
    "network to loopback": ["network_to_loopback"],
    "network to outside": ["network_outside"],
    "forged messages to the marker": [
        "forged_verdicts",
        "forged_answers",
        "forged_isolation",
        "says_that_it_is_finished",
    ],
    "forged lengths to the marker": ["forged_lengths", "garbage_on_the_connection"],
    "deeply nested values": ["deeply_nested"],
    "cyclic values": ["cyclic"],
    "NaN values": ["nan_and_infinities"],
    "huge values": ["huge_values", "numbers_that_take_forever", "slow_to_judge"],
    "pickle bombs": ["pickle_bomb"],
    "symbolic links": ["symbolic_links"],
    "zip bombs": ["zip_bomb"],
    "Unicode tricks in names and ids": ["unicode_tricks"],
}
"""What a grader has to withstand -> the attacks that try it. Files, archives and names that attack by what they are: `test_hostile_batch`."""


@dataclass(frozen=True)
class Fortress:
    """What attacks go for.

    Args:
        secret: stands in everything that must not be read.
        settings: the class, its key with the secret in it.
        planted: a folder with class key, gradebook, solutions, tables and somebody else's submission.
        listeners: sockets that wait for a caller on loopback.
        words: what stands in attacks in capitals, and what it means here.
    """

    secret: str
    settings: ClassSettings
    planted: Path
    listeners: tuple[socket.socket, ...]
    words: dict[str, str]

    def fingerprint(self) -> dict[str, str]:
        """Return every planted file with a hash of what is in it and who may do what with it."""
        return {
            str(path.relative_to(self.planted)): f"{path.stat().st_mode:o} {_hash(path)}"
            for path in self.planted.rglob("*")
        }

    def was_called(self) -> bool:
        """Tell whether anybody has called."""
        return any(_called(each) for each in self.listeners)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _called(listener: socket.socket) -> bool:
    try:
        return bool(listener.accept() if listener.type == socket.SOCK_STREAM else listener.recv(1))
    except BlockingIOError:
        return False


def plant(folder: Path, secret: str) -> Path:
    """Lay out what is not for submissions, the secret in each of it."""
    (folder / "somebody else").mkdir(parents=True)
    for name in ("class.toml", "solutions.ipynb", "grades.csv", "somebody else/01_moe_reasoning.ipynb"):
        (folder / name).write_text(f"{secret} in {name}", encoding="utf-8")
    with sqlite3.connect(folder / "gradebook.sqlite") as book:
        book.execute("CREATE TABLE attempt (note TEXT)")
        book.execute("INSERT INTO attempt VALUES (?)", [secret])
    book.close()
    return folder


@pytest.fixture(scope="module")
def fortress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortress]:
    secret, name = f"PLANTED{secrets.token_hex(8)}", f"grading-test-{secrets.token_hex(4)}"
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADING_KEY", secret)
        calls = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = calls.getsockname()[1]
        letters = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        letters.bind(("127.0.0.1", port))
        nameless = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        nameless.bind(f"\0{name}")
        nameless.listen()
        for each in (calls, letters, nameless):
            each.setblocking(False)
        planted = plant(tmp_path_factory.mktemp("results") / "planted here", secret)
        words = {"PLANTED_FOLDER": str(planted), "LISTENING_PORT": str(port), "LISTENING_NAME": name}
        yield Fortress(secret, ClassSettings("测试班", "", f"key {secret}"), planted, (calls, letters, nameless), words)


def run(notebook: dict[str, Any], settings: ClassSettings, limits: Limits = LIMITS) -> Record:
    return grade(Task("", "moe_reasoning", "a.ipynb", json.dumps(notebook).encode(), (), settings, limits))


def family() -> int:
    """Return how many processes come from this one, once a new one waits for the next submission and the old one is gone."""
    counts = [-1]
    while len(set(counts[-10:])) > 1 or len(counts) < 10:
        counts.append(len(psutil.Process().children(recursive=True)))
        time.sleep(0.01)
    return counts[-1]


@pytest.fixture(scope="module")
def honest(solution: dict[str, Any], fortress: Fortress) -> Record:
    record = run(solution, fortress.settings)
    assert sum(row.score for row in record.rows) == 91
    return record


@pytest.fixture(scope="module")
def at_rest(honest: Record) -> int:
    """How many processes there are after an honest submission."""
    return family()


@pytest.fixture(scope="module")
def computed_by_nobody_else(fortress: Fortress) -> list[str]:
    """The expected values of the hidden cases, as far as they have so many digits that they are nothing else's."""
    found = []
    for question in theme("moe_reasoning").questions():
        if isinstance(question, FunctionQuestion):
            for seed in hidden_seeds(fortress.settings.secret, question.name, 0, HIDDEN_SETS):
                returned = [question.reference(*case.args) for case in question.cases_of(seed)]
                found += [text for text in re.findall(r"-?\d+\.\d+", repr(returned)) if len(text) > 10]
    assert len(found) > 50
    return found


def report(record: Record) -> str:
    """Return all that a teacher reads of a submission."""
    said = [f"{row.message}\n{row.source if row.question == 'route_advice' else ''}" for row in record.rows]
    return "\n".join([record.problem, *said, *record.failures, *record.flags])


@pytest.mark.parametrize("attack", attacks(), ids=lambda each: each.name)
def test_an_attack_comes_to_nothing(
    attack: Attack,
    solution: dict[str, Any],
    honest: Record,
    at_rest: int,
    fortress: Fortress,
    computed_by_nobody_else: list[str],
) -> None:
    before, began = fortress.fingerprint(), time.monotonic()
    record = run(attack.notebook(solution, fortress.words), fortress.settings)
    took = time.monotonic() - began
    # gains no point
    found, usual = rows(record), rows(honest)
    assert {name: found[name].score for name in attack.questions} == dict.fromkeys(attack.questions, 0)
    # harms no other answer, unless its own
    for name in usual.keys() - set(attack.questions):
        assert found[name].score <= usual[name].score
        if attack.name not in HARM_THEMSELVES:
            same = replace(found[name], seconds=0.0)
            assert same == replace(usual[name], seconds=0.0)
    assert took < LIMITS.total_seconds + 5
    # reads nothing
    everything = json.dumps(asdict(record), ensure_ascii=False)
    assert fortress.secret not in everything
    assert [each for each in computed_by_nobody_else if each in everything] == []
    # writes nothing, reaches nobody
    assert fortress.fingerprint() == before
    assert not fortress.was_called()
    # leaves no process
    assert family() == at_rest
    # is reported
    assert re.search(REPORTED[attack.name], report(record)), report(record)


def test_the_next_honest_submission_is_graded_as_ever(
    solution: dict[str, Any], honest: Record, fortress: Fortress
) -> None:
    after = run(solution, fortress.settings)
    assert [replace(row, seconds=0.0) for row in after.rows] == [replace(row, seconds=0.0) for row in honest.rows]


def test_every_attack_is_explained_and_expected() -> None:
    names = [attack.name for attack in attacks()]
    assert sorted(REPORTED) == sorted(names)
    assert set(names) >= HARM_THEMSELVES
    for attack in attacks():
        assert 2 <= len(attack.about.split("\n")) <= 6, attack.name


def test_whatever_a_grader_has_to_withstand_is_tried() -> None:
    assert len(ISSUE) == 35
    tried = {name for names in ISSUE.values() for name in names}
    assert tried <= {attack.name for attack in attacks()}


# The attacks are real: where nothing stands in their way, they succeed.


@pytest.fixture
def open_ground(fortress: Fortress, tmp_path: Path) -> Fortress:
    """The same as the fortress, with a folder that may be destroyed."""
    planted = plant(tmp_path / "planted", fortress.secret)
    return replace(fortress, planted=planted, words={**fortress.words, "PLANTED_FOLDER": str(planted)})


def attack_called(name: str) -> Attack:
    return next(each for each in attacks() if each.name == name)


def test_without_walls_what_it_is_told_of_is_read(solution: dict[str, Any], open_ground: Fortress) -> None:
    attack = attack_called("reads_what_it_is_told_of")
    record = run(attack.notebook(solution, open_ground.words), open_ground.settings, replace(LIMITS, walls=False))
    read = next(row.source for row in record.rows if row.question == "route_advice")
    for name in ("class.toml", "solutions.ipynb", "somebody else/01_moe_reasoning.ipynb", "grades.csv"):
        assert f"{open_ground.secret} in {name}" in read


def test_without_walls_the_gradebook_is_written(solution: dict[str, Any], open_ground: Fortress) -> None:
    before = open_ground.fingerprint()
    attack = attack_called("writes_to_the_gradebook")
    run(attack.notebook(solution, open_ground.words), open_ground.settings, replace(LIMITS, walls=False))
    assert open_ground.fingerprint().keys() != before.keys()


@pytest.mark.parametrize("name", ["network_to_loopback", "reads_environment_variables", "reads_raw_memory"])
def test_in_an_ordinary_process_it_succeeds(name: str, open_ground: Fortress) -> None:
    source = "\n".join(attack_called(name).cells)
    for word, meant in open_ground.words.items():
        source = source.replace(word, meant)
    program = f"import os\nkept = os.environ['GRADING_KEY'].encode() * 2\n{source}\n" + (
        "try:\n    chain_success(1, 2, 3)\nexcept ConnectionError:\n    pass"
        if name == "network_to_loopback"
        else "print(route_advice)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    if name == "network_to_loopback":
        assert all(_called(each) for each in open_ground.listeners)
    else:
        assert open_ground.secret in done.stdout.decode()
