"""`coffee_orders_dirty.csv`: one quarter of a few shops as the tills exported it, dirt and all.

The order numbers are those of `coffee_orders.csv`, which is therefore the key: what each row should say stands there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.themes.audience_assets.generators.coffee_orders import generate as clean_orders

SEED = 20_250_402
QUARTER = ("2024-10-01", "2024-12-31")
STORES = ("老街", "新区")
PEOPLE = 420
"""Customers in the extract, drawn from those who bought in these shops in the quarter."""

REPEATED, REFUNDED, WRONG_DATES, CHANGED_PHONE = 90, 45, 36, 60
"""Rows exported twice; orders paid back; rows with an impossible date; people who changed their phone number in the quarter."""

_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_STORE_SPELLINGS = {"老街": ("老街", "老街店", "老 街"), "新区": ("新区", "新区店", "新區")}
_WRONG_DATES = ("2024-11-31", "2024-13-02", "2042-11-08", "1970-01-01", "")


def generate() -> pd.DataFrame:
    """Return the rows, all text but the running number: row, order_no, member_no, phone, date, store, amount."""
    rng = np.random.default_rng(SEED)
    orders = _extract(rng)
    phones = _phones(rng, orders["customer_id"].unique())
    changed = set(rng.choice(sorted(phones), CHANGED_PHONE, replace=False))
    rows = [
        {
            "order_no": str(order),
            "member_no": member,
            "phone": phones[member][int(member in changed and date >= "2024-11-15")],
            "date": date,
            "store": store,
            "amount": f"{amount:.1f}",
        }
        for order, member, date, store, amount in zip(
            *(orders[c].tolist() for c in ("order_id", "customer_id", "date", "store", "amount")), strict=True
        )
    ]
    refunded = rng.choice(len(rows), REFUNDED, replace=False)
    rows += [rows[at] | {"amount": "-" + rows[at]["amount"]} for at in refunded]
    for at in rng.choice(len(orders), WRONG_DATES, replace=False):
        rows[at] = rows[at] | {"date": str(rng.choice(_WRONG_DATES))}
    repeated = [rows[at] for at in rng.choice(len(rows), REPEATED, replace=False)]
    exported = [_as_exported(rng, row) for row in [*rows, *repeated]]
    shuffled = [exported[at] for at in rng.permutation(len(exported))]
    table = pd.DataFrame(shuffled)
    table.insert(0, "row", np.arange(1, len(table) + 1))
    return table


def _extract(rng: np.random.Generator) -> pd.DataFrame:
    orders = clean_orders()
    here = orders[orders["date"].between(*QUARTER) & orders["store"].isin(STORES)]
    people = rng.choice(here["customer_id"].unique(), PEOPLE, replace=False)
    return here[here["customer_id"].isin(people)]


def _phones(rng: np.random.Generator, people: np.ndarray) -> dict[str, tuple[str, str]]:
    """Return an old and a new number for each; they begin with 12, as no Chinese mobile number does, and none occurs twice."""
    tails = rng.choice(10**9, 2 * len(people), replace=False)
    numbers = [f"12{tail:09d}" for tail in tails]
    return dict(zip(people.tolist(), zip(numbers[::2], numbers[1::2], strict=True), strict=True))


def _as_exported(rng: np.random.Generator, row: dict[str, str]) -> dict[str, str]:
    """Return a row as some till wrote it; of member number and phone at most one is lost."""
    lost = rng.choice(["", "member_no", "phone"], p=[0.45, 0.35, 0.2])
    phone, year_month_day = row["phone"], row["date"].split("-")
    spelled = {
        "order_no": str(rng.choice([row["order_no"], row["order_no"].translate(_FULL_WIDTH)], p=[0.9, 0.1])),
        "member_no": str(rng.choice([row["member_no"], row["member_no"].lower()], p=[0.8, 0.2])),
        "phone": str(
            rng.choice(
                [
                    phone,
                    f"{phone[:3]} {phone[3:7]} {phone[7:]}",
                    f"{phone[:3]}-{phone[3:7]}-{phone[7:]}",
                    f"+86 {phone}",
                    phone.translate(_FULL_WIDTH),
                ],
                p=[0.5, 0.15, 0.1, 0.15, 0.1],
            )
        ),
        "date": str(rng.choice([row["date"], "/".join(year_month_day), "".join(year_month_day)], p=[0.6, 0.25, 0.15])),
        "store": str(rng.choice(_STORE_SPELLINGS[row["store"]], p=[0.75, 0.15, 0.1])),
        "amount": str(
            rng.choice([row["amount"], f"¥{row['amount']}", row["amount"].translate(_FULL_WIDTH)], p=[0.8, 0.12, 0.08])
        ),
    }
    return spelled | ({str(lost): ""} if lost else {})
