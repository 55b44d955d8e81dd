def raking_sweep(table, rows, columns):
    cells = pd.DataFrame(table).T
    cells = (cells / cells.sum().where(lambda total: total > 0, 1)) * rows
    cells = cells.T
    return cells / cells.sum() * columns
