"""Cards to sort: which form of content serves which aim, and what of the sources may be written."""

from __future__ import annotations

from genmarketing.data import claim, published
from genmarketing.ui import Item, Sorter

THEME = "genz_content"

FORMS = (("drama", "短剧"), ("podcast", "播客"), ("live", "直播"), ("collectible", "数字藏品"))


def form_sorter() -> Sorter:
    """Six tasks, each for one of four forms."""
    items = [
        Item(
            "deep",
            "把一条护肤成分的道理讲透，听众慢慢攒，三年以后还有人搜来听",
            "podcast",
            "播客讲得透，旧节目还在架上被人找到，像种树。",
            hints={"live": "直播停了就散，三年以后没有人再看。", "drama": "短剧讲情绪，讲不透一条成分。"},
        ),
        Item(
            "clear",
            "周末两小时清掉一批临期零食，一边答问题一边卖",
            "live",
            "直播此刻有人、此刻能答、此刻能买。",
            hints={"podcast": "播客攒得慢，周末等不及。", "collectible": "藏品引来的是图新鲜的人，清不了零食。"},
        ),
        Item(
            "feel",
            "让人跟着主角心疼一次，顺带记住一把伞的牌子",
            "drama",
            "短剧强在入戏；露出放在人已入戏、还没走散的那几集。",
            hints={"live": "直播也热闹，可是没有故事带着走。"},
        ),
        Item(
            "gift",
            "新手机首批下单的人，送一份编了号的电子纪念",
            "collectible",
            "藏品的用处之一：带着实物走，写清份数和概率。",
            hints={"drama": "短剧送不出编了号的东西。"},
        ),
        Item(
            "train",
            "总部给三百家门店的店员讲新品，当场抽人回答",
            "live",
            "直播不只带货，也能对内培训；要的是当场问、当场答。",
            hints={"podcast": "播客可以重听，不能当场抽人回答。"},
        ),
        Item(
            "habit",
            "让二十来万通勤的人，每周四早上都听见你",
            "podcast",
            "定期更新养成习惯，听的人是自己找来的。",
            hints={"live": "早高峰挤在地铁里，看不了直播，听得了播客。"},
        ),
    ]
    return Sorter(
        title="哪件事，交给哪种形式",
        alt="六张卡片，分到短剧、播客、直播、数字藏品四栏；对过以后，每张卡片说为什么。",
        question="每张卡片放进最合适的一栏。",
        items=items,
        bins=FORMS,
        key="form_sorter",
        theme=THEME,
    )


def usable_claims() -> Sorter:
    """Eight sentences from the checks: to be written, to be mended, or not to be written."""
    drama, film = published("short_drama_forecast_2024").printed, published("box_office_forecast_2024").printed
    items = [
        Item(
            "drama_film",
            f"《中国微短剧行业发展白皮书（2024）》预估当年市场 {drama} 亿元，高于当时对内地票房的预计 {film} 亿元",
            "write",
            "同一年、同是预估、都是市场规模，出处写得出。",
            hints={"mend": "年份、预估和出处都在，不用再改。"},
        ),
        Item(
            "drama_tv",
            "短剧规模已逼近直播电视的投放",
            "drop",
            "一边是用户付的钱加广告，一边是广告主花的钱，单位对不上。",
            hints={"write": "两个数量的不是同一种钱。", "mend": "没有可比的电视数，改不出来。"},
        ),
        Item(
            "kos",
            "KOS 是关键意见员工",
            "mend",
            "写成「关键意见销售（Key Opinion Sales）」就对了。",
            hints={"write": "S 是 Sales；员工只是常见的身份。", "drop": "改一个词就能用。"},
        ),
        Item(
            "brandz",
            "全球百大品牌缩水两成，因为大家太看重短期效果",
            "mend",
            "数是真的，原因按凯度写：宏观环境与科技股回调，且仍比 2019 年高 47%。",
            hints={"write": "两成属实，「因为」没有根据。", "drop": "数可以用，去掉因果就行。"},
        ),
        Item(
            "beeple",
            f"Beeple 的一件 NFT 作品在佳士得拍出约 {claim('ZH-077').figure} 万美元",
            "write",
            "拍卖行的公告就是这个数。",
            hints={"drop": "这一条查得到原始公告。"},
        ),
        Item(
            "nft_sales",
            "2022 年一季度 NFT 交易 1.16 亿笔",
            "drop",
            "同一机构的全年数才约 1.01 亿件，一个季度不会更多。",
            hints={"write": "一个季度比全年还多，不可能。", "mend": "连它本来是笔数还是钱都不清楚，改不出来。"},
        ),
        Item(
            "live_82",
            "到 2030 年，直播将占全网流量的 82%",
            "drop",
            "原来的预测说的是 2022 年、全部视频。对象和年份都换了。",
            hints={"write": "直播只是视频的一部分，年份也不对。", "mend": "改对了，它就不再是关于直播的数。"},
        ),
        Item(
            "brandz_plain",
            "凯度 BrandZ：2023 年全球百强品牌总值 6.9 万亿美元，比上年降 20%，仍比 2019 年高 47%",
            "write",
            "数、年份、比较的基准都在，没有添原因。",
            hints={"mend": "没有添油加醋，不用改。"},
        ),
    ]
    return Sorter(
        title="能写进汇报吗",
        alt="八句话，分到可以写、改了再写、不能写三栏；对过以后，每句说为什么。",
        question="每句话放进一栏。",
        items=items,
        bins=(("write", "可以写"), ("mend", "改了再写"), ("drop", "不能写")),
        key="usable_claims",
        theme=THEME,
    )
