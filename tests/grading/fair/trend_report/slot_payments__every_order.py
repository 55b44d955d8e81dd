from itertools import permutations


def slot_payments(bids, clicks):
    slots = list(clicks)[: len(bids)] + [0] * max(0, len(bids) - len(clicks))

    def best(people):
        """这些人怎样占位置，总价值最大；同样大时取先想到的。"""
        places = slots[: len(people)]
        orders = permutations(sorted(people, key=lambda who: (-bids[who], who)))
        return max(orders, key=lambda order: sum(bids[who] * at for who, at in zip(order, places)))

    everyone = best(range(len(bids)))
    payments = []
    for me in range(len(bids)):
        without = sum(bids[who] * at for who, at in zip(best([b for b in range(len(bids)) if b != me]), slots))
        with_me = sum(bids[who] * at for who, at in zip(everyone, slots) if who != me)
        payments.append(float(without - with_me))
    return payments
