// What tells kinds apart besides their colour: a shape, a dash and an underline for each place in the order. And arrows.

const SHAPES = [
  (x, y, r) => `M${px(x - r)},${px(y)}a${r},${r} 0 1,0 ${px(2 * r)},0a${r},${r} 0 1,0 ${px(-2 * r)},0Z`,
  (x, y, r) => corners(x, y, r, [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]]),
  (x, y, r) => corners(x, y, r, [[0, -1.2], [1.15, 0.85], [-1.15, 0.85]]),
  (x, y, r) => corners(x, y, r, [[0, -1.28], [1.28, 0], [0, 1.28], [-1.28, 0]]),
  (x, y, r) => corners(x, y, r, [[0, 1.2], [1.15, -0.85], [-1.15, -0.85]]),
  (x, y, r) => corners(x, y, r, [[-0.4, -1.15], [0.4, -1.15], [0.4, -0.4], [1.15, -0.4], [1.15, 0.4], [0.4, 0.4], [0.4, 1.15], [-0.4, 1.15], [-0.4, 0.4], [-1.15, 0.4], [-1.15, -0.4], [-0.4, -0.4]]),
];
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "5 2", "1 4"];
const UNDERLINES = ["underline solid", "underline wavy", "underline dashed", "underline double", "underline dotted", "underline overline solid"];

const corners = (x, y, r, points) => `M${points.map(([right, down]) => `${px(x + right * r)},${px(y + down * r)}`).join("L")}Z`;

/** The sign of a group as an SVG of its own, for a legend. */
const shapeSign = (index, colour) => `<svg width="14" height="14"><path d="${SHAPES[index](7, 7, 5.2)}" fill="${colour}"/></svg>`;

/** The place of a thing's kind in the order, from kinds.py's text of signs; null for none. */
const kindAt = (signs, at) => (signs[at] === "." ? null : Number(signs[at]));

/** The head of an arrow that ends at [x, y] and comes from the direction of [fromX, fromY]: its path, and where the shaft ends. */
function arrowHead([x, y], [fromX, fromY], width) {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [right, down] = [(x - fromX) / length, (y - fromY) / length];
  const [long, half] = [7 + width * 0.7, 4 + width * 0.7];
  const [baseX, baseY] = [x - right * long, y - down * long];
  const path = `M${px(x)},${px(y)}L${px(baseX - down * half)},${px(baseY + right * half)}L${px(baseX + down * half)},${px(baseY - right * half)}Z`;
  return { path, base: [baseX + right * 0.5, baseY + down * 0.5] };
}

const apart = (one, other) => one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;

/** Break a text into lines that fit; Latin words stay whole, and no line begins with a closing mark. */
function brokenText(text, room, size = 12) {
  const lines = [""];
  for (const piece of String(text).match(/[A-Za-z0-9.,%+-]+|\n|./gu) ?? [""]) {
    const last = lines.length - 1;
    if (piece === "\n") lines.push("");
    else if (lines[last] && !"，。；：！？、）」』》%".includes(piece) && textWidth(lines[last] + piece, size) > room) lines.push(piece.trimStart());
    else lines[last] += piece;
  }
  return lines.map((line) => line.trim()).filter((line, _, all) => line || all.length === 1);
}
