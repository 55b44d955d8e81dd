"""One ungraded question for each section; kept here so that a code cell does not give the answers away."""

from __future__ import annotations

from genmarketing.ui import QuickQuestion

QUESTIONS: dict[str, tuple[str, list[tuple[str, bool, str]]]] = {
    "two_sizes": (
        "把 V3 每次叫的专家从 8 位改成 16 位，别的不动。什么会变？",
        [
            ("总参数翻倍", False, "专家一位没有多，养着的还是那些。"),
            ("每个 token 的计算变多，权重占的显存不变", True, "对。多叫人只多花工时；要多少显存，看养着多少人。"),
            ("两个都不变", False, "每个 token 多过 8 位专家，计算会变多。在上面的组件里试一试。"),
        ],
    ),
    "balance": (
        "一位专家连续几批都太忙，偏置法会怎样做？",
        [
            ("把他的偏置减一点，叫他的次数少一些；叫到时出力的比例照旧", True, "对。偏置只管叫不叫，不管出多少力。"),
            ("把他的输出乘小一点", False, "那会改变模型的答案。偏置不进权重。"),
            ("在训练目标里罚他", False, "那是辅助损失的办法，也能用；偏置法不动训练目标。"),
        ],
    ),
    "cost": (
        "有人写：「DeepSeek 只花 557.6 万美元就做出了 V3。」最该补上的是哪一句？",
        [
            ("这是按假定租价算的最后一次训练的机时费，不含此前的研究和试验", True, "对，这正是论文自己加的说明。"),
            ("这个数是编的", False, "它在论文的表里，三段机时相乘就得到；问题在边界，不在真假。"),
            ("还应当乘以汇率", False, "换算不难，读者会误解的是它包含什么。"),
        ],
    ),
    "voting": (
        "哪一件事适合「做五遍、取多数」？",
        [
            ("给新品想一句口号", False, "口号没有唯一的对错，多数票会把少见的好句子丢掉。"),
            ("判断一条评论是不是在抱怨物流", True, "对。有标准答案，模型单次也多半答对，错误比较分散。"),
            ("一道题面有误导、九成的人会错的题", False, "错误集中到同一个答案时，投票只会让它更稳地错。"),
        ],
    ),
    "distillation": (
        "你手上有 10 万条人工标好的评论，质量不错。再请大模型打软标签，会怎样？",
        [
            ("学生一定大幅提高", False, "样本够多时，硬标签里的噪声已经平均掉了，曲线上两条线会靠拢。"),
            ("学生多半提高不多，先画曲线再花钱", True, "对。软标签最值钱的时候，是样本少的时候。"),
            ("学生会超过老师", False, "学生照着老师的把握学，老师错的地方它也学到了。"),
        ],
    ),
    "scoring": (
        "团队二十个人投票，训练出一个口号打分模型。它学到的是什么？",
        [
            ("哪条口号卖得好", False, "没有人给它看过销量，它只看过二十个人的挑选。"),
            ("这二十个人更喜欢哪条", True, "对。要它懂顾客，就得问顾客。"),
            ("客观的文案质量", False, "分数只由成对的挑选得来，挑的人换了，分数就换。"),
        ],
    ),
    "deployment": (
        "接口价降了一半，别的不变。盈亏平衡点会怎样？",
        [
            ("往左移：更早该自己部署", False, "接口便宜了，自己部署更难回本。"),
            ("往右移，甚至消失", True, "对。平衡点是会过期的结论，报价一变就要重算。"),
            ("不变：机器的成本没有变", False, "平衡点是两条线的交点，动一条就会移。"),
        ],
    ),
}


def quick_question(name: str) -> QuickQuestion:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, options = QUESTIONS[name]
    return QuickQuestion(key=f"quick_{name}", theme="moe_reasoning", question=question, options=options)
