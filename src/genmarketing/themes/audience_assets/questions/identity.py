"""The question on one membership over all channels: which rows of a dirty export are the same person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Rows = list[tuple[str, str]]


def one_person(rows: list[tuple[str, str]]) -> list[int]:
    """每一行属于谁：写下同一个人最早出现的行号（从 0 起）。"""
    import re
    import unicodedata

    def plain(member: str, phone: str) -> list[tuple[str, str]]:
        member = unicodedata.normalize("NFKC", member).strip().upper()
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))[-11:]  # 国家码在前，只留后 11 位
        return [(kind, text) for kind, text in (("member", member), ("phone", digits)) if text]

    keys = [plain(member, phone) for member, phone in rows]
    person = list(range(len(rows)))
    changed = True
    while changed:  # 一遍遍传下去，直到没有人再归并
        changed = False
        earliest: dict[tuple[str, str], int] = {}
        for at, found in enumerate(keys):
            for key in found:
                earliest[key] = min(earliest.get(key, person[at]), person[at])
        for at, found in enumerate(keys):
            smallest = min([person[at], *(earliest[key] for key in found)])
            changed = changed or smallest < person[at]
            person[at] = smallest
    return person


def _plain_member(member: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", member).strip().upper()


def _plain_phone(phone: str) -> str:
    import re
    import unicodedata

    return re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))[-11:]


def _merged(keys: list[list[object]]) -> list[int]:
    """Give rows that share a key, directly or through others, the number of the earliest."""
    person = list(range(len(keys)))
    for _ in keys:
        first: dict[object, int] = {}
        for at, found in enumerate(keys):
            for key in found:
                first[key] = min(first.get(key, person[at]), person[at])
        person = [min([person[at], *(first[key] for key in found)]) for at, found in enumerate(keys)]
    return person


def _by(read: Callable[[str, str], list[object]]) -> Callable[[Rows], list[int]]:
    return lambda rows: _merged([read(member, phone) for member, phone in rows])


def _written(member: str, phone: str) -> list[object]:
    return [key for key in (("m", member), ("p", phone)) if key[1]]


def _phone_alone(member: str, phone: str) -> list[object]:
    return [plain] if (plain := _plain_phone(phone)) else []


def _blanks_match(member: str, phone: str) -> list[object]:
    return [("m", _plain_member(member)), ("p", _plain_phone(phone))]


def _both_must_match(member: str, phone: str) -> list[object]:
    return [(_plain_member(member), _plain_phone(phone))]


def _country_code_kept(member: str, phone: str) -> list[object]:
    import re
    import unicodedata

    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return [key for key in (("m", _plain_member(member)), ("p", digits)) if key[1]]


def _one_step_only(rows: Rows) -> list[int]:
    known: dict[tuple[str, str], int] = {}
    person = []
    for at, (member, phone) in enumerate(rows):
        keys = [k for k in (("m", _plain_member(member)), ("p", _plain_phone(phone))) if k[1]]
        mine = min([known[key] for key in keys if key in known], default=at)
        person.append(mine)
        for key in keys:
            known.setdefault(key, mine)
    return person


def _numbered_in_order(rows: Rows) -> list[int]:
    found = one_person(rows)
    order = list(dict.fromkeys(found))
    return [order.index(person) for person in found]


def _counted_from_one(rows: Rows) -> list[int]:
    return [person + 1 for person in one_person(rows)]


def _person_cases(rng: np.random.Generator) -> list[Case]:
    used: set[str] = set()

    def new(make: Callable[[], str]) -> str:
        while (text := make()) in used:
            pass
        used.add(text)
        return text

    def member() -> str:
        return new(lambda: f"C{int(rng.integers(1000, 9999))}")

    def phone() -> str:
        return new(lambda: f"12{int(rng.integers(0, 10**9)):09d}")

    def spelled(number: str) -> list[str]:
        wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        grouped = (number[:3], number[3:7], number[7:])
        return [number, " ".join(grouped), "-".join(grouped), wide]

    a, b, c, d, e, f = (member() for _ in range(6))
    p, q, r, s, t, u = (phone() for _ in range(6))
    ways = [spelled(p)[int(at)] for at in rng.permutation(4)]
    spellings: Rows = [(a, ways[0]), ("", ways[1]), (b, q), ("", ways[2]), (b.lower(), ""), (f" {a.lower()}", ways[3])]
    chain: Rows = [(c, ""), ("", r), (d, s), (c, r), ("", t), (d, t), (e, "")]
    late: Rows = [("", p), ("", q), (a, q), (b, ""), (a, p)]
    blanks: Rows = [(a, ""), ("", p), ("", ""), (b, ""), ("", q), ("", ""), (b, q)]
    codes: Rows = [
        (e, u),
        ("", f"+86 {u}"),
        (f, f"0086{spelled(u)[3]}"),
        ("", f"+86-{'-'.join((s[:3], s[3:7], s[7:]))}"),
        (c, s),
    ]
    return [
        Case("写法不同", (spellings,)),
        Case("隔着别的行相连", (chain,)),
        Case("隔着别的行相连", (late,)),
        Case("空着的栏", (blanks,)),
        Case("带国家码的号码", (codes,)),
    ]


ONE_PERSON = FunctionQuestion(
    name="one_person",
    title="几台收银机，其实是一个人",
    points=8,
    minutes=12,
    concepts=("K093", "K100", "K101"),
    prompt="""
门店、小程序和外卖各记各的，合到一张表里，同一个人成了好几个。写一个函数，认出哪些行是同一个人。

**输入** `rows`：若干个 `(会员号, 手机号)`，都是文字，照导出的样子：

- 会员号可能大小写不一、前后有空格、有全角字符；手机号可能有空格、横线、全角数字，前面可能带 `+86` 或 `0086`。本机号码都是 11 位；
- 两栏都可能是空文字 `""`。

**规则** 统一写法之后，会员号相同**或**手机号相同的两行，是同一个人；甲与乙相同、乙与丙相同，甲与丙也是。**空着的栏不算相同**；两栏都空的行，各是各的。

**输出** 与 `rows` 一样长的整数列表：每一行写下**同一个人最早出现的行号**（从 0 数起）。

**可以手算的例子**（号码是虚构的）

| 行 | 会员号 | 手机号 |
|---|---|---|
| 0 | `"C12"` | `""` |
| 1 | `""` | `"120 0000 0001"` |
| 2 | `"C34"` | `""` |
| 3 | `" c12"` | `"+86 12000000001"` |

第 3 行与第 0 行会员号相同，与第 1 行手机号相同，于是 0、1、3 是一个人。返回 `[0, 0, 2, 0]`。
""",
    starter='''def one_person(rows):
    """返回每一行所属的人最早出现的行号。"""
    ...''',
    hints=(
        '先只做一件事：写一个把手机号统一成 11 位数字的小函数，用例子里的两个号码试。全角转半角用 `unicodedata.normalize("NFKC", text)`。',
        '每一行得到至多两把钥匙：("会员", …)、("手机", …)，空的不要。先令 `person = list(range(len(rows)))`，再让有同一把钥匙的行都取其中最小的号。',
        "走一遍不够：第 3 行到场之前，第 0、1 行还不知道彼此是一个人。反复走，直到一遍下来什么都没有变。",
    ),
    explanation=(
        "写法不统一，一个人会被数成三个，复购率就凭空低了一截；所以先认人，再谈复购。"
        "一个账号连起所有渠道，要的正是这一步。真实的号码是个人信息，打通之前先有告知与同意或别的合法依据；"
        "把号码换成散列值只是去标识化，多半还认得出人，不能当作匿名。"
    ),
    teaching=(
        "约 12 分钟。先请学生手工认例子里的四行，再问第 0、1 两行凭什么是一个人：凭第 3 行。"
        "常见错误是把空着的栏当成相同，全店不留号码的人于是并成一个「超级顾客」；其次是只走一遍。"
        "追问：一家人共用一个手机号，规则会怎样？换了号码的人呢？后一种可以拿 `coffee_orders_dirty` 去试，那里有钥匙可以对。个人信息的讨论点到为止，个案请问法务。"
    ),
    reference=one_person,
    checks=(
        Check("写法不同", 0.3, "同一个号码、不同写法，没有认出来：大小写、空格、横线、全角数字，都要先统一。"),
        Check(
            "隔着别的行相连", 0.3, "两行没有共同的号码、靠别的行连起来时不对：后来的一行可能把先前的两个人并成一个。"
        ),
        Check("空着的栏", 0.2, "有空着的栏时不对：空不等于空，两栏都空的行各是各的。"),
        Check("带国家码的号码", 0.2, "带 `+86` 或 `0086` 的号码没有认出来：本机号码是后 11 位。"),
    ),
    cases=_person_cases,
    misconceptions=(
        Misconception(
            "as_written",
            "你拿写法原样去比。全角的「１」与半角的「1」、大写与小写，在机器眼里是不同的字；先统一写法，再比。",
            _by(_written),
        ),
        Misconception(
            "phone_alone",
            "你只看了手机号。没有留号码、只报了会员号的行，因此认不出来；两把钥匙，对上一把就够。",
            _by(_phone_alone),
        ),
        Misconception(
            "blanks_match",
            "你把空着的栏当成了相同，于是没留号码的人全并成了一个。不知道与相同是两回事，空的不作钥匙。",
            _by(_blanks_match),
        ),
        Misconception(
            "both_must_match",
            "你要两栏都相同才算一个人。各渠道本来就只记了其中一栏，题目说的是「或」。",
            _by(_both_must_match),
        ),
        Misconception(
            "country_code_kept",
            "你留着国家码，带 `+86` 的与不带的就成了两个号码。去掉它，只比本机的 11 位。",
            _by(_country_code_kept),
        ),
        Misconception(
            "numbered_in_order",
            "人认对了，写法不合：你给每个人按次序编了号。题目要的是他最早出现的行号，中间会有跳过的数。",
            _numbered_in_order,
        ),
        Misconception("counted_from_one", "人认对了，行号从 0 数起，你是从 1 数的。", _counted_from_one),
        Misconception(
            "one_pass_only",
            "你从上到下只走了一遍。后来的一行会把先前的两个人连成一个，前面写下的号也要跟着改。",
            _one_step_only,
        ),
    ),
)
