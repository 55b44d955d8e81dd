"""Made facts about made brands, and how often each is stated in a made corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd

SEED = 20260202
BRANDS = 120
STATEMENTS = 1000
"""Sentences in the corpus: the sum of the column `mentions`."""

ATTRIBUTES = {
    "总部": "成都 杭州 长沙 青岛 厦门 武汉 苏州 昆明 西安 南京 大连 福州 合肥 贵阳 郑州 "
    "济南 宁波 无锡 珠海 温州 泉州 烟台 洛阳 桂林 海口 扬州 绍兴 绵阳 兰州 银川",
    "成立年份": " ".join(str(year) for year in sorted(range(1994, 2024), key=lambda year: abs(year - 2014))),
    "招牌产品": "柚子茶 燕麦饼 绿豆糕 竹纤维毛巾 香薰蜡烛 冻干咖啡 羊毛袜 保温杯 山楂条 帆布包 儿童牙膏 护手霜 折叠伞 "
    "米粉 豆乳 桂花酒 洗衣凝珠 颈枕 笔记本 藜麦脆 电动牙刷 猫砂 蓝莓干 瑜伽垫 晾衣架 花生酱 防晒衣 台灯 热敷贴 酸梅汤",
    "吉祥物": "白鹭 刺猬 水獭 松鼠 白鲸 狐狸 猫头鹰 企鹅 羊驼 河马 海豹 浣熊 蜗牛 孔雀 骆驼 "
    "章鱼 鹦鹉 青蛙 麋鹿 树懒 斑马 仓鼠 乌龟 火烈鸟 蜜蜂 海马 豪猪 丹顶鹤 袋鼠 土拨鼠",
    "主色": "靛青 朱红 鹅黄 月白 松绿 藕粉 绛紫 杏黄 天青 墨黑 橘红 湖蓝 米白 豆绿 桃红 "
    "烟灰 琥珀 雪青 赭石 银灰 薄荷绿 珊瑚红 藏蓝 麦黄 玫红 橄榄绿 奶白 群青 茶褐 石榴红",
}
"""Attribute -> its thirty possible values, the usual ones first."""

_FIRST = "鲸砚栗汀鹿苔雁柿蓼沅霁枳萤鲤樟鹤笋蒲榆鹭"
_SECOND = "麦桃纸舟芽灯篱绒盐弦豆帆瓦铃糖茧陶杏絮砂"
_LAST = "坊社记铺局所舍堂"


def generate() -> pd.DataFrame:
    """Return one row for each brand and attribute.

    A brand's fame falls with its rank (Zipf, exponent 1); each of its facts is stated more or less often by chance. Values are
    drawn with weights rank^-0.7, so that some are usual. Mentions are one multinomial draw of `STATEMENTS` sentences: about
    half of the facts are never stated.
    """
    rng = np.random.default_rng(SEED)
    stems = [first + second for first in _FIRST for second in _SECOND]
    chosen = rng.choice(len(stems), BRANDS, replace=False)
    brands = [stems[place] + rng.choice(list(_LAST)) for place in chosen]
    fame = rng.permutation(1 / np.arange(1, BRANDS + 1))
    weights = fame[:, None] * np.exp(rng.normal(0, 0.8, (BRANDS, len(ATTRIBUTES))))
    mentions = rng.multinomial(STATEMENTS, (weights / weights.sum()).ravel())
    columns = []
    for values in ATTRIBUTES.values():
        known = values.split()
        usual = np.arange(1, len(known) + 1) ** -0.7
        columns.append([known[place] for place in rng.choice(len(known), BRANDS, p=usual / usual.sum())])
    return pd.DataFrame(
        {
            "fact": [f"F{number:03d}" for number in range(1, len(mentions) + 1)],
            "brand": np.repeat(brands, len(ATTRIBUTES)),
            "attribute": list(ATTRIBUTES) * BRANDS,
            "value": [value for row in zip(*columns, strict=True) for value in row],
            "mentions": mentions,
        }
    )
