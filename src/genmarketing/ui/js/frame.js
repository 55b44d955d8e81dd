// A frame on the page: its panels, their legends and read-outs, and the short motion from one frame to the next.

const MOTION = 130; // ms; the first step is drawn at once
const DRAWINGS = { lines: drawLines, bars: drawBars, heat: drawHeat, scatter: drawScatter, flow: drawFlow, board: drawBoard };
const MOVING = ["lines", "bars", "heat", "scatter", "flow"]; // whose numbers may stand between two frames

/** Fill the holes of a packed grid (grid.py) for one frame. */
function unpacked(grid, index) {
  const fill = (node) => {
    if (Array.isArray(node)) return node.map(fill);
    if (node === null || typeof node !== "object") return node;
    if ("hole" in node) return grid.holes[node.hole].values[grid.holes[node.hole].at[index]];
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value)]));
  };
  return fill(grid.template);
}

const FIXED = ["source", "target", "row", "column"]; // numbers that say which, not how much

/** Between two panels of the same shape: numbers part of the way, all else as it will be. */
function between(from, to, part) {
  if (typeof from === "number" && typeof to === "number") return from + (to - from) * part;
  if (Array.isArray(to)) return Array.isArray(from) && from.length === to.length ? to.map((value, at) => between(from[at], value, part)) : to;
  if (to === null || typeof to !== "object" || from === null || typeof from !== "object") return to;
  return Object.fromEntries(Object.entries(to).map(([key, value]) => [key, FIXED.includes(key) ? value : between(from[key], value, part)]));
}

/** Give { show(frame, { still }), redraw() }; `alt` describes the pictures to those who cannot see them. */
function frameView(host, alt) {
  const root = element("div", { class: "gm-panels" });
  host.append(root);
  let views = [];
  let shown = null;
  let target = null;
  let pending = 0;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const draw = (panels) => {
    if (views.length !== panels.length || views.some((view, at) => view.kind !== panels[at].kind)) {
      views = panels.map((panel) => panelView(panel.kind, alt));
      root.replaceChildren(...views.map((view) => view.node));
    }
    panels.forEach((panel, at) => views[at].draw(panel));
    shown = panels;
  };
  const finish = () => root.setAttribute("data-settled", "");
  const show = (frame, { still = false } = {}) => {
    cancelAnimationFrame(pending);
    root.removeAttribute("data-settled");
    root.dataset.revision = Number(root.dataset.revision ?? 0) + 1;
    target = frame.panels;
    const alike = shown && shown.length === target.length && shown.every((panel, at) => panel.kind === target[at].kind);
    if (still || !alike || calm.matches) {
      draw(target);
      return finish();
    }
    const from = shown;
    const begun = performance.now() - 16;
    const step = () => {
      const part = Math.min(1, (performance.now() - begun) / MOTION);
      const eased = 1 - (1 - part) ** 3;
      draw(part === 1 ? target : target.map((panel, at) => (MOVING.includes(panel.kind) ? between(from[at], panel, eased) : panel)));
      if (part < 1) pending = requestAnimationFrame(step);
      else finish();
    };
    step();
  };
  const observer = new ResizeObserver(() => target && root.clientWidth && draw(shown));
  observer.observe(root);
  return { show, stop: () => (cancelAnimationFrame(pending), observer.disconnect()) };
}

function panelView(kind, alt) {
  const node = element("figure", { class: "gm-panel", "data-kind": kind });
  if (kind === "tiles") return { kind, node, draw: (panel) => drawTiles(node, panel) };
  if (kind === "table") return { kind, node, draw: (panel) => drawTable(node, panel) };
  if (kind === "marked") {
    node.setAttribute("data-wide", "");
    return { kind, node, ...markedView(node) };
  }
  const title = element("figcaption", { class: "gm-panel-title" });
  const legend = element("div", { class: "gm-legend" });
  const picture = element("div", { role: "img" });
  const readout = element("div", { class: "gm-readout", hidden: true, "aria-live": "polite" });
  const plot = element("div", { class: "gm-plot", tabindex: 0, role: "group", "aria-label": "图。按左右方向键逐点读数。" }, picture, readout);
  node.append(title, legend, plot);
  let drawing = null;
  const reader = readOut(plot, readout, () => drawing);
  const draw = (panel) => {
    if (kind === "flow") node.toggleAttribute("data-wide", panel.nodes.some((one) => one.column > 2));
    const width = Math.max(260, plot.clientWidth || 600);
    drawing = DRAWINGS[kind](panel, width);
    title.textContent = panel.title;
    title.hidden = !panel.title;
    const items = drawing.legend.map(legendItem).join("");
    if (legend.innerHTML !== items) legend.innerHTML = items;
    legend.hidden = !items;
    picture.setAttribute("aria-label", [panel.title, alt].filter(Boolean).join("："));
    const height = drawing.height ?? panel.height;
    picture.innerHTML = `<svg viewBox="0 0 ${width} ${height}" height="${height}" aria-hidden="true">${drawing.svg}</svg>`;
    reader.refresh();
  };
  return { kind, node, draw };
}

function legendItem({ name, colour, mark, ends, colours, sign: own }) {
  const line = (dash) => `<svg width="22" height="10"><line x1="0" x2="22" y1="5" y2="5" stroke="${colour}" stroke-width="2.4"${dash ? ' stroke-dasharray="6 4"' : ""}/></svg>`;
  if (mark === "scale")
    return `<span>${escaped(name)}</span><span>${escaped(ends[0])}<i style="display:inline-block;width:110px;height:10px;border-radius:2px;background:linear-gradient(to right, ${colours.join(", ")})"></i>${escaped(ends[1])}</span>`;
  const sign = own ? own : mark === "dot" ? `<svg width="10" height="10"><circle cx="5" cy="5" r="4.5" fill="${colour}"/></svg>` : mark === "box" ? `<svg width="12" height="12"><rect width="12" height="12" rx="2" fill="${colour}"/></svg>` : line(mark === "dash");
  return `<span>${sign}${escaped(name)}</span>`;
}

/** The read-out follows the pointer, and the arrow keys when the plot has the focus. */
function readOut(plot, box, drawing) {
  let chosen = null;
  const hide = () => ((chosen = null), (box.hidden = true), guide?.remove());
  let guide = null;
  const show = (index) => {
    const spots = drawing()?.reads() ?? [];
    if (!spots.length) return hide();
    chosen = Math.max(0, Math.min(spots.length - 1, index));
    const spot = spots[chosen];
    const rows = spot.rows.map((row) => `<div>${row.colour ? `<i style="background:${row.colour}"></i>` : ""}${escaped([row.name, row.text].filter(Boolean).join("　"))}</div>`);
    box.innerHTML = `<b>${escaped(spot.title)}</b>${rows.join("")}`;
    box.hidden = false;
    const left = spot.x + 14 + box.offsetWidth > plot.clientWidth ? spot.x - 14 - box.offsetWidth : spot.x + 14;
    const level = spot.y ?? Math.min(...spot.rows.map((row) => row.y ?? 0));
    box.style.transform = `translate(${px(Math.max(0, left))}px, ${px(Math.max(0, level - box.offsetHeight / 2))}px)`;
    guide?.remove();
    const rings = spot.ring ? [spot.ring] : drawing().near === "x" ? spot.rows.filter((row) => row.y !== undefined && row.y !== null).map((row) => ({ x: spot.x, y: row.y, radius: 5, colour: row.colour })) : [];
    if (!rings.length) return;
    guide = document.createElementNS("http://www.w3.org/2000/svg", "g");
    guide.innerHTML = rings.map((ring) => `<circle cx="${px(ring.x)}" cy="${px(ring.y)}" r="${px(ring.radius)}" fill="none" stroke="${ring.colour}" stroke-width="2"/>`).join("");
    plot.querySelector("svg").append(guide);
  };
  plot.addEventListener("pointermove", (event) => {
    const spots = drawing()?.reads() ?? [];
    const frame = plot.getBoundingClientRect();
    const [x, y, near] = [event.clientX - frame.left, event.clientY - frame.top, drawing()?.near];
    const far = (spot) => (near === "y" ? 0 : (spot.x - x) ** 2) + (near === "x" ? 0 : (spot.y - y) ** 2);
    let best = 0;
    spots.forEach((spot, at) => far(spot) < far(spots[best]) && (best = at));
    show(best);
  });
  plot.addEventListener("pointerleave", hide);
  plot.addEventListener("blur", hide);
  plot.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape") hide();
    if (!step) return;
    event.preventDefault();
    show(chosen === null ? 0 : chosen + step);
  });
  return { refresh: () => chosen !== null && show(chosen) };
}

function drawTiles(node, panel) {
  const tile = (one) => {
    const value = element("strong", one.colour ? { style: `color: var(--gm-${one.colour})` } : {}, written(one.value, one.format));
    const parts = [element("div", { class: "gm-muted" }, one.label), element("div", {}, value, element("small", {}, one.unit))];
    if (one.note) parts.push(element("div", { class: "gm-muted" }, one.note));
    return element("div", { class: "gm-tile" }, ...parts);
  };
  node.replaceChildren(element("div", { class: "gm-tiles" }, ...panel.tiles.map(tile)));
}

function drawTable(node, panel) {
  const row = (cells, tag, attributes = {}) => element("tr", attributes, ...cells.map((cell) => element(tag, tag === "th" ? { scope: "col" } : {}, cell)));
  const rows = panel.rows.map((cells, at) => row(cells, "td", { "data-highlighted": panel.highlighted.includes(at) }));
  const table = element("table", { class: "gm-table" }, element("thead", {}, row(panel.columns, "th")), element("tbody", {}, ...rows));
  node.replaceChildren(...(panel.title ? [element("figcaption", { class: "gm-panel-title" }, panel.title)] : []), table);
}
