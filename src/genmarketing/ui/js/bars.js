// Bars: standing or lying, side by side or stacked.

function drawBars(panel, width) {
  const sums = panel.categories.map((_, at) => panel.series.map((series) => series.values[at] ?? 0));
  const stacked = sums.flatMap((values) => [values.filter((v) => v > 0).reduce((a, b) => a + b, 0), values.filter((v) => v < 0).reduce((a, b) => a + b, 0)]);
  const crossed = panel.references.map((reference) => reference.value);
  const whiskers = panel.series.flatMap((series) => [...(series.low ?? []), ...(series.high ?? [])]);
  const range = panel.y.range ?? endsOf([0, ...(panel.stacked ? stacked : sums.flat()), ...whiskers, ...crossed], "linear");
  const drawing = panel.horizontal ? lyingBars(panel, width, range) : standingBars(panel, width, range);
  const legend = panel.series.length > 1 ? panel.series.map((series, index) => ({ name: series.name, colour: paint(series.colour, index), mark: "box" })) : [];
  return { ...drawing, legend };
}

/** Where each bar lies along its category: the start and thickness in px, and the two values between which it spans. */
function spans(panel, at, start, band) {
  const inner = band * (panel.categories.length > 24 ? 0.86 : 0.72);
  const thick = panel.stacked ? inner : inner / panel.series.length;
  let [up, down] = [0, 0];
  return panel.series.map((series, index) => {
    const value = series.values[at];
    let base = 0;
    if (panel.stacked && value > 0) [base, up] = [up, up + value];
    else if (panel.stacked) [base, down] = [down, down + value];
    return { value, from: base, to: base + (value ?? 0), start: start + (band - inner) / 2 + (panel.stacked ? 0 : thick * index), thick, low: series.low?.[at] ?? null, high: series.high?.[at] ?? null, colour: paint(series.colour, index), name: series.name };
  });
}

/** An interval over a bar: a line with a cap at each end; `along(value, side)` gives the place of a point on it. */
function whisker(bar, along) {
  if (bar.low === null || bar.high === null) return "";
  const cap = Math.min(5, bar.thick / 3);
  const stroke = ([from, to]) => `M${from.map(px).join(",")}L${to.map(px).join(",")}`;
  const lines = [[along(bar.low, 0), along(bar.high, 0)], [along(bar.low, -cap), along(bar.low, cap)], [along(bar.high, -cap), along(bar.high, cap)]];
  const path = lines.map(stroke).join("");
  return `<path class="gm-whisker-halo" d="${path}"/><path class="gm-whisker" d="${path}"/>`;
}

/** A bar's value, with its interval where it has one. */
function valueText(bar, format) {
  const text = written(bar.value, format);
  return bar.low === null ? text : `${text}（${written(bar.low, format)} 到 ${written(bar.high, format)}）`;
}

const faded = (panel, at) => (panel.highlighted.length && !panel.highlighted.includes(at) ? 0.35 : 1);

function standingBars(panel, width, range) {
  const titles = { x: panel.x.title, y: panel.y.title };
  const vertical = { ...panel.y, range };
  const rows = Math.round(panel.height / 52);
  const box = plotBox(width, panel.height, axis(vertical, 0, 1, rows, true).ticks, titles);
  const band = (box.right - box.left) / panel.categories.length;
  const { lines, every } = wrappedNames(panel.categories, band);
  const deep = Math.max(...lines.map((parts) => parts.length));
  box.bottom -= (deep - 1) * 15;
  const y = axis(vertical, box.bottom, box.top, rows, true);
  const parts = [];
  const spots = [];
  panel.categories.forEach((category, at) => {
    const left = box.left + band * at;
    const bars = spans(panel, at, left, band);
    for (const bar of bars) {
      if (bar.value === null) continue;
      const [top, bottom] = [Math.min(y.at(bar.from), y.at(bar.to)), Math.max(y.at(bar.from), y.at(bar.to))];
      const gap = bar.thick > 4 ? 1 : 0;
      parts.push(`<rect x="${px(bar.start)}" y="${px(top)}" width="${px(Math.max(1, bar.thick - gap))}" height="${px(bottom - top)}" rx="${bar.thick > 8 ? 2 : 0}" fill="${bar.colour}" opacity="${faded(panel, at)}"/>`);
      const middle = bar.start + bar.thick / 2;
      parts.push(whisker(bar, (value, side) => [middle + side, y.at(value)]));
      const text = written(bar.value, panel.y.format);
      const above = bar.high === null ? top : Math.min(top, y.at(bar.high));
      if (panel.labelled && !panel.stacked && textWidth(text) < bar.thick + 14)
        parts.push(`<text class="gm-halo" x="${px(middle)}" y="${px(bar.value < 0 ? bottom + 14 : above - 5)}" text-anchor="middle">${escaped(text)}</text>`);
    }
    if (at % every === 0)
      lines[at].forEach((part, row) => parts.push(`<text x="${px(left + band / 2)}" y="${box.bottom + 18 + row * 15}" text-anchor="middle">${escaped(part)}</text>`));
    spots.push({ x: left + band / 2, title: category, rows: bars.map((bar) => ({ name: bar.name, text: valueText(bar, panel.y.format), colour: bar.colour, y: y.at(bar.to) })) });
  });
  const references = panel.references.map((reference, index) => referenceLine(reference, index, null, y, box)).join("");
  const grid = axesOf(null, y, box, { x: "", y: titles.y });
  const below = titled({ x: titles.x, y: "" }, { ...box, bottom: box.bottom + (deep - 1) * 15 });
  return { svg: grid + below + parts.join("") + references, near: "x", reads: () => spots };
}

/** Break category names into lines that fit, and say that only every n-th is written where even one sign has no room. */
function wrappedNames(names, band) {
  const widest = Math.max(...names.map((name) => textWidth(name)));
  if (widest <= band - 6) return { lines: names.map((name) => [name]), every: 1 };
  if (band < 30) return { lines: names.map((name) => [name]), every: Math.ceil((widest + 8) / band) };
  const lines = names.map((name) => {
    const parts = [""];
    for (const piece of name.match(/[A-Za-z0-9.,%+-]+|./gu) ?? [""]) {
      const last = parts.length - 1;
      if (parts[last] && textWidth(parts[last] + piece) > band - 6) parts.push(piece);
      else parts[last] += piece;
    }
    return parts.map((part) => part.trim());
  });
  return { lines, every: 1 };
}

function lyingBars(panel, width, range) {
  const names = Math.min(width * 0.4, Math.max(...panel.categories.map((name) => textWidth(name)))) + 12;
  const box = { left: Math.ceil(names), right: width - (panel.labelled ? 56 : 16), top: panel.x.title ? 26 : 6, bottom: panel.height - 44 };
  const x = axis({ ...panel.y, range }, box.left, box.right, Math.max(3, Math.round(width / 110)), true);
  const band = (box.bottom - box.top) / panel.categories.length;
  const parts = [];
  const spots = [];
  for (const tick of x.ticks) {
    const at = px(x.at(tick.value));
    parts.push(`<line class="gm-gridline" x1="${at}" x2="${at}" y1="${box.top}" y2="${box.bottom}"/>`);
    parts.push(`<text x="${at}" y="${box.bottom + 18}" text-anchor="middle">${escaped(tick.text)}</text>`);
  }
  panel.categories.forEach((category, at) => {
    const top = box.top + band * at;
    const bars = spans(panel, at, top, band);
    const short = shortened(category, names - 12);
    parts.push(`<text x="${box.left - 8}" y="${px(top + band / 2 + 4)}" text-anchor="end">${escaped(short)}</text>`);
    for (const bar of bars) {
      if (bar.value === null) continue;
      const [left, right] = [Math.min(x.at(bar.from), x.at(bar.to)), Math.max(x.at(bar.from), x.at(bar.to))];
      parts.push(`<rect x="${px(left)}" y="${px(bar.start)}" width="${px(right - left)}" height="${px(Math.max(1, bar.thick - 1))}" rx="2" fill="${bar.colour}" opacity="${faded(panel, at)}"/>`);
      const middle = bar.start + bar.thick / 2;
      parts.push(whisker(bar, (value, side) => [x.at(value), middle + side]));
      const end = bar.high === null ? right : Math.max(right, x.at(bar.high));
      if (panel.labelled && !panel.stacked)
        parts.push(`<text class="gm-halo" x="${px(end + 6)}" y="${px(middle + 4)}">${escaped(written(bar.value, panel.y.format))}</text>`);
    }
    spots.push({ y: top + band / 2, x: x.at(bars[0].to), title: category, rows: bars.map((bar) => ({ name: bar.name, text: valueText(bar, panel.y.format), colour: bar.colour })) });
  });
  parts.push(`<line class="gm-axis" x1="${px(x.at(0))}" x2="${px(x.at(0))}" y1="${box.top}" y2="${box.bottom}"/>`);
  for (const reference of panel.references) parts.push(referenceLine({ ...reference, axis: "x" }, 0, x, null, box));
  return { svg: parts.join("") + titled({ x: panel.y.title, y: panel.x.title }, box), near: "y", reads: () => spots };
}

function shortened(text, room) {
  if (textWidth(text) <= room) return text;
  let short = text;
  while (short.length > 1 && textWidth(`${short}…`) > room) short = short.slice(0, -1);
  return `${short}…`;
}
