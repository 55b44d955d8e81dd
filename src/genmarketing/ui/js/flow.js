// Stages from left to right and the arrows between them. Places depend on columns, rows and names alone, never on values.

const THINNEST = 1.5; // px, an arrow of almost nothing
const WIDEST = 13; // px, the widest arrow

function drawFlow(panel, width) {
  const widest = panel.value.range?.[1] ?? Math.max(...panel.links.map((link) => link.value), 0);
  const fullest = panel.level.range?.[1] ?? Math.max(...panel.nodes.map((node) => node.value ?? 0), 0);
  const boxes = nodeBoxes(panel, width);
  const links = panel.links.map((link) => ({ ...link, ...route(link, panel.nodes), wide: THINNEST + (WIDEST - THINNEST) * (widest > 0 ? link.value / widest : 0) }));
  const height = placedRows(boxes, links);
  ports(links, boxes);
  const drawn = links.map((link) => ({ ...link, ...shaft(link, boxes) }));
  const taken = boxes.map(({ left, right, top, bottom }) => ({ left, right, top, bottom }));
  const arrows = drawn.filter((link) => link.value > 0);
  const shafts = arrows.map(arrowOf).join("");
  const labels = arrows.map((link) => linkLabel(link, arrows, panel, taken, width)).join("");
  const nodes = boxes.map((box) => nodeOf(box, panel, fullest)).join("");
  return { svg: shafts + nodes + labels, legend: [], height, near: "both", reads: () => readFlow(panel, boxes, arrows) };
}

function nodeBoxes(panel, width) {
  const columns = Math.max(...panel.nodes.map((node) => node.column)) + 1;
  const pitch = (width - 4) / columns;
  const longest = Math.max(...panel.nodes.map((node) => Math.max(textWidth(node.name, 13), node.value === null ? 0 : textWidth(levelText(node, panel), 13))));
  // Many columns leave the boxes less width, so that a label still fits between two of them.
  const least = pitch < 110 ? 46 : 58;
  const wide = Math.min(Math.max(least, longest + 22), Math.max(least, pitch - 58), 150);
  const names = panel.nodes.map((node) => brokenText(node.name, wide - 10, 13));
  const valued = panel.nodes.some((node) => node.value !== null);
  const tall = Math.max(...names.map((lines) => lines.length)) * 17 + (valued ? 24 : 0) + 16;
  // With a single node in each row end, the outer columns touch the edges, which leaves the arrows most room.
  const step = columns > 1 ? (width - 4 - wide) / (columns - 1) : 0;
  return panel.nodes.map((node, at) => {
    const left = columns > 1 ? 2 + step * node.column : (width - wide) / 2;
    return { node, at, lines: names[at], left, right: left + wide, x: left + wide / 2, wide, tall };
  });
}

const levelText = (node, panel) => `${written(node.value, panel.level.format)}${panel.level.unit && ` ${panel.level.unit}`}`;

/** How an arrow runs: loop, straight, above what is in the way, below on its way back, or as an elbow between rows. */
function route({ source, target }, nodes) {
  const [from, to] = [nodes[source], nodes[target]];
  if (source === target) return { way: "loop", far: 0 };
  const far = Math.abs(to.column - from.column);
  if (!far) return { way: "down", far };
  const between = (node) => (node.column - from.column) * (node.column - to.column) < 0;
  const free = (row) => !nodes.some((node) => between(node) && Math.abs(node.row - row) < 0.6);
  if (from.row === to.row) return { way: to.column < from.column ? "below" : free(from.row) ? "straight" : "above", far };
  if (far === 1) return { way: "straight", far };
  // The level leg of an elbow runs in the lower row if nothing stands there; the upright one hangs from the other node.
  const [lower, upper] = from.row > to.row ? [source, target] : [target, source];
  return { way: "elbow", far, upright: free(nodes[lower].row) ? upper : lower };
}

/** How far an arc rises over, or sinks under, its nodes. */
const rise = ({ way, far }) => ({ loop: 34, above: 34 + 24 * (far - 1), below: 20 + 24 * far })[way] ?? 0;

/** Give each box its top and bottom, with room for arcs and their labels; returns the height of the drawing. */
function placedRows(boxes, links) {
  const rows = boxes.map((box) => box.node.row);
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  const reach = (way, rowOf) => {
    const found = links.filter((link) => way.includes(link.way) && rowOf(link)).map((link) => rise(link) + 22);
    return Math.max(0, ...found);
  };
  const row = (link) => boxes[link.source].node.row;
  const above = reach(["loop", "above"], (link) => row(link) === first || boxes[link.target].node.row === first);
  const below = reach(["below"], (link) => row(link) === last || boxes[link.target].node.row === last);
  const inner = reach(["loop", "above"], (link) => row(link) > first) + reach(["below"], (link) => row(link) < last);
  const tall = boxes[0].tall;
  const pitch = tall + Math.max(34, inner + 10);
  for (const box of boxes) {
    box.top = 6 + above + (box.node.row - first) * pitch;
    box.bottom = box.top + tall;
    box.y = box.top + tall / 2;
  }
  return Math.ceil(6 + above + (last - first) * pitch + tall + below + 6);
}

/** Spread the arrows of one side of a node, so that none leaves or comes where another does. */
function ports(links, boxes) {
  const sides = new Map();
  const add = (link, end, node, side, order) => {
    const name = `${node}/${side}`;
    if (!sides.has(name)) sides.set(name, []);
    sides.get(name).push({ link, end, order, side, node });
  };
  for (const link of links) {
    const [from, to] = [boxes[link.source].node, boxes[link.target].node];
    const right = to.column > from.column;
    const slope = Math.atan2(to.row - from.row, Math.abs(to.column - from.column));
    if (link.way === "straight") {
      add(link, "out", link.source, right ? "right" : "left", slope + (right ? 0 : 0.01));
      add(link, "in", link.target, right ? "left" : "right", -slope + (right ? 0 : 0.01));
    } else if (link.way === "elbow") {
      const side = (node) => (node !== link.upright ? ((node === link.source) === right ? "right" : "left") : `${boxes[link.upright].node.row < boxes[node === link.source ? link.target : link.source].node.row ? "under" : "over"} ${(node === link.source) === right ? "left" : "right"}`);
      add(link, "out", link.source, side(link.source), slope);
      add(link, "in", link.target, side(link.target), -slope);
    } else if (link.way === "above" || link.way === "below") {
      add(link, "out", link.source, `${link.way} ${right ? "right" : "left"}`, link.far);
      add(link, "in", link.target, `${link.way} ${right ? "left" : "right"}`, link.far);
    } else if (link.way === "down") {
      const sinking = to.row > from.row;
      add(link, "out", link.source, sinking ? "bottom" : "top", sinking ? 0 : 1);
      add(link, "in", link.target, sinking ? "top" : "bottom", sinking ? 0 : 1);
    }
  }
  for (const group of sides.values()) {
    group.sort((one, other) => one.order - other.order);
    // An arrow within one row stays level; the others stand around it.
    const level = group.findIndex(({ order }) => order === 0);
    const centre = level >= 0 ? level : (group.length - 1) / 2;
    group.forEach(({ link, end, side, node }, rank) => (link[end] = port(boxes[node], side, rank, group.length, centre)));
  }
}

function port(box, side, rank, count, centre) {
  const [edge, turn] = side.split(" ");
  if (edge === "right" || edge === "left") return [box[edge], box.y + (rank - centre) * Math.min(20, (box.tall - 14) / Math.max(1, 2 * Math.max(centre, count - 1 - centre)))];
  const level = ["above", "top", "over"].includes(edge) ? box.top : box.bottom;
  if (!turn) return [box.x + (rank - (count - 1) / 2) * 22, level];
  const way = turn === "right" ? 1 : -1;
  if (edge === "under" || edge === "over") return [box.x + way * (box.wide * 0.22 - rank * 9), level];
  // Short arcs stand at the corner and long ones further in, so that they do not cross.
  const aside = box.wide / 2 - 9 - rank * Math.min(13, (box.wide / 2 - 18) / Math.max(1, count - 1));
  return [box.x + way * aside, level];
}

/** Four points of a cubic curve from port to port. */
function shaft(link, boxes) {
  if (link.way === "loop") {
    const { x, top } = boxes[link.source];
    const lift = rise(link) / 0.75;
    const [foot, reach] = [8 + link.wide / 4, 32 + link.wide / 2];
    return { curve: [[x - foot, top], [x - reach, top - lift], [x + reach, top - lift], [x + foot, top]] };
  }
  const { out: [x0, y0], in: [x1, y1] } = link;
  if (link.way === "straight") return { curve: [[x0, y0], [x0 + (x1 - x0) * 0.5, y0], [x1 - (x1 - x0) * 0.5, y1], [x1, y1]] };
  if (link.way === "elbow") {
    const leg = link.upright === link.source ? [x0, y1] : [x1, y0];
    const bent = (x, y) => [x + (leg[0] - x) * 0.85, y + (leg[1] - y) * 0.85];
    return { curve: [[x0, y0], bent(x0, y0), bent(x1, y1), [x1, y1]] };
  }
  if (link.way === "down") return { curve: [[x0, y0], [x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2], [x1, y1]] };
  const lift = (rise(link) / 0.75) * (link.way === "above" ? -1 : 1);
  const level = link.way === "above" ? Math.min(y0, y1) : Math.max(y0, y1);
  return { curve: [[x0, y0], [x0 + (x1 - x0) * 0.12, level + lift], [x1 - (x1 - x0) * 0.12, level + lift], [x1, y1]] };
}

const along = ([a, b, c, d], t) => [0, 1].map((side) => (1 - t) ** 3 * a[side] + 3 * (1 - t) ** 2 * t * b[side] + 3 * (1 - t) * t ** 2 * c[side] + t ** 3 * d[side]);

function arrowOf({ curve, wide, colour }) {
  // A curve that ends level has its last handle at the height of its end: the head then points that way.
  const near = along(curve, 0.94);
  const head = arrowHead(curve[3], near, wide);
  const [a, b, c] = curve;
  const path = `M${a.map(px)}C${b.map(px)} ${c.map(px)} ${head.base.map(px)}`;
  return `<g opacity="0.62"><path d="${path}" fill="none" stroke="${paint(colour)}" stroke-width="${px(wide)}"/><path d="${head.path}" fill="${paint(colour)}"/></g>`;
}

/** A label on its arrow, where it covers no node and no other label, and as few other arrows as may be. */
function linkLabel(link, arrows, panel, taken, width) {
  const text = link.label || written(link.value, panel.value.format);
  const half = textWidth(text) / 2 + 1;
  const over = link.wide / 2 + 5;
  const places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].flatMap((t) => {
    const [x, y] = along(link.curve, t);
    return (link.way === "below" ? [over + 9, -over] : [-over, over + 9, 4]).map((drop) => ({ x: within(x, half, width - half), line: y + drop }));
  });
  const area = ({ x, line }) => ({ left: x - half, right: x + half, top: line - 11, bottom: line + 2 });
  const crossed = (spot) => arrows.filter((other) => other !== link && STEPS.some((t) => !apart(spot, around(along(other.curve, t), other.wide / 2)))).length;
  const cost = (place) => 9 * taken.filter((other) => !apart(area(place), other)).length + crossed(area(place));
  const best = places.reduce((found, place) => (found.cost === 0 ? found : cost(place) < found.cost ? { place, cost: cost(place) } : found), { place: places[0], cost: cost(places[0]) });
  taken.push(area(best.place));
  return `<text class="gm-halo gm-label" x="${px(best.place.x)}" y="${px(best.place.line)}" text-anchor="middle">${escaped(text)}</text>`;
}

const STEPS = Array.from({ length: 25 }, (_, step) => step / 24);
const around = ([x, y], reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });

function nodeOf(box, panel, fullest) {
  const { node, lines, left, top, x, wide, tall } = box;
  const colour = paint(node.colour);
  const frame = `<rect x="${px(left)}" y="${px(top)}" width="${px(wide)}" height="${px(tall)}" rx="7" fill="var(--gm-raised)" stroke="${colour}" stroke-width="1.6"/>`;
  const names = lines.map((line, row) => `<text class="gm-label gm-strong" x="${px(x)}" y="${px(top + 22 + 17 * row)}" font-size="13" text-anchor="middle">${escaped(line)}</text>`).join("");
  if (node.value === null) return frame + names;
  const full = fullest > 0 ? Math.max(0, node.value / fullest) : 0;
  const whole = levelText(node, panel);
  const short = textWidth(whole, 13) > wide - 6 ? written(node.value, panel.level.format) : whole;
  const value = `<text class="gm-label" x="${px(x)}" y="${px(top + tall - 16)}" font-size="13" text-anchor="middle">${escaped(short)}</text>`;
  const level = `<rect x="${px(left + 9)}" y="${px(top + tall - 9)}" width="${px(wide - 18)}" height="4" rx="2" fill="var(--gm-line)"/><rect x="${px(left + 9)}" y="${px(top + tall - 9)}" width="${px((wide - 18) * Math.min(1, full))}" height="4" rx="2" fill="${colour}"/>`;
  return frame + names + value + level;
}

function readFlow(panel, boxes, arrows) {
  const nodes = boxes.map(({ node, x, y }) => {
    const rows = node.value === null ? [] : [{ name: "", text: levelText(node, panel), colour: paint(node.colour) }];
    return { x, y, title: node.name, rows: node.note ? [...rows, { name: node.note, text: "" }] : rows };
  });
  const links = arrows.map((link) => {
    const [x, y] = along(link.curve, 0.5);
    const [from, to] = [panel.nodes[link.source].name, panel.nodes[link.target].name];
    const text = written(link.value, panel.value.format);
    const ring = { x, y, radius: link.wide / 2 + 5, colour: paint(link.colour) };
    return { x, y, ring, title: link.way === "loop" ? `${from}（留在原处）` : `${from} → ${to}`, rows: [{ name: link.label && link.label !== text ? link.label : "", text, colour: paint(link.colour) }] };
  });
  return [...nodes, ...links].sort((one, other) => one.x - other.x || one.y - other.y);
}
