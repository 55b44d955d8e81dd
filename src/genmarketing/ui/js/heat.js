// A heat map: numbers as colours, written into the cells where there is room.

function shade(share, diverging) {
  const mixed = (colour, base, part) => `color-mix(in oklab, var(--gm-${colour}) ${px(part * 100)}%, var(--gm-${base}))`;
  if (!diverging) return mixed("heat-high", "heat-low", share);
  return share >= 0.5 ? mixed("heat-high", "heat-middle", share * 2 - 1) : mixed("heat-negative", "heat-middle", 1 - share * 2);
}

function drawHeat(panel, width) {
  let [low, high] = panel.value.range ?? endsOf(panel.values.flat(), "linear");
  if (panel.diverging) [low, high] = [-Math.max(-low, high), Math.max(-low, high)];
  const share = (value) => (high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5);
  const left = Math.ceil(Math.min(width * 0.35, Math.max(...panel.rows.map((row) => textWidth(row)))) + 12);
  const box = { left, right: width - 4, top: panel.y.title ? 22 : 4, bottom: panel.height - (panel.x.title ? 44 : 24) };
  const [wide, tall] = [(box.right - box.left) / panel.columns.length, (box.bottom - box.top) / panel.rows.length];
  const gap = wide > 10 && tall > 10 ? 1.5 : 0;
  const { lines, every } = wrappedNames(panel.columns, wide);
  const parts = [];
  const spots = [];
  panel.values.forEach((row, at) => {
    const top = box.top + tall * at;
    if (tall >= 13 || at % Math.ceil(13 / tall) === 0)
      parts.push(`<text x="${left - 8}" y="${px(top + tall / 2 + 4)}" text-anchor="end">${escaped(shortened(panel.rows[at], left - 12))}</text>`);
    row.forEach((value, column) => {
      const x = box.left + wide * column;
      const text = written(value, panel.value.format);
      const part = value === null ? null : share(value);
      parts.push(`<rect x="${px(x)}" y="${px(top)}" width="${px(wide - gap)}" height="${px(tall - gap)}" rx="${gap}" fill="${part === null ? "var(--gm-raised)" : shade(part, panel.diverging)}"/>`);
      if (panel.labelled && part !== null && textWidth(text) < wide - 6 && tall >= 16) {
        const strong = panel.diverging ? Math.abs(part - 0.5) * 2 : part;
        parts.push(`<text style="fill:var(--gm-${strong > 0.6 ? "surface" : "text"})" x="${px(x + (wide - gap) / 2)}" y="${px(top + tall / 2 + 3.5)}" text-anchor="middle">${escaped(text)}</text>`);
      }
      spots.push({ x: x + wide / 2, y: top + tall / 2, title: `${panel.rows[at]} · ${panel.columns[column]}`, rows: [{ name: panel.value.title, text }] });
    });
  });
  panel.columns.forEach((_, column) => {
    if (column % every === 0)
      parts.push(`<text x="${px(box.left + wide * (column + 0.5))}" y="${box.bottom + 17}" text-anchor="middle">${escaped(lines[column].join(""))}</text>`);
  });
  const scale = { name: panel.value.title, ends: [written(low, panel.value.format), written(high, panel.value.format)], colours: [shade(0, panel.diverging), shade(0.5, panel.diverging), shade(1, panel.diverging)], mark: "scale" };
  return { svg: parts.join("") + titled({ x: panel.x.title, y: panel.y.title }, box), legend: [scale], near: "both", reads: () => spots };
}
