def cart_reminders(log, wait, cap):
    table = pd.DataFrame(log, columns=["who", "minute", "event"]).sort_values("minute", kind="stable")
    sent = table[table["event"] == "发送"]
    answer = {}
    for who, mine in table.groupby("who"):
        at = mine.groupby("event")["minute"].agg(list)
        orders = pd.Series(at.get("下单", []), dtype=float)
        unsubscribed = min(at.get("退订", []), default=np.inf)
        received = list(sent.loc[sent["who"] == who, "minute"])
        waiting_until = -np.inf
        mails = []
        for cart in at.get("加购", []):
            if cart < waiting_until:
                continue
            waiting_until = cart + wait
            due = waiting_until
            week = pd.Series(received + mails, dtype=float).between(due - 10080, due, inclusive="right").sum()
            if week < cap and unsubscribed > due and not orders.between(cart, due, inclusive="right").any():
                mails.append(due)
        if mails:
            answer[who] = np.array(mails)
    return answer
