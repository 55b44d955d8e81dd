def cart_reminders(log, wait, cap):
    bought, gone, letters, carts = {}, {}, {}, {}
    for who, minute, what in sorted(log, key=lambda entry: entry[1]):
        if what == "下单":
            bought.setdefault(who, []).append(minute)
        if what == "退订" and who not in gone:
            gone[who] = minute
        if what == "发送":
            letters.setdefault(who, []).append(minute)
        if what == "加购":
            carts.setdefault(who, []).append(minute)
    answer = {}
    for who in carts:
        blocked_until = -1
        for cart in carts[who]:
            if cart < blocked_until:
                continue
            due = cart + wait
            blocked_until = due
            if who in gone and gone[who] <= due:
                continue
            if any(cart < minute and minute <= due for minute in bought.get(who, [])):
                continue
            week = [minute for minute in letters.get(who, []) if minute <= due and due - minute < 7 * 24 * 60]
            if len(week) < cap:
                letters.setdefault(who, []).append(due)
                answer[who] = answer.get(who, []) + [due]
    return answer
