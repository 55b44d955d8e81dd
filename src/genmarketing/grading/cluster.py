"""The same task on the machines of a Dask cluster: notebooks go there, records come back, nothing else is shared."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Any, Self

import distributed
from distributed import Client, KilledWorker

from genmarketing.course.failure import CourseError
from genmarketing.grading.bubblewrap import NoSandbox
from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.edition import version_of
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.record import Record
from genmarketing.grading.submissions import Submission, unread
from genmarketing.theme import theme

AHEAD = 2
"""Submissions that are on their way for each thread of the cluster; more would only hold more notebooks in memory."""

REACHED = 10.0
"""Seconds to reach the scheduler."""

DESERTED = 60.0
"""Seconds without a single worker until a run is given up; the next one goes on."""


Sent = Any
"""A future of a record; distributed has no types."""

_wait: Any = distributed.wait


class ClusterError(CourseError):
    """The cluster cannot be reached or used; the text is a Chinese sentence that says what to do."""


class Cluster:
    """A cluster that grades. Use it as a context.

    Args:
        address: of the scheduler, as `tcp://10.0.0.1:8786`.
        settings: the class.
        limits: what each submission may use.

    Raises:
        ClusterError: it cannot be reached.
    """

    def __init__(self, address: str, settings: ClassSettings, limits: Limits) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._settings = settings
        self._limits = limits
        try:
            client: Any = Client
            self._client = client(address, timeout=REACHED, set_as_default=False)
        except (OSError, ValueError, TypeError):
            raise ClusterError(
                f"连不上 Dask 集群 {address}。请核对地址和端口（调度器启动时会打印），再看网络通不通。"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def records(self, submissions: Iterable[Submission]) -> Iterator[Record]:
        """Give the record of each submission, in the order in which they are done.

        A submission whose worker dies is sent to another one.

        Raises:
            NoSandbox: a worker's machine has none.
            ClusterError: there are no workers, they or the scheduler are gone, or one has another edition of the questions.
        """
        listed = list(submissions)
        expected = editions(sorted({each.theme for each in listed}))
        self._check(expected)
        waiting = iter(listed)
        sent: dict[Sent, Submission] = {}
        while True:
            room = AHEAD * max(sum(self._client.nthreads().values()), 1) - len(sent)
            for each in islice(waiting, max(room, 0)):
                try:
                    sent[self._sent(each)] = each
                except OSError as error:
                    yield unread(each, f"文件读不出来：{error.strerror or error}。")
            if not sent:
                return
            for future in self._finished(sent):
                yield _record(future, sent.pop(future), expected)

    def _sent(self, submission: Submission) -> Sent:
        from genmarketing.grading.task import Task, grade_whatever

        task = Task(
            submission.student,
            submission.theme,
            submission.origin,
            submission.read(),
            submission.flags,
            self._settings,
            self._limits,
            submission.platform_id,
        )
        return self._client.submit(grade_whatever, task, pure=False)

    def _finished(self, sent: Iterable[Sent]) -> set[Sent]:
        """Return what is done; wait for it as long as there is somebody who does it."""
        seen = time.monotonic()
        while True:
            with suppress(TimeoutError), self._client.as_current():
                return set(_wait(list(sent), timeout=1, return_when="FIRST_COMPLETED").done)
            if self._client.status != "running":
                raise ClusterError("与 Dask 集群的连接断了。批完的都存好了，等集群恢复再运行一次，会接着批。")
            if self._client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > DESERTED:
                raise ClusterError("Dask 集群上一个工作进程也没有了。批完的都存好了，等集群恢复再运行一次，会接着批。")

    def _check(self, expected: Mapping[str, str]) -> None:
        """Refuse a cluster that would grade by other questions than this machine."""
        try:
            self._client.wait_for_workers(1, timeout=REACHED)
        except TimeoutError:
            raise ClusterError("Dask 集群上没有工作进程。请先在每台机器上运行 dask worker，再运行这条命令。") from None
        found: dict[str, Any] = self._client.run(editions, sorted(expected), on_error="return")
        for who, of_worker in found.items():
            if isinstance(of_worker, ModuleNotFoundError):
                raise ClusterError(f"集群的 {who} 上没有装这门课。请在每台机器上装好 genmarketing[grade]，再运行一次。")
            if of_worker != expected:
                raise ClusterError(_DIFFERENT.format(who=f"集群的 {who} "))


_DIFFERENT = (
    "{who}上的课程与这台机器上的版本不同，批出来会不一样，没有批。请在每台机器上装同一个版本，再运行一次，会接着批。"
)


def _record(future: Sent, submission: Submission, expected: Mapping[str, str]) -> Record:
    if future.cancelled():
        raise ClusterError("与 Dask 集群的连接断了。批完的都存好了，等集群恢复再运行一次，会接着批。")
    error = future.exception()
    if isinstance(error, NoSandbox):
        raise NoSandbox(f"集群的机器上：{error}")
    if isinstance(error, KilledWorker):
        return unread(submission, "批改这一份时，集群的工作进程一再结束，没有批成。请单独再批一次，或打开文件看看。")
    if error is not None:
        raise ClusterError(
            f"集群没有批成（{type(error).__name__}：{error}）。请在每台机器上装同一个版本的课程，再运行一次。"
        )
    record: Record = future.result()
    if record.version and record.version != expected[record.theme]:
        raise ClusterError(_DIFFERENT.format(who="新加入的工作进程"))
    return record


def editions(names: Iterable[str]) -> dict[str, str]:
    """Return the editions of some themes' questions as the machine has them on which this is called."""
    return {name: version_of(theme(name)) for name in names}
