"""Things to sort: practices by era and by dimension, tasks by kind of AI, drawbacks by how one finds out."""

from __future__ import annotations

from genmarketing.ui import Item, Sorter

THEME = "gen_vs_digital"

ERAS = [("guess", "猜测"), ("respond", "响应"), ("create", "共创")]

PRACTICES = [
    Item("mould", "照去年的销量开模，铺进两千家店", "guess", "先做出来，再看有没有人要。"),
    Item(
        "survey",
        "访问 300 人，选出一款主打",
        "guess",
        "问过人，可是只问出一个平均的答案，人人买同一款。",
        {"create": "问的是三百个人里的多数，没有和你这一位对话。"},
    ),
    Item("pole", "搜过登山杖的人，首页换成徒步包", "respond", "人先有动作，系统跟着变。"),
    Item(
        "coupon",
        "加购没付钱的，第二天收到一张券",
        "respond",
        "由动作触发，规则是事先写好的。",
        {"create": "一来一回不算对话：没有问，也没有改产品。"},
    ),
    Item(
        "shoulder", "你说挤地铁肩膀疼，助手追问三句，给出一只改过肩带的包", "create", "需要是问出来的，东西也跟着改了。"
    ),
    Item("list", "你和助手一起列行李清单，清单定下包的尺寸", "create", "来之前双方都不知道答案。"),
    Item(
        "parrot",
        "客服机器人背好了稿子，问什么都推主打款",
        "guess",
        "有聊天框，没有共创：答案在开口以前就定了。",
        {
            "create": "会说话不等于会问。它有没有因为你的回答换过推荐？",
            "respond": "响应要跟着人的动作变，它从头到尾只有一个答案。",
        },
    ),
]


def era_sorter() -> Sorter:
    """Seven practices, three ways of finding a need; one talks like a machine and guesses like a factory."""
    return Sorter(
        title="猜、响应，还是共创",
        alt="七种做法，分进猜测、响应、共创三栏。",
        question="看需要是怎样知道的，别看用了什么技术。",
        items=PRACTICES,
        bins=ERAS,
        key="era_sorter",
        theme=THEME,
    )


DIMENSIONS = [
    ("theory", "理论基础"),
    ("object", "对象"),
    ("talk", "沟通"),
    ("work", "协作"),
    ("process", "流程"),
    ("rival", "竞争"),
]

CHANGES = [
    Item("why", "从只记他点了什么，到推断他为什么犹豫", "theory", "计算行为之外，再加对动机的理解。"),
    Item(
        "one",
        "从给「25 到 34 岁通勤女性」出一版图，到给林小姐一个人出一版",
        "object",
        "对象由一群人细到一个人。",
        {"talk": "谁先开口没有变，变的是对谁说。"},
    ),
    Item(
        "school",
        "从等他加购再提醒，到开学前两周先问要不要换书包",
        "talk",
        "由被触发，到先开口。",
        {"theory": "怎么理解人没有变，变的是什么时候开口。"},
    ),
    Item("late", "从等顾客投诉，到先告诉他包裹晚到一天", "talk", "不等触发，先开口。"),
    Item(
        "edit",
        "从人拿软件修图，到机器出图、人定目标和审稿",
        "work",
        "人和机器的分工换了。",
        {"process": "环节还是一个环节，变的是谁做、谁把关。"},
    ),
    Item(
        "line",
        "从素材、投放、复盘三张表来回传，到一条线跑完",
        "process",
        "断开的环节接成一条。",
        {"work": "没有说谁做，说的是环节接上了没有。"},
    ),
    Item("answer", "从多买点击，到让导购助手在回答里先提到自己", "rival", "抢的东西由流量变成 AI 的推荐。"),
]


def dimension_sorter() -> Sorter:
    """Seven changes, six dimensions of the comparison."""
    return Sorter(
        title="六个维度，各变了什么",
        alt="七个改变，分进理论基础、对象、沟通、协作、流程、竞争六栏。",
        question="每一条只改了一件事。改的是哪个维度？",
        items=CHANGES,
        bins=DIMENSIONS,
        key="dimension_sorter",
        theme=THEME,
    )


KINDS = [("analyse", "分析式"), ("generate", "生成式"), ("both", "两样接力")]

TASKS = [
    Item("leave", "预测下周谁会退订", "analyse", "从已有的数据里得出一个判断。"),
    Item("titles", "给新款写十条标题", "generate", "产出原来没有的内容。"),
    Item(
        "mood",
        "给一万条评论标上正面或负面",
        "analyse",
        "输出是标签，不是新内容。",
        {"generate": "用大模型来做，它干的仍是分析的活：看输出，别看工具。"},
    ),
    Item("tone", "把同一个卖点改成三种口气", "generate", "输出是新写的文字。"),
    Item("credit", "算出七个渠道各分多少功劳", "analyse", "数据进，数字出。"),
    Item(
        "reply",
        "把差评归成五类，再给每类起草一条回复",
        "both",
        "先分析，再生成；归错了类，回复写得再好也没用。",
        {"analyse": "后一半要写出新的话。", "generate": "前一半要看懂已有的话。"},
    ),
]


def ai_kind_sorter() -> Sorter:
    """Six tasks: read data, make content, or one after the other."""
    return Sorter(
        title="分析，还是生成",
        alt="六件活，分进分析式、生成式、两样接力三栏。",
        question="看交出来的是判断，还是新内容。",
        items=TASKS,
        bins=KINDS,
        key="ai_kind_sorter",
        theme=THEME,
    )


CHECKS = [("law", "先问法务"), ("log", "翻账本和日志"), ("look", "把成品并排看"), ("test", "做随机对照")]

DRAWBACKS = [
    Item(
        "privacy",
        "隐私：拿浏览记录推断谁怀孕了，推母婴用品",
        "law",
        "推断出健康信息，要看有没有取得单独同意，日志答不了。",
    ),
    Item("cost", "成本：为了一人一版，数据平台每年要付多少", "log", "账本上有，再除以多卖出的件数。"),
    Item("tired", "疲劳：一周推了九条，开始有人退订", "log", "频次和退订都在发送日志里。"),
    Item(
        "bias",
        "偏差：从没推过露营的人，会不会喜欢露营",
        "test",
        "没有推过，就没有数据，只能随机推给一部分人看看。",
        {"log": "日志里只有推过的东西，没推过的那一栏是空的。"},
    ),
    Item("scatter", "碎片：三十个版本，还看得出是同一个品牌吗", "look", "摆在一起，遮住标志，看认不认得出来。"),
    Item(
        "same",
        "同质：五家店用同一个工具，写出同一句话",
        "look",
        "自家日志里没有别家，要把几家的成品摆到一起。",
        {"log": "自家的日志看不到别家写了什么。"},
    ),
    Item("cocoon", "依赖：只看推给他的，种类越来越少", "log", "算每个人看到的内容的熵，看它是不是逐周下降。"),
]


def drawback_sorter() -> Sorter:
    """Seven drawbacks of personalisation, and where one looks before believing or denying each."""
    return Sorter(
        title="七类弊端，各去哪里查",
        alt="七类弊端的例子，分进先问法务、翻账本和日志、把成品并排看、做随机对照四栏。",
        question="要判断它在自家有没有发生，第一步去哪里？",
        items=DRAWBACKS,
        bins=CHECKS,
        key="drawback_sorter",
        theme=THEME,
    )
