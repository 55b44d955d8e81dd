"""The matching question: seven terms of content marketing, each in what a team did on a Monday."""

from __future__ import annotations

from genmarketing.workbook.kinds import MatchingQuestion
from genmarketing.workbook.question import Misconception

_PLACES = {"1": "d", "2": "g", "3": "a", "4": "f", "5": "b", "6": "i", "7": "c"}

CONTENT_WORDS = MatchingQuestion(
    name="content_words",
    title="七个词，七件事",
    points=6,
    minutes=7,
    concepts=("K146", "K149", "K153", "K154", "K155", "K163", "K166"),
    prompt="""
左边是这一章的七个词，右边是一家虚构面包店做的事。每个词配**最能说明它**的一件；右边有两件用不上。

答案写成字典，例如 `content_words = {"1": "a", "2": "b", ...}`。
""",
    starter='content_words = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ..., "7": ...}',
    left={
        "1": "种草",
        "2": "播客「种树」",
        "3": "内容货架双轨",
        "4": "品牌自播与素人",
        "5": "情绪价值与品牌故事",
        "6": "UGC 与用户共创",
        "7": "Z 世代",
    },
    right={
        "a": "同一款吐司，短视频里讲做法给没见过的人看，搜索页和店铺里摆好规格给要买的人下单，两边的标签对得上",
        "b": "广告不说含水量，讲老板娘第一次烤糊的那一炉；看完的人留言说想起了妈妈",
        "c": "调研只看 1995 到 2009 年出生的人，先比他们与全体差多少，不默认人人都一样",
        "d": "请人写夹心面包的早餐帖，看的是有多少人因此去搜、去收藏，暂时不看当天订单",
        "e": "给每个会员推一张不同的优惠券，打开率高的下周再推",
        "f": "店长每晚六点在自家账号开播，再请二十位普通顾客拍自己的餐桌",
        "g": "每周一期，聊四十分钟面粉和早晨；一年以后，仍有人从第一期听起",
        "h": "请一位百万粉丝的博主报出折扣码，当晚卖空",
        "i": "顾客投票定下一款口味，包装上印投稿人的名字，新品由他们先拍先评",
    },
    answer=_PLACES,
    hints=(
        "先问每件事看的结果是什么：当天的订单、心动的人数，还是一年以后的听众？",
        "「自己开播」与「请大博主」都是视频，说话的人不同；「顾客拍照」与「顾客定产品」都有顾客，做的事不同。",
        "用不上的两件，一件是按人推券，一件是当晚见效的达人带货。",
    ),
    explanation=(
        "词分得清，考核才分得清：种草看心动，种树看一年，货架看成交，共创看参与。"
        "拿当天的订单去考核播客，三个月就会砍掉它；给每项内容先写好看哪个数、看多久，再开工。"
    ),
    teaching=(
        "约 7 分钟。先让学生不看右边，各用一件事解释「种草」，多半会说成带货。"
        "最常混的是素人拍照与用户共创：前者传播，后者参与决定。Z 世代的年份各家划法不同，追问：换一个划法，结论还在吗？"
    ),
    misconceptions=(
        Misconception(
            "seeding_is_selling",
            "「种草」你配给了当晚卖空的折扣码，那是直接带货。种草先让人心动，它看的是哪一步的人数？",
            _PLACES | {"1": "h"},
        ),
        Misconception(
            "slow_is_seeding",
            "「种草」与「种树」你对调了。一个等着人去搜，一个等着人一年以后还在听；看看各用多久。",
            _PLACES | {"1": "g", "2": "d"},
        ),
        Misconception(
            "customers_on_camera_is_creation",
            "「素人」与「共创」你对调了。顾客拍餐桌是在传播，顾客定口味是在参与决定；两件事各是哪一件？",
            _PLACES | {"4": "i", "6": "f"},
        ),
        Misconception(
            "feeling_is_personal",
            "「情绪价值」你配给了按人推券。推得准是效率，让人想起谁是情绪；哪一件讲了一个故事？",
            _PLACES | {"5": "e"},
        ),
        Misconception(
            "generation_is_a_taste",
            "「Z 世代」你配给了当晚卖空的达人带货。一代人首先是按出生年份分的人群，是不是更爱什么，要比过才知道。",
            _PLACES | {"7": "h"},
        ),
    ),
)
