import unicodedata


def keys_of(row):
    member, phone = (unicodedata.normalize("NFKC", cell) for cell in row)
    digits = [c for c in phone if c in "0123456789"]
    return {"#" + member.strip().upper(), "".join(digits[-11:])} - {"#", ""}


def one_person(rows):
    keys = [keys_of(row) for row in rows]
    answer = [None] * len(rows)
    for start in range(len(rows)):
        if answer[start] is not None:
            continue
        mine, found = set(keys[start]), {start}
        while True:
            more = {i for i in range(len(rows)) if keys[i] & mine} - found
            if not more:
                break
            found |= more
            for i in more:
                mine |= keys[i]
        for i in found:
            answer[i] = start
    return answer
