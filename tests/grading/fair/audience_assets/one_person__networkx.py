import networkx as nx


def half_width(text):
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def one_person(rows):
    graph = nx.Graph()
    graph.add_nodes_from(range(len(rows)))
    for i, (member, phone) in enumerate(rows):
        member = half_width(member).replace(" ", "").upper()
        phone = "".join(c for c in half_width(phone) if c.isdigit())
        phone = phone.removeprefix("00")
        if len(phone) == 13:
            phone = phone.removeprefix("86")
        if member:
            graph.add_edge(i, "m" + member)
        if phone:
            graph.add_edge(i, "p" + phone)
    answer = [0.0] * len(rows)
    for group in nx.connected_components(graph):
        lines = [node for node in group if isinstance(node, int)]
        for line in lines:
            answer[line] = min(lines)
    return pd.Series(answer)
