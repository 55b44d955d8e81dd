// The page on which essays are marked. Texts of students are set as text, never as HTML.
const $ = (id) => document.getElementById(id);
const IDLE = 60_000; // without a key or a move for this long, nobody is reading

let essays = [];
let comments = {};
let at = 0;
let criterion = 0;
let named = false;
let lastTouch = Date.now();
let lastTick = Date.now();
let ticking;
const undone = [];
let saving = Promise.resolve();

const essay = () => essays[at];
const isComplete = (each) => each.rubric.every(({ name }) => name in each.points);
const points = (value) => String(Math.round(value * 100) / 100);
const bank = () => comments[essay().question] ?? [];

function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

function say(sentence) {
  $("said").textContent = sentence;
}

// One request after the other, so that the last mark is the one that stays.
function send(name, given) {
  const sent = saving.then(() =>
    fetch(name, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given), keepalive: true }),
  );
  saving = sent.catch(() => undefined);
  return sent.then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).catch(() => {
    say("没有存上：批阅程序已经停了。在终端里重新运行 genmarketing review，会接着批。");
    return {};
  });
}

function keep(settled) {
  const { points, comment, seconds } = essay();
  return send("keep", { essay: at, points, comment, seconds, settled });
}

function remember() {
  undone.push({ at, criterion, points: { ...essay().points }, comment: essay().comment });
}

function give(value) {
  remember();
  essay().points[essay().rubric[criterion].name] = value;
  changed();
}

function changed() {
  keep(false);
  showMarks();
  showCount();
}

function level(number) {
  const { worth, name } = essay().rubric[criterion];
  if (number >= worth.length) return;
  give(worth[number]);
  say(`${name}：${points(worth[number])} 分`);
  if (criterion < essay().rubric.length - 1) criterion += 1;
  showMarks();
}

function nudge(by) {
  const { name, points: most } = essay().rubric[criterion];
  give(Math.min(most, Math.max(0, (essay().points[name] ?? 0) + by)));
}

async function go(to) {
  if (to < 0 || to >= essays.length) {
    say(to < 0 ? "这是第一篇。" : "这是最后一篇。");
    keep(isComplete(essay()));
    return;
  }
  keep(isComplete(essay()));
  at = to;
  criterion = 0;
  named = false;
  show();
  $("essay").focus();
  window.scrollTo(0, 0);
}

function goUnmarked() {
  const order = [...essays.keys()].map((step) => (at + 1 + step) % essays.length);
  const found = order.find((number) => !isComplete(essays[number]));
  if (found === undefined) say("全部批完了。");
  else go(found);
}

async function undo() {
  const before = undone.pop();
  if (!before) {
    say("没有可以撤销的了。");
    return;
  }
  if (before.at !== at) {
    keep(isComplete(essay()));
    at = before.at;
    named = false;
  }
  criterion = before.criterion;
  Object.assign(essay(), { points: before.points, comment: before.comment });
  show();
  keep(false);
  say("已撤销上一步。");
}

async function toggleName() {
  named = !named;
  const number = at;
  const student = named ? (await send("student", { essay: number })).student : "";
  if (number !== at) return;
  showName(student);
}

function showName(student) {
  $("who").replaceChildren(named ? make("bdi", { text: student }) : "姓名已隐去");
  $("name").firstChild.textContent = named ? "隐去姓名 " : "显示姓名 ";
}

function insert(number) {
  const comment = bank()[number];
  if (comment === undefined) return;
  remember();
  essay().comment = [essay().comment.trimEnd(), comment].filter(Boolean).join("\n");
  $("comment").value = essay().comment;
  changed();
  say("已放入一条评语。");
}

async function store() {
  const comment = essay().comment.trim();
  if (!comment) {
    say("先写一句评语，再存为常用。");
    return;
  }
  comments = (await send("add_comment", { essay: at, comment })).comments ?? comments;
  showBank();
  say("已存为常用评语。");
}

async function forget(comment) {
  comments = (await send("remove_comment", { essay: at, comment })).comments ?? comments;
  showBank();
}

function askToEnd() {
  const left = essays.filter((each) => !isComplete(each)).length;
  $("end-text").textContent = left ? `还有 ${left} 篇没有批完，下次会从那里接着批。` : "全部批完了。";
  $("end-box").showModal();
}

async function end() {
  if ($("end-box").returnValue !== "end") return;
  await keep(isComplete(essay()));
  await send("end", {});
  clearInterval(ticking);
  document.removeEventListener("keydown", pressed);
  const done = essays.filter(isComplete).length;
  const left = essays.length - done;
  document.querySelector("main").replaceChildren(
    make("h1", { text: "已结束" }),
    make("p", { text: `批完 ${done} 篇${left ? `，还有 ${left} 篇，下次接着批` : ""}。成绩表、反馈页和班级页正在重写，这一页可以关上了。` }),
  );
}

function show() {
  const { theme, title, prompt, text, comment } = essay();
  $("theme").textContent = theme;
  $("title").textContent = title;
  $("prompt-text").textContent = prompt;
  $("essay").replaceChildren(...text.split(/\n+/).filter((line) => line.trim()).map((line) => make("p", { text: line, dir: "auto" })));
  $("essay").append(make("p", { class: "quiet", text: `${text.replace(/\s/g, "").length} 个字` }));
  $("comment").value = comment;
  showName("");
  showMarks();
  showBank();
  showCount();
  showClock();
}

function showMarks() {
  const given = essay().points;
  $("rubric").replaceChildren(...essay().rubric.map((each, number) => {
    const chosen = given[each.name];
    const levels = each.levels.map((sentence, place) =>
      make("button", {
        type: "button", class: "level", "aria-pressed": String(chosen === each.worth[place]),
        "data-criterion": number, "data-level": place,
      }, make("kbd", { text: place + 1 }), make("span", { text: sentence }), make("b", { text: points(each.worth[place]) })),
    );
    const state = chosen === undefined ? "—" : points(chosen);
    const heading = make("legend", {}, make("span", { text: each.name }), make("b", { text: `${state} / ${each.points} 分` }));
    return make("fieldset", number === criterion ? { class: "criterion", "aria-current": "true" } : { class: "criterion" }, heading, ...levels);
  }));
  const most = essay().rubric.reduce((sum, each) => sum + each.points, 0);
  const sum = Object.values(given).reduce((total, value) => total + value, 0);
  $("sum").textContent = `${points(sum)} / ${most} 分${isComplete(essay()) ? "" : "（还没有打完）"}`;
}

function showBank() {
  $("bank").replaceChildren(...bank().map((comment, number) => {
    const put = make("button", { type: "button", class: "put", "data-put": number }, make("kbd", { text: number < 9 ? `⇧${number + 1}` : "·" }), make("span", { text: comment }));
    const remove = make("button", { type: "button", class: "remove", "data-remove": number, "aria-label": `删去：${comment}`, text: "×" });
    return make("li", {}, put, remove);
  }));
  $("bank-hint").replaceChildren("写好一句，回到打分后按 ", make("kbd", { text: "S" }), " 存下，以后按 ", make("kbd", { text: "Shift" }), " 加数字放入。");
}

function showCount() {
  const same = essays.filter((each) => each.question === essay().question);
  const done = same.filter(isComplete).length;
  $("count").textContent = `第 ${same.indexOf(essay()) + 1} 篇，批完 ${done} / ${same.length}`;
  $("meter").setAttribute("aria-label", `这一题批完 ${done} 篇，共 ${same.length} 篇`);
  $("meter").firstElementChild.style.width = `${(100 * done) / same.length}%`;
}

function showClock() {
  const seconds = Math.floor(essay().seconds);
  $("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tick() {
  const now = Date.now();
  if (!document.hidden && now - lastTouch < IDLE && essays.length) {
    essay().seconds += (now - lastTick) / 1000;
    showClock();
  }
  lastTick = now;
}

const ACTIONS = {
  ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1),
  ArrowDown: () => { criterion = Math.min(criterion + 1, essay().rubric.length - 1); showMarks(); },
  ArrowUp: () => { criterion = Math.max(criterion - 1, 0); showMarks(); },
  "+": () => nudge(0.5), "=": () => nudge(0.5), "-": () => nudge(-0.5),
  c: () => { $("comment").focus(); }, s: store, n: goUnmarked, u: undo, h: toggleName,
  p: () => $("prompt-box").showModal(), "?": () => $("help-box").showModal(), q: askToEnd,
};

function pressed(event) {
  lastTouch = Date.now();
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.target === $("comment")) {
    if (event.key === "Escape") $("essay").focus();
    return;
  }
  if (event.altKey || ((event.ctrlKey || event.metaKey) && event.key !== "z")) return;
  if (event.ctrlKey || event.metaKey) { event.preventDefault(); undo(); return; }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const action = digit
    ? () => (event.shiftKey ? insert(digit[1] - 1) : level(digit[1] - 1))
    : ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function clicked(event) {
  lastTouch = Date.now();
  const button = event.target.closest("button");
  if (!button) return;
  const { criterion: number, level: place, put, remove } = button.dataset;
  if (place !== undefined) { criterion = Number(number); level(Number(place)); }
  if (put !== undefined) insert(Number(put));
  if (remove !== undefined) forget(bank()[Number(remove)]);
}

async function start() {
  const shown = await (await fetch("essays")).json();
  essays = shown.essays;
  comments = shown.comments;
  at = Math.max(0, essays.findIndex((each) => !isComplete(each)));
  $("comment").addEventListener("focus", remember);
  $("comment").addEventListener("input", () => { essay().comment = $("comment").value; keep(false); });
  $("previous").onclick = () => go(at - 1);
  $("next").onclick = () => go(at + 1);
  $("unmarked").onclick = goUnmarked;
  $("undo").onclick = undo;
  $("name").onclick = toggleName;
  $("prompt").onclick = () => $("prompt-box").showModal();
  $("help").onclick = () => $("help-box").showModal();
  $("end").onclick = askToEnd;
  $("end-box").addEventListener("close", end);
  $("marks").onsubmit = (event) => event.preventDefault();
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("pointermove", () => { lastTouch = Date.now(); });
  addEventListener("pagehide", () => keep(isComplete(essay())));
  ticking = setInterval(tick, 500);
  show();
  document.querySelector("main").removeAttribute("aria-busy");
}

start();
