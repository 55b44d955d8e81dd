def raking_sweep(table, rows, columns):
    cells = np.array(table, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells *= np.nan_to_num(np.asarray(rows) / cells.sum(axis=1), posinf=0)[:, None]
        cells *= np.nan_to_num(np.asarray(columns) / cells.sum(axis=0), posinf=0)[None, :]
    return cells
