import re
from collections import Counter


def moderation_report(posts, terms):
    pattern = re.compile("|".join(map(re.escape, terms)))
    cells = Counter((medium, bool(pattern.search(text)), bad) for medium, text, bad in posts)

    def share(part, rest):
        return part / (part + rest) if part + rest > 0 else None

    return {
        medium: {
            "missed": cells[medium, False, True],
            "recall": share(cells[medium, True, True], cells[medium, False, True]),
            "precision": share(cells[medium, True, True], cells[medium, True, False]),
        }
        for medium in ("视频", "音频", "图像", "文本")
    }
