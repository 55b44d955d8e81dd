// A board of squares or a labelled grid of cells; kinds by tint, edge and corner sign.

const PIECES = "♔♕♖♗♘♙♚♛♜♝♞♟";
const PIECE_NAMES = "王后车象马兵";

function drawBoard(panel, width) {
  const [rows, columns] = [panel.rows.length, panel.columns.length];
  const named = (names) => names.some((name) => name.trim());
  const left = named(panel.rows) ? Math.ceil(Math.min(width * 0.3, Math.max(...panel.rows.map((name) => textWidth(name))))) + 12 : 2;
  // With a title the columns are an axis, whose names stand below; without, they are a heading.
  const heading = named(panel.columns) && !panel.checkered && !panel.x.title;
  const room = (width - left - 4) / columns;
  const wide = panel.checkered ? Math.min(room, 54) : Math.min(room, 190);
  const gap = panel.checkered ? 0 : panel.arrows.length ? 28 : Math.min(3, wide / 12); // room for arrows between words
  const round = Math.min(gap, 3);
  const { cells } = panel;
  const texts = cells.texts.map((text) => (isPiece(text) ? [text] : brokenText(text, wide - gap - (wide > 90 ? 26 : 8), 13)));
  const deepest = Math.max(1, ...texts.map((lines) => lines.length));
  const tall = panel.checkered ? wide : Math.max(Math.min(wide * 0.7, 42), deepest * 17 + 12) + gap;
  const { lines: names, every } = wrappedNames(panel.columns, wide);
  const deep = named(panel.columns) ? 15 * Math.max(...names.map((lines) => lines.length)) + 6 : 2;
  const top = (panel.y.title ? 24 : 4) + (heading ? deep : 0);
  const box = { left, right: left + wide * columns - gap + round, top, bottom: top + tall * rows - gap + round };
  const corner = (at) => [box.left + wide * (at % columns), box.top + tall * Math.floor(at / columns)];
  const middle = (at) => corner(at).map((value, side) => value + ((side ? tall : wide) - gap) / 2);

  const parts = [];
  for (let at = 0; at < rows * columns; at++) {
    const [x, y] = corner(at);
    const dark = panel.checkered && (Math.floor(at / columns) + (at % columns)) % 2;
    const fill = panel.checkered ? `var(--gm-square-${dark ? "dark" : "light"})` : "var(--gm-raised)";
    parts.push(`<rect x="${px(x)}" y="${px(y)}" width="${px(wide - gap)}" height="${px(tall - gap)}" rx="${px(round)}" fill="${fill}"/>`);
  }
  cells.at.forEach((at, index) => {
    const kind = kindAt(cells.kinds, index);
    if (kind !== null) parts.push(highlight(kind, paint(panel.kinds[kind].colour), corner(at), [wide - gap, tall - gap], round));
  });
  cells.at.forEach((at, index) => parts.push(cellText(texts[index], middle(at), Math.min(wide, tall) - gap)));
  parts.push(panel.arrows.map((arrow) => boardArrow(arrow, panel, middle, [wide - gap, tall - gap])).join(""));
  panel.rows.forEach((name, row) => name.trim() && parts.push(`<text x="${left - 8}" y="${px(box.top + tall * (row + 0.5) - gap / 2 + 4)}" text-anchor="end">${escaped(shortened(name, left - 12))}</text>`));
  names.forEach((lines, column) => {
    if (column % every === 0)
      lines.forEach((line, row) => parts.push(`<text x="${px(box.left + wide * column + (wide - gap) / 2)}" y="${px((heading ? box.top - deep : box.bottom) + 15 + 15 * row)}" text-anchor="middle">${escaped(line)}</text>`));
  });
  const below = heading ? 2 : deep;
  parts.push(`<text class="gm-axis-title" x="0" y="12">${escaped(panel.y.title)}</text>`);
  parts.push(`<text class="gm-axis-title" x="${px(box.right)}" y="${px(box.bottom + below + 14)}" text-anchor="end">${escaped(panel.x.title)}</text>`);
  const legend = panel.kinds.map((kind, index) => ({ name: kind.legend, sign: cellSign(index, paint(kind.colour)) }));
  const height = Math.ceil(box.bottom + below + (panel.x.title ? 20 : 0));
  return { svg: parts.join(""), legend, height, near: "both", reads: () => readCells(panel, middle, Math.min(wide, tall) / 2 - gap / 2) };
}

const isPiece = (text) => text.length === 1 && PIECES.includes(text);

function highlight(kind, colour, [x, y], [wide, tall], gap) {
  const edge = 2.5;
  const dash = DASHES[kind] ? ` stroke-dasharray="${DASHES[kind]}"` : "";
  const rect = `<rect x="${px(x + edge / 2)}" y="${px(y + edge / 2)}" width="${px(wide - edge)}" height="${px(tall - edge)}" rx="${gap}" fill="${colour}" fill-opacity="0.2" stroke="${colour}" stroke-width="${edge}"${dash}/>`;
  return wide > 22 && tall > 18 ? `${rect}<path d="${SHAPES[kind](x + wide - 9, y + 9, 3.2)}" fill="${colour}"/>` : rect;
}

const cellSign = (kind, colour) => `<svg width="20" height="20">${highlight(kind, colour, [1, 1], [18, 18], 2)}<path d="${SHAPES[kind](10, 10, 3.6)}" fill="${colour}"/></svg>`;

function cellText(lines, [x, y], size) {
  const piece = isPiece(lines[0]) ? PIECES.indexOf(lines[0]) : -1;
  // Both sides are drawn with the filled glyphs, so that a piece is white or black on a light and on a dark page alike; U+FE0E forbids an emoji.
  if (piece >= 0)
    return `<text class="gm-piece" data-side="${piece < 6 ? "white" : "black"}" x="${px(x)}" y="${px(y + size * 0.3)}" font-size="${px(size * 0.82)}" text-anchor="middle">${PIECES[6 + (piece % 6)]}\uFE0E</text>`;
  const first = y - (lines.length - 1) * 8.5 + 4.5;
  return lines.map((line, row) => `<text class="gm-label" x="${px(x)}" y="${px(first + 17 * row)}" font-size="13" text-anchor="middle">${escaped(line)}</text>`).join("");
}

function boardArrow(arrow, panel, middle, size) {
  // On squares an arrow goes to the middle; in a grid it runs from edge to edge.
  const reach = panel.checkered ? [0.56, 0] : [1, 1];
  const kind = panel.kinds.findIndex((one) => one.name === arrow.kind);
  const colour = paint(kind < 0 ? "main" : panel.kinds[kind].colour);
  const [from, to] = [middle(arrow.from), middle(arrow.to)];
  const ways = [to[0] - from[0], to[1] - from[1]];
  const part = Math.min(...ways.map((way, side) => (way ? size[side] / 2 / Math.abs(way) : Infinity)));
  const point = (share) => from.map((value, side) => value + ways[side] * share);
  const [start, end] = [point(part * reach[0]), point(1 - part * reach[1])];
  const head = arrowHead(end, start, 4.5);
  const dash = DASHES[Math.max(0, kind)] ? ` stroke-dasharray="${DASHES[kind]}"` : "";
  return `<g opacity="0.9"><path d="${pathOf([start, head.base])}" stroke="${colour}" stroke-width="4.5"${dash}/><path d="${head.path}" fill="${colour}"/></g>`;
}

const spokenText = (text) => (isPiece(text) ? `${PIECES.indexOf(text) < 6 ? "白" : "黑"}${PIECE_NAMES[PIECES.indexOf(text) % 6]}` : text);

/** What the read-out says of each cell, row after row. */
function readCells(panel, middle, radius) {
  const { cells } = panel;
  const columns = panel.columns.length;
  const order = cells.at.map((_, index) => index).sort((one, other) => cells.at[one] - cells.at[other]);
  return order.map((index) => {
    const at = cells.at[index];
    const [x, y] = middle(at);
    const kind = kindAt(cells.kinds, index);
    const colour = paint(kind === null ? "main" : panel.kinds[kind].colour);
    const [row, column] = [panel.rows[Math.floor(at / columns)], panel.columns[at % columns]];
    const rows = cells.texts[index] ? [{ name: spokenText(cells.texts[index]), text: "" }] : [];
    if (kind !== null) rows.push({ name: panel.kinds[kind].legend, text: "", colour });
    if (cells.notes[index]) rows.push({ name: cells.notes[index], text: "" });
    return { x, y, ring: { x, y, radius, colour }, title: panel.checkered ? `${column}${row}` : [row, column].filter((name) => name.trim()).join(" · "), rows };
  });
}
