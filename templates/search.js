// Looks for stories in the archive's index. Everything that is found is set as text, never as markup.
"use strict";

const form = document.querySelector(".search");
const field = form.querySelector("input");
const said = form.querySelector("[role=status]");
const list = form.querySelector(".results");
const more = form.querySelector("button");
const labels = form.dataset;
const PAGE = 10;
const FIRST = 5;
// What a search costs grows with what it finds. So the newest weeks are looked through first, and only words that few stories
// have are looked for in all of them at once; of others, earlier weeks follow when more is asked for.
const WINDOW = 100; // stories
const FEW = 300; // stories
const UNSPACED = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}])/gu;
const JOINED = new RegExp(`${UNSPACED.source}((?:</?mark>)*) ((?:</?mark>)*)(?=${UNSPACED.source})`, "gu");

let engine;
let windows = []; // of weeks, the newest first
let asked = 0;
let looking = false;
let found = {total: 0, hits: [], earlier: []};
let shown = 0;
let writing;

const plural = new Intl.PluralRules(document.documentElement.lang);
const counted = number => {
  const forms = JSON.parse(labels.found);
  const form = forms[plural.select(number)] ?? forms.other ?? Object.values(forms).at(-1);
  return form.replace("{n}", number.toLocaleString(document.documentElement.lang, {numberingSystem: "latn"}));
};

// The passage comes with its marks as tags and all else as entities.
const passage = text => {
  const holder = document.createDocumentFragment();
  text.replace(JOINED, "$1$2$3").split(/(<mark>.*?<\/mark>)/).forEach(part => {
    const marked = part.startsWith("<mark>");
    const plain = part.replace(/<\/?mark>/g, "")
      .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");
    if (marked) holder.append(Object.assign(document.createElement("mark"), {textContent: plain}));
    else holder.append(plain);
  });
  return holder;
};

const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const entry = found => {
  const item = document.createElement("li");
  const about = element("p", "", {class: "soft"});
  about.append(element("time", found.meta.day, {datetime: found.meta.iso}), " · ", element("bdi", found.meta.outlets));
  const text = element("p", "", {class: "heads", dir: "auto"});
  text.append(passage(found.excerpt), /\p{Po}["'”’»）」]?$/u.test(found.excerpt) ? "" : "\u00a0…");
  // An address of the archive's own begins with a day.
  const href = /^\d{4}-\d\d-\d\d\//.test(found.meta.href) ? found.meta.href : "index.html";
  item.append(element("a", found.meta.title, {class: "title", dir: "auto", href}), about, text);
  return item;
};

const span = async () => {
  const groups = [];
  let size = WINDOW;
  for (const [week, stories] of Object.entries((await engine.filters()).week ?? {}).sort().reverse()) {
    if (size >= WINDOW) [groups[groups.length], size] = [[], 0];
    groups.at(-1).push(week);
    size += stories;
  }
  return groups;
};

const within = (sought, weeks) => engine.search(sought, weeks ? {filters: {week: {any: weeks}}} : {});

const find = async sought => {
  if (!sought) return {sought, total: 0, hits: [], earlier: []};
  const [newest, ...earlier] = windows;
  const first = await within(sought, newest);
  const total = first.unfilteredResultCount;
  if (total > FEW) return {sought, total, hits: first.results, earlier};
  const all = total > first.results.length ? await within(sought) : first;
  return {sought, total: all.results.length, hits: all.results, earlier: []};
};

const load = hits => Promise.all(hits.map(async hit => ({score: hit.score, ...await hit.data()})));

// Each hit is a file of its own: those that a first look meets come first, the rest of the page behind them.
const show = async turn => {
  const of = found;
  while (of.hits.length < shown + PAGE && of.earlier.length) of.hits.push(...(await within(of.sought, of.earlier.shift())).results);
  for (const end of shown ? [shown + PAGE] : [FIRST, PAGE]) {
    const next = await load(of.hits.slice(shown, end));
    if (turn !== asked) return;
    // Of hits that are equally good, the latest first.
    next.sort((a, b) => b.score.toFixed(3) - a.score.toFixed(3) || b.meta.iso.localeCompare(a.meta.iso));
    if (!shown) {
      list.replaceChildren();
      said.textContent = !of.sought ? "" : of.total ? counted(of.total) + (of.earlier.length ? labels.newest : "") : labels.nothing;
    }
    shown += next.length;
    list.append(...next.map(entry));
    more.hidden = end < PAGE || (shown >= of.hits.length && !of.earlier.length);
    list.setAttribute("aria-busy", "false");
  }
};

const words = () => field.value.normalize("NFC").replace(UNSPACED, "$1 ").trim();

// Looks at once for what stands in the field; what is written meanwhile is looked for after that, and only the last of it shown.
const look = async () => {
  asked++;
  list.setAttribute("aria-busy", "true");
  if (looking) return;
  looking = true;
  try {
    for (let turn = 0; turn !== asked;) {
      turn = asked;
      const result = await find(words());
      if (turn !== asked) continue;
      [found, shown] = [result, 0];
      await show(turn);
    }
  } finally {
    looking = false;
  }
};

const add = async () => {
  if (list.getAttribute("aria-busy") === "true") return;
  list.setAttribute("aria-busy", "true");
  await show(asked);
};

// The address leads to the search, for a link or for the way back.
const note = () => {
  clearTimeout(writing);
  const address = new URL(location.href);
  if (words()) address.searchParams.set("q", field.value);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(null, "", address);
};

// The first searches take longest, until the engine's code is compiled: let them be nobody's.
const warm = async () => {
  for (const letter of ["a", "e", "o"]) {
    if (asked || !windows.length) return;
    const {results} = await within(letter, windows[0]);
    await load(results.slice(0, FIRST));
  }
};

const begin = async () => {
  engine = await import("./search/pagefind/pagefind.js");
  await engine.options({excerptLength: 36});
  await engine.init();
  windows = await span();
  form.querySelector(".served").hidden = true;
  form.querySelector(".ready").hidden = false;
  field.addEventListener("input", () => {
    clearTimeout(writing);
    writing = setTimeout(note, 300);
    look();
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    note();
    look();
  });
  list.addEventListener("click", note);
  more.addEventListener("click", add);
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  field.focus();
  if (field.value) await look();
  else await warm();
};

begin();
