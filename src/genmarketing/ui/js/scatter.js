// Labelled points: groups by shape and colour, regions and lines behind them, labels that cover nothing.

const DOT = 5; // px, radius of a point of size 1
const INSET = 16; // px between the points at the ends and the frame

function drawScatter(panel, width) {
  const titles = { x: panel.x.title, y: panel.y.title };
  const ends = (name) => {
    const crossed = panel.references.filter((one) => one.axis === name).map((one) => one.value);
    return panel[name].range ?? endsOf([...panel.points[name], ...crossed, ...panel.regions.flatMap((region) => region[name])], panel[name].scale);
  };
  const vertical = { ...panel.y, range: ends("y") };
  const rows = Math.round(panel.height / 52);
  const box = plotBox(width, panel.height, axis(vertical, 0, 1, rows, false).ticks, titles);
  const y = axis(vertical, box.bottom - INSET, box.top + INSET, rows, false);
  const x = axis({ ...panel.x, range: ends("x") }, box.left + INSET, box.right - INSET, Math.max(3, Math.round(width / 95)), false);
  const dots = placedDots(panel, x, y);
  const taken = dots.map(({ cx, cy, radius }) => ({ left: cx - radius, right: cx + radius, top: cy - radius, bottom: cy + radius }));

  const regions = panel.regions.map((region) => shadedRegion(region, x, y, box, taken)).join("");
  const references = panel.references.map((one) => crossingLine(one, x, y, box, taken)).join("");
  const clip = uniqueId();
  const shapes = dots.map(({ cx, cy, radius, group, colour }) => `<path d="${SHAPES[group ?? 0](cx, cy, px(radius))}" fill="${colour}"/>`).join("");
  const inside = `<clipPath id="${clip}"><rect x="${box.left}" y="${box.top}" width="${box.right - box.left}" height="${box.bottom - box.top}"/></clipPath><g clip-path="url(#${clip})" fill-opacity="0.82" stroke="var(--gm-surface)" stroke-width="1">${shapes}</g>`;
  const legend = panel.groups.map((group, index) => ({ name: group.legend, sign: shapeSign(index, paint(group.colour)) }));
  const svg = axesOf(x, y, box, titles) + regions + references + inside + dotLabels(dots, taken, box);
  let spots = null;
  return { svg, legend, near: "both", reads: () => (spots ??= readDots(panel, dots)) };
}

/** The points that have a place, from left to right. */
function placedDots(panel, x, y) {
  const { points, groups } = panel;
  const dots = points.labels.map((label, at) => {
    const group = kindAt(points.groups, at);
    const radius = Math.max(2.5, DOT * Math.sqrt(points.sizes[at] ?? 1));
    const cx = points.x[at] === null ? null : x.at(points.x[at]);
    const cy = points.y[at] === null ? null : y.at(points.y[at]);
    return { at, label, group, radius, cx, cy, colour: paint(group === null ? "main" : groups[group].colour), note: points.notes[at] ?? "" };
  });
  return dots.filter(({ cx, cy }) => cx !== null && cy !== null).sort((one, other) => one.cx - other.cx || one.at - other.at);
}

const within = (value, low, high) => Math.min(high, Math.max(low, value));

/** A region and its label in the corner that lies farthest out; the label's place is taken from then on. */
function shadedRegion(region, x, y, box, taken) {
  const left = within(region.x[0] === null ? box.left : x.at(region.x[0]), box.left, box.right);
  const right = within(region.x[1] === null ? box.right : x.at(region.x[1]), box.left, box.right);
  const top = within(region.y[1] === null ? box.top : y.at(region.y[1]), box.top, box.bottom);
  const bottom = within(region.y[0] === null ? box.bottom : y.at(region.y[0]), box.top, box.bottom);
  const colour = paint(region.colour);
  const shade = `<rect x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}" fill="${colour}" opacity="0.09"/>`;
  const wide = textWidth(region.label, 12.5) + 2;
  if (!region.label || right - left < wide + 10 || bottom - top < 22) return shade;
  const outer = right >= box.right - 1 && left > box.left + 1;
  const low = bottom >= box.bottom - 1 && top > box.top + 1;
  const [at, line] = [outer ? right - 7 : left + 7, low ? bottom - 8 : top + 17];
  taken.push({ left: outer ? at - wide : at, right: outer ? at : at + wide, top: line - 12, bottom: line + 3 });
  return `${shade}<text class="gm-halo gm-strong" style="fill:${colour}" x="${px(at)}" y="${px(line)}" text-anchor="${outer ? "end" : "start"}">${escaped(region.label)}</text>`;
}

/** A reference line; its label stands at one of its ends, where it covers no point. */
function crossingLine(reference, x, y, box, taken) {
  const wide = textWidth(reference.text) + 4;
  const upright = reference.axis === "x";
  const at = px((upright ? x : y).at(reference.value));
  const places = upright
    ? [box.top + 12, box.bottom - 8, box.top + 29, box.bottom - 25].flatMap((line) => [[at + 6, line], [at - 6 - wide, line]])
    : [box.right - wide - 2, box.left + 6].flatMap((left) => [[left, at - 6], [left, at + 15]]);
  const area = ([left, line]) => ({ left, right: left + wide, top: line - 11, bottom: line + 2 });
  const inside = places.filter(([left]) => left >= box.left && left + wide <= box.right);
  const place = inside.find((one) => taken.every((other) => apart(area(one), other))) ?? inside[0] ?? places[0];
  taken.push(area(place));
  const ends = upright ? `x1="${at}" x2="${at}" y1="${box.top}" y2="${box.bottom}"` : `x1="${box.left}" x2="${box.right}" y1="${at}" y2="${at}"`;
  return `<line ${ends} stroke="${paint(reference.colour)}" stroke-width="1.4" stroke-dasharray="2 4"/><text class="gm-halo" x="${px(place[0])}" y="${px(place[1])}">${escaped(reference.text)}</text>`;
}

/** Labels, those of large points first; each takes the first place around its point that is free, or stays away. */
function dotLabels(dots, taken, box) {
  const shown = dots.filter(({ label, cx, cy }) => label && cx >= box.left && cx <= box.right && cy >= box.top && cy <= box.bottom);
  shown.sort((one, other) => other.radius - one.radius || one.at - other.at);
  const texts = shown.map(({ label, cx, cy, radius }) => {
    const wide = textWidth(label) + 2;
    const reach = radius + 4;
    const near = radius * 0.7 + 3;
    const places = [
      [cx + reach, cy + 4], [cx - reach - wide, cy + 4], [cx - wide / 2, cy - reach], [cx - wide / 2, cy + reach + 10],
      [cx + near, cy - near], [cx + near, cy + near + 9], [cx - near - wide, cy - near], [cx - near - wide, cy + near + 9],
    ];
    for (const [left, line] of places) {
      const spot = { left, right: left + wide, top: line - 10, bottom: line + 2 };
      if (spot.left < box.left || spot.right > box.right + 14 || spot.top < 0 || spot.bottom > box.bottom) continue;
      if (!taken.every((other) => apart(spot, other))) continue;
      taken.push(spot);
      return `<text class="gm-halo gm-label" x="${px(left)}" y="${px(line)}">${escaped(label)}</text>`;
    }
    return "";
  });
  return texts.join("");
}

function readDots(panel, dots) {
  return dots.map(({ at, label, group, colour, cx, cy, radius, note }) => {
    const named = group === null ? "" : panel.groups[group].legend;
    const rows = [
      { name: panel.x.title, text: written(panel.points.x[at], panel.x.format) },
      { name: panel.y.title, text: written(panel.points.y[at], panel.y.format) },
    ];
    if (named) rows.unshift({ name: named, text: "", colour });
    if (note) rows.push({ name: note, text: "" });
    return { x: cx, y: cy, title: label || `第 ${at + 1} 个点`, rows, ring: { x: cx, y: cy, radius: radius + 3, colour } };
  });
}
