// Looks for stories in the archive's index. Everything that is found is set as text, never as markup.
"use strict";

const form = document.querySelector(".search");
const field = form.querySelector("input");
const said = form.querySelector("[role=status]");
const list = form.querySelector(".results");
const more = form.querySelector("button");
const labels = form.dataset;
const PAGE = 10;
const UNSPACED = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}])/gu;
const JOINED = new RegExp(`${UNSPACED.source}((?:</?mark>)*) ((?:</?mark>)*)(?=${UNSPACED.source})`, "gu");

let engine;
let asked = 0;
let hits = [];
let shown = 0;

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
  text.append(passage(found.excerpt));
  // An address of the archive's own begins with a day.
  const href = /^\d{4}-\d\d-\d\d\//.test(found.meta.href) ? found.meta.href : "index.html";
  item.append(element("a", found.meta.title, {class: "title", dir: "auto", href}), about, text);
  return item;
};

const show = async turn => {
  const next = await Promise.all(hits.slice(shown, shown + PAGE).map(async hit => ({score: hit.score, ...await hit.data()})));
  if (turn !== asked) return;
  // Of hits that are equally good, the latest first.
  next.sort((a, b) => b.score.toFixed(3) - a.score.toFixed(3) || b.meta.iso.localeCompare(a.meta.iso));
  shown += next.length;
  list.append(...next.map(entry));
  more.hidden = shown >= hits.length;
};

const words = () => field.value.normalize("NFC").replace(UNSPACED, "$1 ").trim();

const look = async () => {
  const turn = ++asked;
  const sought = words();
  const address = new URL(location.href);
  if (sought) address.searchParams.set("q", field.value);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  const found = sought ? (await engine.search(sought)).results : [];
  if (turn !== asked) return;
  [hits, shown] = [found, 0];
  list.replaceChildren();
  said.textContent = !sought ? "" : found.length ? counted(found.length) : labels.nothing;
  await show(turn);
};

const begin = async () => {
  engine = await import("./search/pagefind/pagefind.js");
  await engine.options({excerptLength: 36});
  await engine.init();
  form.querySelector(".served").hidden = true;
  form.querySelector(".ready").hidden = false;
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    engine.preload(words());  // what the search will read is on its way while the word is still being written
    waiting = setTimeout(look, 80);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(waiting);
    look();
  });
  more.addEventListener("click", () => show(asked));
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  field.focus();
  if (field.value) await look();
};

begin();
