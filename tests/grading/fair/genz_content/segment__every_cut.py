import itertools


def segment(text, frequency):
    total = sum(frequency.values())
    best, chosen = -1.0, None
    for cuts in itertools.product([False, True], repeat=len(text) - 1):
        words, word = [], text[0]
        for char, cut in zip(text[1:], cuts, strict=True):
            if cut:
                words.append(word)
                word = char
            else:
                word += char
        words.append(word)
        score = 1.0
        for word in words:
            score *= frequency.get(word, 1 if len(word) == 1 else 0) / total
        if score > best:
            best, chosen = score, words
    return tuple(chosen)
