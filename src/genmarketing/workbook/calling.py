"""Calling a learner's function so that it can neither break the notebook nor hang it, as far as the platform allows.

Arguments are copies; what it prints is dropped; warnings, NumPy's error state, random states and `input` are put back; `sys.exit` and
endless recursion are ordinary failures. The time limit is a timer signal where there is one (Linux, macOS), an exception
sent to the main thread on Windows, and a trace function in Pyodide. A single long call into C cannot be interrupted in a notebook; the
grader's sandbox has the strict limit.
"""

from __future__ import annotations

import builtins
import contextlib
import copy
import ctypes
import io
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any

from genmarketing.workbook.encoding import Encoded, Unreadable, encode


class OutOfTime(BaseException):
    """The time limit has passed. Not an Exception, so that `except Exception` in an answer does not swallow it."""


@dataclass(frozen=True)
class Outcome:
    """What one call came to: either an encoded value, or a Chinese sentence on why there is none.

    Args:
        value: the canonical form of what was returned.
        failure: empty, or what went wrong.
        kind: `value`, `nothing` (returned None), `unreadable`, `error`, `time`.
        mutated: whether an argument was changed.
    """

    value: Encoded = None
    failure: str = ""
    kind: str = "value"
    mutated: bool = False

    @classmethod
    def from_plain(cls, plain: Any) -> Outcome:
        """Return an outcome from JSON, checked field by field.

        Raises:
            ValueError: it is of another shape.
        """
        if not isinstance(plain, dict) or plain.keys() != {"value", "failure", "kind", "mutated"}:
            raise ValueError("not an outcome")
        if (
            plain["kind"] not in _KINDS
            or not isinstance(plain["failure"], str)
            or not isinstance(plain["mutated"], bool)
        ):
            raise ValueError("not an outcome")
        return cls(encode(plain["value"]), plain["failure"], plain["kind"], plain["mutated"])


_KINDS = ("value", "nothing", "unreadable", "error", "time")


def call_all(function: Callable[..., Any], cases: Sequence[Sequence[Any]], seconds: float) -> list[Outcome]:
    """Call a function on the arguments of every case; after the time is up, the remaining ones count as not finished."""
    with quiet():
        return call_each(function, cases, seconds)


def call_each(
    function: Callable[..., Any], cases: Sequence[Sequence[Any]], seconds: float, busy_seconds: float = 0.0
) -> list[Outcome]:
    """Do what `call_all` does, where it is `quiet` already; on Linux and macOS within so many seconds of processor time as well (0: any)."""
    outcomes: list[Outcome] = []
    with _deadline(seconds, busy_seconds):
        for args in cases:
            if outcomes and outcomes[-1].kind == "time":
                outcomes.append(outcomes[-1])
                continue
            try:
                outcomes.append(_outcome(function, args))
            except OutOfTime:
                outcomes.append(Outcome(failure="你的函数算得太久，已经停下。检查循环有没有出口。", kind="time"))
    return outcomes


def call(function: Callable[..., Any], args: Sequence[Any], seconds: float) -> Outcome:
    """Call `function(*args)` on copies of args, for at most `seconds`, and encode what it returns."""
    return call_all(function, [args], seconds)[0]


def call_ours(program: Callable[..., Any], args: Sequence[Any]) -> Outcome:
    """Call a program of the course's own, a reference or a misconception, on copies of args, and encode what it returns.

    It neither hangs nor prints nor draws from the shared random states, so nothing has to be stopped or put back; only its warnings are dropped.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _outcome(program, args)


def _outcome(function: Callable[..., Any], args: Sequence[Any]) -> Outcome:
    given = [_copied(a) for a in args]
    try:
        returned, value = _invoke(function, given)
    except OutOfTime:
        raise
    except Unreadable as unreadable:
        return Outcome(failure=f"函数返回的东西读不懂：{unreadable}", kind="unreadable")
    except RecursionError:
        return Outcome(failure="函数一直在调用自己，停不下来（递归太深）。检查递归的出口。", kind="error")
    except MemoryError:
        return Outcome(failure="函数要的内存太多。检查有没有建出过大的数组。", kind="error")
    except KeyboardInterrupt:
        return Outcome(failure="算到一半被中断了，这次没有结果。再运行一次这一格就行。", kind="error")
    except (SystemExit, GeneratorExit) as stop:
        return Outcome(
            failure=f"函数里有退出程序的语句（{type(stop).__name__}），请删掉，用 return 返回结果。", kind="error"
        )
    except BaseException as error:
        return Outcome(failure=_describe(error, function), kind="error")
    mutated = any(_changed(after, before) for after, before in zip(given, args, strict=True))
    if returned is None:
        return Outcome(
            failure="函数没有返回任何东西（None）。最后一行是不是少了 return？", kind="nothing", mutated=mutated
        )
    return Outcome(value=value, mutated=mutated)


def attempt(action: Callable[[], object], seconds: float) -> BaseException | None:
    """Run something for at most `seconds`, silently, and return what it raised. Random states stay as it leaves them."""
    try:
        with quiet(put_back=False), _deadline(seconds):
            _invoke(action, [])
    except BaseException as error:
        return error
    return None


def _invoke(function: Callable[..., Any], given: list[Any]) -> tuple[Any, Encoded]:
    """Call and encode: the one frame inside which the time limit may strike."""
    returned = function(*given)
    return returned, encode(returned)


_ATOMS = (float, int, str, bool, type(None))
_PLAIN = (float, int, str, list, tuple, dict)


def _copied(value: Any) -> Any:
    """Do what `copy.deepcopy` does, quickly where it is plain data: a case is a tree of numbers and texts, or a table."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is list or kind is tuple:
        return kind(map(_copied, value))
    if kind is dict:
        return {key: _copied(inner) for key, inner in value.items()}
    return copy.deepcopy(value)


def _changed(after: Any, before: Any) -> bool:
    """Tell whether an argument is another one after the call, by its canonical form; where `==` can tell, that is quicker."""
    with contextlib.suppress(Exception):  # of arrays in a list, `==` gives no single answer
        if type(after) in _PLAIN and type(before) is type(after) and after == before:
            return False
    return bool(_try_encode(after) != _try_encode(before))


def _try_encode(value: Any) -> Any:
    try:
        return encode(value)
    except Exception:  # also whatever an object of the learner's own class raises
        return None


_EXPLAINED = {
    "ZeroDivisionError": "除数是零",
    "NameError": "用到了没有定义的名字",
    "KeyError": "用到了不存在的键或列名",
    "IndexError": "下标超出了范围",
    "TypeError": "类型不对，或参数个数不对",
    "ValueError": "值不合要求",
    "AttributeError": "对象没有这个属性或方法",
    "StopIteration": "迭代器已经空了",
    "ModuleNotFoundError": "没有这个模块",
}


def _describe(error: BaseException, function: Callable[..., Any]) -> str:
    """Say in a sentence what was raised and in which line of the learner's own function."""
    try:
        text = " ".join(str(error).split())[:160]
    except BaseException:  # its __str__ is the learner's
        text = ""
    code = getattr(function, "__code__", None)
    line = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if code is not None and frame.filename == code.co_filename and frame.lineno is not None:
            line = f"第 {frame.lineno - code.co_firstlineno + 1} 行"
    name = type(error).__name__
    meaning = f"（{_EXPLAINED[name]}）" if name in _EXPLAINED else ""
    return f"函数{line}出错：{name}{meaning}" + (f"：{text}" if text else "") + "。"


class _Dropped(io.TextIOBase):
    """Takes everything that is printed and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


def _no_input(*_: object) -> str:
    raise ValueError("答案里不要用 input()，数据都从参数来")


def _no_exit(*_: object) -> None:
    raise SystemExit


@contextlib.contextmanager
def quiet(*, put_back: bool = True) -> Iterator[None]:
    """Drop output and warnings, refuse `input` and every way out, and put random and NumPy states back afterwards."""
    numpy = sys.modules.get("numpy") if put_back else None
    random = sys.modules.get("random") if put_back else None
    states = (random.getstate() if random else None, numpy.random.get_state() if numpy else None)
    errors = numpy.geterr() if numpy else {}
    # IPython's `exit()` raises nothing: it asks the shell to end, and the kernel would be gone after this cell.
    shell = IPython.get_ipython() if (IPython := sys.modules.get("IPython")) else None
    replaced = [(builtins, "input", builtins.input), (os, "_exit", os._exit), (os, "abort", os.abort)]
    if shell is not None:
        replaced.append((shell, "ask_exit", shell.ask_exit))
    for owner, name, _ in replaced:
        setattr(owner, name, _no_input if name == "input" else _no_exit)
    try:
        with contextlib.redirect_stdout(_Dropped()), contextlib.redirect_stderr(_Dropped()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for owner, name, kept in replaced:
            setattr(owner, name, kept)
        if random:
            random.setstate(states[0])
        if numpy:
            numpy.random.set_state(states[1])
            numpy.seterr(**errors)


@contextlib.contextmanager
def _deadline(seconds: float, busy_seconds: float = 0.0) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
    elif hasattr(signal, "setitimer") and sys.platform != "emscripten":
        with _signal_deadline(seconds, busy_seconds):
            yield
    elif sys.platform == "emscripten":
        with _trace_deadline(seconds):
            yield
    else:
        with _thread_deadline(seconds):
            yield


def _frames_inside_the_call(frame: FrameType | None) -> list[FrameType] | None:
    """Return the frames below `_invoke`, innermost first, or None if `frame` is not inside of it."""
    inside = []
    while frame is not None and frame.f_code is not _invoke.__code__:
        inside.append(frame)
        frame = frame.f_back
    return None if frame is None else inside


class _Alarm:
    """Raises OutOfTime in the running answer, and again at every later ring until the call is left.

    An answer may swallow the exception (a bare `except:` in a loop). From the second ring on, the frames of the answer are
    traced as well, so that the line after the swallowing `except:` raises anew and the loop is left.
    """

    def __init__(self) -> None:
        self.on = True
        self.rings = 0

    def ring(self, number: int, frame: FrameType | None) -> None:
        if not self.on:
            return
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        inside = _frames_inside_the_call(frame)
        if inside is None:
            # The call has just been left, and an exception now would hit the code that switches the alarm off.
            return
        self.rings += 1
        if self.rings > 1:
            for answering in inside:
                answering.f_trace = self.trace
            sys.settrace(self.trace)
        raise OutOfTime

    def trace(self, frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        if not self.on or event == "call":
            return None
        if event == "line":
            raise OutOfTime
        return self.trace


@contextlib.contextmanager
def _signal_deadline(seconds: float, busy_seconds: float) -> Iterator[None]:
    alarm, tracer = _Alarm(), sys.gettrace()
    timers = [(signal.ITIMER_REAL, signal.SIGALRM, seconds)]
    if busy_seconds:
        timers.append((signal.ITIMER_PROF, signal.SIGPROF, busy_seconds))
    before = [(signal.signal(number, alarm.ring), signal.setitimer(timer, after)[0]) for timer, number, after in timers]
    started = time.monotonic()
    try:
        yield
    finally:
        alarm.on = False
        for (timer, number, _), (handler, left) in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
            if left:
                # Somebody else's timer (a test runner's) was running: let it ring when it would have.
                signal.setitimer(timer, max(left - (time.monotonic() - started), 0.001))
        if alarm.rings > 1:
            sys.settrace(tracer)


@contextlib.contextmanager
def _thread_deadline(seconds: float) -> Iterator[None]:
    main = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()

    def wait() -> None:
        if not done.wait(seconds):
            while not done.wait(0.05):
                if _frames_inside_the_call(sys._current_frames().get(threading.main_thread().ident or 0)) is not None:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(main, ctypes.py_object(OutOfTime))

    watcher = threading.Thread(target=wait, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        while not done.is_set() or watcher.is_alive():
            # An exception that was on its way when the call was left may arrive here.
            with contextlib.suppress(OutOfTime):
                done.set()
                watcher.join()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(main, None)


@contextlib.contextmanager
def _trace_deadline(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        if time.monotonic() > end and _frames_inside_the_call(frame) is not None:
            raise OutOfTime
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)
