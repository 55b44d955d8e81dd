import re
import string


def clean_post(text, simplified, kept):
    table = {ord(c) + 0xFEE0: c for c in string.ascii_letters + string.digits}
    table[0x3000] = " "
    text = text.translate(table).translate(str.maketrans(simplified))
    names = sorted(kept, key=len, reverse=True)
    safe = "(?!(?:%s)(?![a-z]))" % "|".join(map(re.escape, names)) if names else ""
    text = re.sub(f"(?<=[\u4e00-\u9fff])（{safe}[a-z]+）(?=[\u4e00-\u9fff])", "", text)
    text = re.sub(f"(?<=[\u4e00-\u9fff]){safe}[a-z]+(?=[\u4e00-\u9fff])", "", text)
    return np.str_(text)
