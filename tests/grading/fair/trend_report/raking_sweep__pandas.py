def raking_sweep(table, rows, columns):
    frame = pd.DataFrame(table)
    by_rows = frame.div(frame.sum(axis=1), axis=0).mul(rows, axis=0).fillna(0)
    by_columns = by_rows.div(by_rows.sum()).mul(columns)
    return by_columns.to_numpy().tolist()
