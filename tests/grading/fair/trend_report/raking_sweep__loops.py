def raking_sweep(table, rows, columns):
    new = [list(line) for line in table]
    for i in range(len(new)):
        total = 0
        for cell in new[i]:
            total += cell
        for j in range(len(new[i])):
            new[i][j] = new[i][j] / total * rows[i] if total > 0 else 0
    for j in range(len(columns)):
        total = 0
        for line in new:
            total += line[j]
        for line in new:
            line[j] = round(line[j] * (columns[j] / total), 9)
    return tuple(tuple(line) for line in new)
