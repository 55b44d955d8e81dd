"""`products.csv`: thirty-six fictional bags whose attributes differ enough for a dialogue to find the one that fits."""

from __future__ import annotations

from itertools import product as combinations

import numpy as np
import pandas as pd

from genmarketing.themes.gen_vs_digital.generators.bag_shop import ANSWERS, TASTES

_NAMES = (
    "晨雾 石阶 渡口 竹影 山雀 南坡 溪谷 青瓦 松针 长亭 云梯 野径 白鹭 砂岩 麦浪 小满 远帆 空谷 "
    "落日 夜航 浅滩 火棘 飞檐 北岸 木栈 星野 驿站 橘洲 寒露 沙丘 风铃 高原 廊桥 榆钱 冰川 夏至"
)
_CARRY = {"通勤": ("双肩", "单肩"), "徒步": ("双肩",), "旅行": ("双肩", "拉杆"), "校园": ("双肩",)}
_LAPTOP = {
    "通勤": ("放电脑", "不放电脑"),
    "徒步": ("不放电脑",),
    "旅行": ("放电脑", "不放电脑"),
    "校园": ("放电脑", "不放电脑"),
}
_SIZES = {"通勤": ("小", "中"), "徒步": ("小", "中", "大"), "旅行": ("中", "大"), "校园": ("小", "中", "大")}
_EACH = 9


def generate() -> pd.DataFrame:
    """Return the bags, one a row; no two agree in everything that can be asked."""
    rng = np.random.default_rng(301)
    rows: list[tuple[str, ...]] = []
    for scene in ANSWERS["scene"]:
        kinds = list(combinations(_CARRY[scene], _SIZES[scene], _LAPTOP[scene], ANSWERS["waterproof"], ANSWERS["look"]))
        chosen = sorted(rng.choice(len(kinds), _EACH, replace=False))
        rows.extend((scene, *kinds[n]) for n in chosen)
    table = pd.DataFrame(rows, columns=["scene", "carry", "size", "laptop", "waterproof", "look"])
    size = table["size"].map({"小": 0, "中": 1, "大": 2}).to_numpy()
    waterproof = (table["waterproof"] == "防水").to_numpy()
    price = 179 + 90 * size + 110 * waterproof + 120 * (table["carry"] == "拉杆") + 10 * rng.integers(0, 12, len(table))
    table["budget"] = np.select([price < 300, price <= 500], ANSWERS["budget"][:2], ANSWERS["budget"][2])
    table["returns"] = ANSWERS["returns"][0]
    table["price"] = price.astype(int)
    plain = table["look"].map({"素净": 1.2, "复古": 0.0, "鲜亮": -1.2}).to_numpy()
    for taste, middle in zip(TASTES, (1.1 - 1.1 * size, plain, 1.8 * waterproof - 0.9), strict=True):
        table[taste] = np.round(middle + rng.normal(0.0, 0.5, len(table)), 2)
    table.insert(0, "product_id", [f"P{n:02d}" for n in range(1, len(table) + 1)])
    table.insert(1, "name", [f"山岚·{name}" for name in _NAMES.split()])
    return table
