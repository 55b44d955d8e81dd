import re
import unicodedata


def one_person(rows):
    parent = list(range(len(rows)))

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i

    owner = {}
    for i, (member, phone) in enumerate(rows):
        member = unicodedata.normalize("NFKC", member).strip().lower()
        phone = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", phone))[-11:]
        for key in [("会员", member), ("手机", phone)]:
            if key[1] == "":
                continue
            if key in owner:
                one, other = sorted([root(owner[key]), root(i)])
                parent[other] = one
            else:
                owner[key] = i
    return np.array([root(i) for i in range(len(rows))])
