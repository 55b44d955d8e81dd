// Numbers as text, and axes: where a value lies, and which values get a tick.

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

function grouped(value, least, most) {
  // A minus sign as wide as a figure; "-0" is zero.
  const text = value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
  return text.replace(/^-(?=[0.,]*$)/, "").replace("-", "−");
}

function power(value) {
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const factor = Number((value / 10 ** exponent).toPrecision(3));
  const raised = `10${[...String(exponent)].map((sign) => SUPERSCRIPT[sign]).join("")}`;
  return factor === 1 ? raised : factor === -1 ? `−${raised}` : `${grouped(factor, 0, 2)}×${raised}`;
}

/** Write a number in a format of panel_checks.py: auto, 万, 10^, 0, 0.00, 0%, 0.0%. */
function written(value, format) {
  if (value === null || value === undefined) return "—";
  if (typeof value === "string") return value;
  const size = Math.abs(value);
  if (format === "万" && size >= 1e4) {
    const [unit, name] = size >= 1e12 ? [1e12, "万亿"] : size >= 1e8 ? [1e8, "亿"] : [1e4, "万"];
    return `${grouped(value / unit, 0, size / unit >= 100 ? 0 : size / unit >= 10 ? 1 : 2)} ${name}`;
  }
  if (format === "10^" && value !== 0) return power(value);
  const fixed = /^0(?:\.(0+))?(%)?$/.exec(format);
  if (fixed) {
    const digits = fixed[1] ? fixed[1].length : 0;
    return fixed[2] ? `${grouped(value * 100, digits, digits)}%` : grouped(value, digits, digits);
  }
  if (value !== 0 && (size >= 1e12 || size < 1e-4)) return power(value);
  if (size >= 1000) return grouped(value, 0, size >= 1e4 ? 0 : 1);
  return grouped(Number(value.toPrecision(4)), 0, 7);
}

function niceStep(span, count) {
  const rough = span / Math.max(1, count);
  const base = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * base >= rough * 0.999);
  return factor * base;
}

const trimmed = (value) => Number(value.toPrecision(12));

/**
 * An axis from data ends `range` to pixels `from`…`to`. `rounded` widens a linear axis to whole ticks.
 * Returns { at(value), ticks: [{ value, text }], low, high }.
 */
function axis({ range, scale, format }, from, to, count, rounded) {
  let [low, high] = range ?? [0, 1];
  if (scale === "log") return logAxis(low, high, format, from, to, count);
  if (low === high) [low, high] = low === 0 ? [0, 1] : [Math.min(0, low * 2), Math.max(0, low * 2)];
  const step = niceStep(high - low, count);
  if (rounded) [low, high] = [trimmed(Math.floor(low / step + 1e-9) * step), trimmed(Math.ceil(high / step - 1e-9) * step)];
  const values = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) values.push(trimmed(index * step));
  const at = (value) => from + ((value - low) / (high - low)) * (to - from);
  const ticks = values.map((value) => ({ value, text: tickText(value, step, format) }));
  return { at, ticks, low, high };
}

function tickText(value, step, format) {
  const digits = (size) => Math.max(0, -Math.floor(Math.log10(size) + 1e-9) + (niceHalf(size) ? 1 : 0));
  if (format.endsWith("%")) return `${grouped(value * 100, 0, digits(step * 100))}%`;
  if (format === "万" || format === "10^") return written(value, format);
  const size = Math.max(Math.abs(value), step);
  return size >= 1e12 || step < 1e-5 ? written(value, "auto") : grouped(value, digits(step), digits(step));
}

const niceHalf = (step) => Math.abs(step / 10 ** Math.floor(Math.log10(step) + 1e-9) - 2.5) < 1e-6;

function logAxis(low, high, format, from, to, count) {
  const [first, last] = low === high ? [low / 2, high * 2] : [low, high];
  const room = (Math.log10(last) - Math.log10(first)) * 0.03;
  const [start, end] = [Math.log10(first) - room, Math.log10(last) + room];
  const at = (value) => (value > 0 ? from + ((Math.log10(value) - start) / (end - start)) * (to - from) : null);
  const factors = end - start > 2.2 ? [1] : end - start > 0.9 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
  let values = [];
  for (let exponent = Math.floor(start); exponent <= Math.ceil(end); exponent++)
    for (const factor of factors) values.push(trimmed(factor * 10 ** exponent));
  values = values.filter((value) => Math.log10(value) >= start && Math.log10(value) <= end);
  const every = factors.length === 1 ? Math.ceil(values.length / Math.max(2, count)) : 1;
  const wide = last >= 1e7 || first < 1e-3;
  const style = format === "auto" && wide ? "10^" : format;
  const ticks = values.filter((_, index) => index % every === 0).map((value) => ({ value, text: written(value, style) }));
  return { at, ticks, low: 10 ** start, high: 10 ** end };
}

const ruler = document.createElement("canvas").getContext("2d");

/** Width of a text in px, in the chart's font. */
function textWidth(text, size = 12) {
  ruler.font = `${size}px "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif`;
  return ruler.measureText(text).width;
}
