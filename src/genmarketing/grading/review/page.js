// The page on which essays are marked. Texts of students are set as text, never as HTML.
const $ = (id) => document.getElementById(id);
const IDLE = 60_000; // without a key or a move for this long, nobody is reading
const REST = 800; // after so long without a key, what has been typed is sent

let essays = [];
let comments = {};
let at = 0;
let criterion = 0;
let named = false;
let lastTouch = Date.now();
let lastTick = Date.now();
let ticking;
let resting;
const undone = [];
let saving = Promise.resolve();

const essay = () => essays[at];
const isComplete = (each) => each.rubric.every(({ name }) => name in each.points);
const points = (value) => String(Math.round(value * 100) / 100);
const bank = () => comments[essay().question] ?? [];
const sameQuestion = (each) => each.question === essay().question;

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

// One request after the other, so that the last mark is the one that stays. `given` is called when its turn has come.
function send(name, given) {
  const sent = saving.then(async () => {
    const body = JSON.stringify(given());
    const answer = await fetch(name, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true });
    const found = [200, 409, 503].includes(answer.status) ? await answer.json() : {};
    return { status: answer.status, ...found };
  }).catch(() => ({ status: 0 }));
  saving = sent;
  return sent;
}

// Sends an essay's marks; `said` is what to say once they are in the gradebook, unless something has been done since.
async function keep(number, said = "") {
  essays[number].changes = (essays[number].changes ?? 0) + 1;
  const changes = essays[number].changes;
  const now = await send("keep", () => {
    const { revision, points, comment, seconds } = essays[number];
    return { essay: number, revision, points, comment, seconds };
  });
  if (now.status === 200) {
    essays[number].revision = now.revision;
    essays[number].marked = now.marked;
    if (essays[number].changes === changes) {
      essays[number].changes = 0;
      if (said && number === at) say(said);
    }
  } else if (now.status === 409) {
    essays[number] = now;
    if (number === at) show();
    say("另一个窗口刚改过这一篇，已换成那边的分数。");
  } else if (now.status === 503) {
    essays[number].revision = now.revision;
    say(`没有记入成绩簿：${now.said}`);
  } else {
    say("没有存上：批阅程序已经停了。在终端里重新运行 genmarketing review，会接着批。");
  }
  showCount();
}

function remember() {
  undone.push({ at, criterion, points: { ...essay().points }, comment: essay().comment });
}

function give(value) {
  remember();
  const { name } = essay().rubric[criterion];
  essay().points[name] = value;
  showMarks();
  say(`${name}：${points(value)} 分`);
  keep(at, isComplete(essay()) ? `这一篇 ${points(sum())} 分，已记入成绩簿。按 → 看下一篇。` : "");
}

function level(number) {
  const { worth } = essay().rubric[criterion];
  if (number >= worth.length) return;
  give(worth[number]);
  if (criterion < essay().rubric.length - 1) criterion += 1;
  showMarks();
}

function nudge(by) {
  const { name, points: most } = essay().rubric[criterion];
  give(Math.min(most, Math.max(0, (essay().points[name] ?? 0) + by)));
}

// What has been typed is sent when the typing rests, and whenever the comment is left.
function settle() {
  clearTimeout(resting);
  if (essay().changes) keep(at);
}

function go(to) {
  settle();
  if (to < 0 || to >= essays.length) {
    say(to < 0 ? "这是第一篇。" : "这是最后一篇。");
    return;
  }
  if (essays[to].question !== essay().question) say(`换了一题：${essays[to].title}`);
  else say("");
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

function goQuestion(step) {
  const firsts = essays.flatMap((each, number) => (number === 0 || essays[number - 1].question !== each.question ? [number] : []));
  const here = firsts.findLastIndex((number) => number <= at) + step;
  if (here < 0 || here >= firsts.length) {
    say(step < 0 ? "这是第一道题。" : "这是最后一道题。");
    return;
  }
  const end = firsts[here + 1] ?? essays.length;
  const open = essays.findIndex((each, number) => number >= firsts[here] && number < end && !isComplete(each));
  go(open < 0 ? firsts[here] : open);
}

function undo() {
  const before = undone.pop();
  if (!before) {
    say("没有可以撤销的了。");
    return;
  }
  if (before.at !== at) {
    settle();
    at = before.at;
    named = false;
  }
  criterion = before.criterion;
  Object.assign(essay(), { points: before.points, comment: before.comment });
  show();
  keep(at);
  say("已撤销上一步。");
}

async function toggleName() {
  named = !named;
  const number = at;
  const student = named ? (await send("student", () => ({ essay: number }))).student : "";
  if (number === at) showName(student);
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
  keep(at);
  say("已放入一条评语。");
}

async function changeBank(name, comment, said) {
  const number = at;
  comments = (await send(name, () => ({ essay: number, comment }))).comments ?? comments;
  showBank();
  say(said);
}

function store() {
  const comment = essay().comment.trim();
  if (comment) changeBank("add_comment", comment, "已存为常用评语。");
  else say("先写一句评语，再存为常用。");
}

function askToEnd() {
  const left = essays.filter((each) => !isComplete(each)).length;
  $("end-text").textContent = left ? `还有 ${left} 篇没有批完，下次会从那里接着批。` : "全部批完了。";
  $("end-box").showModal();
}

async function end() {
  if ($("end-box").returnValue !== "end") return;
  settle();
  await saving;
  await send("end", () => ({}));
  clearInterval(ticking);
  document.removeEventListener("keydown", pressed);
  removeEventListener("focus", refresh);
  const done = essays.filter(isComplete).length;
  const left = essays.length - done;
  document.querySelector("main").replaceChildren(
    make("h1", { text: "已结束" }),
    make("p", { text: `批完 ${done} 篇${left ? `，还有 ${left} 篇，下次接着批` : ""}。成绩表、反馈页、班级页和导出的文件正在重写，终端里说写好了就行；这一页可以关上。` }),
  );
}

function show() {
  const { theme, title, prompt, text, note, comment } = essay();
  $("theme").textContent = theme;
  $("title").textContent = title;
  $("prompt-text").textContent = prompt;
  $("essay").replaceChildren(...text.split(/\n+/).filter((line) => line.trim()).map((line) => make("p", { text: line, dir: "auto" })));
  $("essay").append(make("p", { class: "quiet", text: note ? `${note}给不给分由你。` : `${text.replace(/\s/g, "").length} 个字` }));
  $("comment").value = comment;
  showName("");
  showMarks();
  showBank();
  showCount();
  showClock();
}

const sum = () => Object.values(essay().points).reduce((total, value) => total + value, 0);

function showMarks() {
  const given = essay().points;
  $("rubric").replaceChildren(...essay().rubric.map((each, number) => {
    const chosen = given[each.name];
    const levels = each.levels.map((sentence, place) =>
      make("button", {
        type: "button", class: "level", "aria-pressed": String(chosen === each.worth[place]), tabindex: "-1",
        "data-criterion": number, "data-level": place,
      }, make("kbd", { text: place + 1 }), make("span", { text: sentence }), make("b", { text: points(each.worth[place]) })),
    );
    const heading = make("legend", {}, make("span", { text: each.name }), make("b", { text: `${chosen === undefined ? "—" : points(chosen)} / ${each.points} 分` }));
    return make("fieldset", number === criterion ? { class: "criterion", "aria-current": "true" } : { class: "criterion" }, heading, ...levels);
  }));
  const most = essay().rubric.reduce((total, each) => total + each.points, 0);
  $("sum").textContent = `${points(sum())} / ${most} 分${isComplete(essay()) ? "" : "（还没有打完）"}`;
}

function showBank() {
  $("bank").replaceChildren(...bank().map((comment, number) =>
    make("li", {},
      make("button", { type: "button", class: "put", "data-put": number }, ...(number < 9 ? [make("kbd", { text: `⇧${number + 1}` })] : []), make("span", { text: comment })),
      make("button", { type: "button", class: "remove", "data-remove": number, "aria-label": `删去这条常用评语：${comment}`, text: "×" }),
    ),
  ));
  $("bank-hint").replaceChildren(bank().length ? "" : "写好一句评语，按 ", ...(bank().length ? [] : [make("kbd", { text: "S" }), " 存下来；以后按 ", make("kbd", { text: "Shift" }), " 加数字放入。"]));
}

function showCount() {
  const same = essays.filter(sameQuestion);
  const done = same.filter(isComplete).length;
  $("count").textContent = `第 ${same.indexOf(essay()) + 1} 篇，批完 ${done} / ${same.length}`;
  $("strip").setAttribute("aria-label", `这一题共 ${same.length} 篇，批完 ${done} 篇`);
  $("strip").replaceChildren(...essays.flatMap((each, number) => {
    if (!sameQuestion(each)) return [];
    const state = [isComplete(each) ? "done" : "", number === at ? "here" : ""].join(" ").trim();
    return [make("i", { "data-go": number, class: state, title: each.marked ? "已记入成绩簿" : isComplete(each) ? "打完了" : "没有批完" })];
  }));
  const names = [...new Set(essays.map((each) => each.question))];
  $("questions").replaceChildren(...(names.length < 2 ? [] : names.map((name) => {
    const mine = essays.filter((each) => each.question === name);
    const marked = mine.filter(isComplete).length;
    const attributes = { type: "button", "data-question": name, ...(name === essay().question ? { "aria-current": "true" } : {}) };
    return make("button", attributes, make("span", { text: `${mine[0].number} ${mine[0].title}` }), make("b", { text: `${marked} / ${mine.length}` }));
  })));
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
  "[": () => goQuestion(-1), "]": () => goQuestion(1), "【": () => goQuestion(-1), "】": () => goQuestion(1),
  c: () => { $("comment").focus(); }, s: store, n: goUnmarked, u: undo, h: toggleName,
  p: () => $("prompt-box").showModal(), "?": () => $("help-box").showModal(), "？": () => $("help-box").showModal(), q: askToEnd,
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
  if (event.target.closest("button") && (event.key === "Enter" || event.key === " ")) return;
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
  const target = event.target.closest("button, i[data-go]");
  if (!target) return;
  const { criterion: number, level: place, put, remove, question, go: to } = target.dataset;
  if (place !== undefined) { criterion = Number(number); level(Number(place)); }
  if (put !== undefined) insert(Number(put));
  if (remove !== undefined) changeBank("remove_comment", bank()[Number(remove)], "已删去一条常用评语。");
  if (to !== undefined) go(Number(to));
  if (question !== undefined) go(essays.findIndex((each) => each.question === question));
}

function typed() {
  essay().comment = $("comment").value;
  essay().changes = (essay().changes ?? 0) + 1;
  clearTimeout(resting);
  resting = setTimeout(settle, REST);
}

// Another window may have marked meanwhile; what is typed here and not sent yet stays.
async function refresh() {
  await saving;
  const fresh = await fetch("essays").then((answer) => answer.json()).catch(() => undefined);
  if (!fresh) return;
  comments = fresh.comments;
  let changed = false;
  for (const [number, each] of fresh.essays.entries()) {
    if (essays[number].changes || each.revision === essays[number].revision) continue;
    essays[number] = each;
    changed ||= number === at;
  }
  if (changed) show();
  else { showBank(); showCount(); }
}

async function start() {
  const shown = await (await fetch("essays")).json();
  essays = shown.essays;
  comments = shown.comments;
  at = Math.max(0, essays.findIndex((each) => !isComplete(each)));
  $("comment").addEventListener("focus", remember);
  $("comment").addEventListener("input", typed);
  $("comment").addEventListener("blur", settle);
  const buttons = { previous: () => go(at - 1), next: () => go(at + 1), unmarked: goUnmarked, undo, name: toggleName,
    prompt: () => $("prompt-box").showModal(), help: () => $("help-box").showModal(), end: askToEnd };
  for (const [id, action] of Object.entries(buttons)) $(id).onclick = action;
  $("end-box").addEventListener("close", end);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("pointermove", () => { lastTouch = Date.now(); });
  addEventListener("pagehide", settle);
  addEventListener("focus", refresh);
  ticking = setInterval(tick, 500);
  show();
  $("essay").focus();
  document.querySelector("main").removeAttribute("aria-busy");
}

start();
