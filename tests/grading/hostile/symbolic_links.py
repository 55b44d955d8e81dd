"""Lays links in the scratch folder that point to what it must not see, and writes through them; replaces the folder itself by a link.

A link is followed in the file system of the sandbox, where its target does not exist; and whatever is left behind goes away unread with the process.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import os
    for number, target in enumerate(("PLANTED_FOLDER", "PLANTED_FOLDER/gradebook.sqlite", "/proc/1/root/etc/passwd", "/etc/shadow", "/root", "..")):
        os.symlink(target, f"link{number}")
        for way in (f"link{number}", f"link{number}/class.toml", f"link{number}/gradebook.sqlite"):
            try:
                with open(way, "rb") as file:
                    raise SystemError(f"{way} can be read: {file.read(100)}")
            except (OSError, UnicodeError):
                pass
            try:
                with open(way, "ab") as file:
                    file.write(b"full marks")
            except OSError:
                pass
    os.rmdir("/scratch")
