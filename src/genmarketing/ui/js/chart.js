// Lines and points as SVG. Every drawing gives { svg, legend, reads, near }: `reads()` lists what the read-out can say.

const COLOURS = ["main", "rival", "gain", "accent", "warm", "quiet"];
const paint = (role, index = 0) => `var(--gm-${role || COLOURS[index % COLOURS.length]})`;
const px = (value) => Math.round(value * 100) / 100;

/** Axes, grid and titles of a plot; `x` may be null for categories. */
function axesOf(x, y, box, titles) {
  const parts = [];
  for (const tick of y.ticks) {
    const at = px(y.at(tick.value));
    parts.push(`<line class="gm-gridline" x1="${box.left}" x2="${box.right}" y1="${at}" y2="${at}"/>`);
    parts.push(`<text x="${box.left - 8}" y="${at + 4}" text-anchor="end">${escaped(tick.text)}</text>`);
  }
  parts.push(`<line class="gm-axis" x1="${box.left}" x2="${box.right}" y1="${box.bottom}" y2="${box.bottom}"/>`);
  let free = -Infinity;
  for (const tick of x?.ticks ?? []) {
    const at = px(x.at(tick.value));
    const half = textWidth(tick.text) / 2;
    parts.push(`<line class="gm-axis" x1="${at}" x2="${at}" y1="${box.bottom}" y2="${box.bottom + 4}"/>`);
    if (at - half < free) continue;
    free = at + half + 10;
    parts.push(`<text x="${at}" y="${box.bottom + 18}" text-anchor="middle">${escaped(tick.text)}</text>`);
  }
  parts.push(titled(titles, box));
  return parts.join("");
}

/** Axis titles: the vertical one lies above its axis, so that Chinese need not be read sideways. */
function titled({ x, y }, box) {
  const right = `<text class="gm-axis-title" x="${box.right}" y="${box.bottom + 37}" text-anchor="end">${escaped(x)}</text>`;
  return `<text class="gm-axis-title" x="0" y="12">${escaped(y)}</text>${x ? right : ""}`;
}

function plotBox(width, height, ticks, titles) {
  const left = Math.ceil(Math.max(24, ...ticks.map((tick) => textWidth(tick.text))) + 10);
  return { left, right: width - 16, top: titles.y ? 26 : 10, bottom: height - (titles.x ? 44 : 26) };
}

/** Join points with lines; a missing value leaves a gap. */
function pathOf(points) {
  let pen = "M";
  let path = "";
  for (const [x, y] of points) {
    if (x === null || y === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${px(x)},${px(y)}`;
    pen = "L";
  }
  return path;
}

function endsOf(values, scale) {
  const found = values.filter((value) => value !== null && value !== undefined && (scale !== "log" || value > 0));
  return found.length ? [Math.min(...found), Math.max(...found)] : scale === "log" ? [1, 10] : [0, 1];
}

function drawLines(panel, width) {
  const titles = { x: panel.x.title, y: panel.y.title };
  const ends = (name) => {
    const own = panel.lines.flatMap((line) => [line[name], ...(name === "y" ? [line.low ?? [], line.high ?? []] : [])].flat());
    const marked = panel.markers.map((marker) => marker[name]);
    const crossed = panel.references.filter((one) => one.axis === name).map((one) => one.value);
    return panel[name].range ?? endsOf([...own, ...marked, ...crossed], panel[name].scale);
  };
  const vertical = { ...panel.y, range: ends("y") };
  const rows = Math.round(panel.height / 52);
  const box = plotBox(width, panel.height, axis(vertical, 0, 1, rows, true).ticks, titles);
  const y = axis(vertical, box.bottom, box.top, rows, true);
  // Dots at the ends of the axis need room; lines may begin on it.
  const inset = panel.lines.some((line) => line.points) ? 10 : 0;
  const x = axis({ ...panel.x, range: ends("x") }, box.left + inset, box.right - inset, Math.max(3, Math.round(width / 95)), false);
  const place = (line, edge) => line.x.map((value, index) => [value === null ? null : x.at(value), edge[index] === null ? null : y.at(edge[index])]);

  const shaded = panel.bands.map((band) => shadedBand(band, x, y, box)).join("");
  const clip = uniqueId();
  const drawn = panel.lines.map((line, index) => drawLine(line, paint(line.colour, index), place)).join("");
  const inside = `<clipPath id="${clip}"><rect x="${box.left - 7}" y="${box.top - 7}" width="${box.right - box.left + 14}" height="${box.bottom - box.top + 14}"/></clipPath><g clip-path="url(#${clip})">${drawn}</g>`;
  const references = panel.references.map((one, index) => referenceLine(one, index, x, y, box)).join("");
  const markers = drawMarkers(panel.markers, x, y, box);
  const legend = panel.lines.length > 1 ? panel.lines.map((line, index) => ({ name: line.name, colour: paint(line.colour, index), mark: line.joined ? (line.dash ? "dash" : "line") : "dot" })) : [];
  return { svg: axesOf(x, y, box, titles) + shaded + references + inside + markers, legend, near: "x", reads: () => readLines(panel, x, y) };
}

function drawLine(line, colour, place) {
  const parts = [];
  if (line.low) {
    const edge = place(line, line.high).concat(place(line, line.low).reverse());
    parts.push(`<path d="${pathOf(edge.filter(([, y]) => y !== null))}Z" fill="${colour}" opacity="0.16"/>`);
  }
  const points = place(line, line.y);
  if (line.joined)
    parts.push(`<path d="${pathOf(points)}" fill="none" stroke="${colour}" stroke-width="2.2" stroke-linejoin="round"${line.dash ? ' stroke-dasharray="6 5"' : ""}/>`);
  if (line.points) {
    const radius = line.joined ? 3.4 : 4;
    const dots = points.filter(([x, y]) => x !== null && y !== null).map(([x, y]) => `<circle cx="${px(x)}" cy="${px(y)}" r="${radius}"/>`);
    parts.push(`<g fill="${colour}" fill-opacity="${line.joined ? 1 : 0.75}" stroke="var(--gm-surface)" stroke-width="1">${dots.join("")}</g>`);
  }
  return parts.join("");
}

function shadedBand(band, x, y, box) {
  const [from, to] = band.axis === "x" ? [x.at(band.low), x.at(band.high)] : [y.at(band.high), y.at(band.low)];
  const [left, top, right, bottom] = band.axis === "x" ? [from, box.top, to, box.bottom] : [box.left, from, box.right, to];
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const [l, r] = [clamp(left, box.left, box.right), clamp(right, box.left, box.right)];
  const [t, b] = [clamp(top, box.top, box.bottom), clamp(bottom, box.top, box.bottom)];
  return `<rect x="${px(l)}" y="${px(t)}" width="${px(r - l)}" height="${px(b - t)}" fill="${paint(band.colour)}" opacity="0.13"/><text class="gm-halo" x="${px(l + 6)}" y="${px(t + 15)}">${escaped(band.text)}</text>`;
}

function referenceLine(reference, index, x, y, box) {
  const colour = paint(reference.colour);
  const stroke = `stroke="${colour}" stroke-width="1.4" stroke-dasharray="2 4"`;
  if (reference.axis === "y") {
    const at = px(y.at(reference.value));
    const label = `<text class="gm-halo" x="${box.right - 2}" y="${at - 6}" text-anchor="end">${escaped(reference.text)}</text>`;
    return `<line x1="${box.left}" x2="${box.right}" y1="${at}" y2="${at}" ${stroke}/>${label}`;
  }
  const at = px(x.at(reference.value));
  const turned = at > box.left + (box.right - box.left) * 0.65;
  // One step lower for each, so that neighbouring labels do not cover each other.
  const label = `<text class="gm-halo" x="${at + (turned ? -6 : 6)}" y="${box.top + 10 + 16 * index}" text-anchor="${turned ? "end" : "start"}">${escaped(reference.text)}</text>`;
  return `<line x1="${at}" x2="${at}" y1="${box.top}" y2="${box.bottom}" ${stroke}/>${label}`;
}

/** Labelled points; each label takes the first of four places that covers no dot and no label before it. */
function drawMarkers(markers, x, y, box) {
  const shown = markers.map((marker) => ({ ...marker, cx: x.at(marker.x), cy: y.at(marker.y) })).filter(({ cx, cy }) => cx !== null && cy !== null);
  const taken = shown.map(({ cx, cy }) => ({ left: cx - 7, right: cx + 7, top: cy - 7, bottom: cy + 7 }));
  const free = (spot) => taken.every((other) => spot.right < other.left || spot.left > other.right || spot.bottom < other.top || spot.top > other.bottom);
  const inside = (spot) => spot.left >= box.left && spot.right <= box.right && spot.top >= 0 && spot.bottom <= box.bottom;
  const dots = shown.map(({ cx, cy, colour }) => `<circle cx="${px(cx)}" cy="${px(cy)}" r="5.5" fill="${paint(colour)}" stroke="var(--gm-surface)" stroke-width="2"/>`);
  const labels = shown.map(({ cx, cy, colour, text }) => {
    const wide = textWidth(text, 12.5) + 4;
    const spots = [[1, -9], [-1, -9], [1, 19], [-1, 19]].map(([side, drop]) => {
      const left = side > 0 ? cx + 10 : cx - 10 - wide;
      return { side, drop, left, right: left + wide, top: cy + drop - 13, bottom: cy + drop + 3 };
    });
    const spot = spots.find((one) => inside(one) && free(one)) ?? spots.find(inside) ?? spots[0];
    taken.push(spot);
    return `<text class="gm-halo gm-strong" style="fill:${paint(colour)}" x="${px(cx + 10 * spot.side)}" y="${px(cy + spot.drop)}" text-anchor="${spot.side > 0 ? "start" : "end"}">${escaped(text)}</text>`;
  });
  return dots.join("") + labels.join("");
}

function readLines(panel, x, y) {
  const spots = new Map();
  panel.lines.forEach((line, index) => {
    line.x.forEach((value, at) => {
      if (value === null || line.y[at] === null || y.at(line.y[at]) === null || x.at(value) === null) return;
      const spot = spots.get(value) ?? { x: x.at(value), title: `${panel.x.title}：${written(value, panel.x.format)}`, rows: [] };
      if (spot.rows.length < 8)
        spot.rows.push({ name: line.name, text: written(line.y[at], panel.y.format), colour: paint(line.colour, index), y: y.at(line.y[at]) });
      spots.set(value, spot);
    });
  });
  for (const marker of panel.markers) {
    const spot = spots.get(marker.x) ?? { x: x.at(marker.x), title: `${panel.x.title}：${written(marker.x, panel.x.format)}`, rows: [] };
    spot.rows.push({ name: marker.text, text: written(marker.y, panel.y.format), colour: paint(marker.colour), y: y.at(marker.y) });
    spots.set(marker.x, spot);
  }
  return [...spots.values()].sort((one, other) => one.x - other.x);
}
