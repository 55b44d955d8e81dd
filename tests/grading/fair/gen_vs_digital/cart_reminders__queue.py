import heapq


def cart_reminders(log, wait, cap):
    # play time forward: at one minute everything else happens first, then messages fall due, then carts
    order = {"加购": 2, "到点": 1}
    queue = [(minute, order.get(event, 0), who, event, minute) for who, minute, event in log]
    heapq.heapify(queue)
    bought, left, received, waiting, answer = {}, set(), {}, set(), {}
    while queue:
        now, _, who, event, cart = heapq.heappop(queue)
        if event == "下单":
            bought[who] = now
        elif event == "退订":
            left.add(who)
        elif event == "发送":
            received.setdefault(who, []).append(now)
        elif event == "加购" and who not in waiting:
            waiting.add(who)
            heapq.heappush(queue, (now + wait, 1, who, "到点", now))
        elif event == "到点":
            waiting.discard(who)
            week = [minute for minute in received.get(who, []) if minute > now - 10080]
            if who not in left and len(week) < cap and bought.get(who, -1) <= cart:
                received.setdefault(who, []).append(now)
                answer.setdefault(who, []).append(float(now))
    return answer
