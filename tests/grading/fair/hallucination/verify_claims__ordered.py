import re

BAD, UNKNOWN, GOOD = "不实", "查不到", "属实"


def verify_claims(texts, facts):
    table = {(brand, attribute): value for brand, own in facts.items() for attribute, value in own.items()}
    out = np.empty(len(texts), dtype=object)
    for place, text in enumerate(texts):
        levels, seen = [], {}
        for s in re.split("；", text):
            earlier = re.match(r"^(?P<a>[^比]+)比(?P<b>[^比]+)成立得早$", s)
            same = re.match(r"^(?P<a>[^和]+)和(?P<b>[^的]+)的(?P<what>.+)相同$", s)
            plain = re.match(r"^(?P<a>[^的]+)的(?P<what>.+?)(?P<no>不)?是(?P<value>.+)$", s)
            if earlier:
                values = [table.get((earlier[x], "成立年份"), "") for x in "ab"]
                ok = all(values) and int(values[0]) < int(values[1])
                unknown = not all(values)
            elif same:
                values = [table.get((same[x], same["what"]), "") for x in "ab"]
                ok, unknown = values[0] == values[1], not all(values)
            else:
                key = (plain["a"], plain["what"])
                unknown = key not in table
                ok = not unknown and (table[key] == plain["value"]) != bool(plain["no"])
                yes, no = seen.setdefault(key, (set(), set()))
                (no if plain["no"] else yes).add(plain["value"])
            levels.append(1 if unknown else 2 if ok else 0)
        if any(len(yes) > 1 or yes & no for yes, no in seen.values()):
            levels.append(0)
        out[place] = (BAD, UNKNOWN, GOOD)[min(levels)]
    return out
