// Search in a dialog: opened with "/", "s" or Ctrl+K; the address bar holds query, filters, order and period.
// Texts are searched by Pagefind, in bundles by period of which the newest are loaded first; names in files of their own.
const FACETS = { kind: "Kind", actor: "Actor", speaker: "Speaker", month: "Month", section: "Section", topic: "Topic", source: "Source" };
const NAME_KINDS = ["Actor", "Place", "Topic"];
// The words below in the page's language, where that is not English.
const WORDS = JSON.parse(document.getElementById("search").dataset.words ?? "{}");
const say = (text, ...values) => values.reduce((said, value) => said.replace("{}", () => value), WORDS[text] ?? text);
const LOCALE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const PAGE = 10;
const SHOWN_VALUES = 12;
const SHOWN_NAMES = 5;
// Bundles are loaded, newest first, until they hold so many pages; the others if there are fewer hits than this.
const RECENT = 500;
const ENOUGH = 10;
// Shorter queries are still being typed, and do not load all years.
const LEAST_LETTERS = 3;
const ROOT = new URL("..", import.meta.url);

const isWide = matchMedia("(min-width: 45em)").matches;
const dialog = document.getElementById("search");
const query = dialog.querySelector(".search__query");
const order = dialog.querySelector("select[name=sort]");
const facets = dialog.querySelector(".search__facets");
const status = dialog.querySelector(".search__status");
const period = dialog.querySelector(".search__period");
const names = dialog.querySelector(".search__names");
const results = dialog.querySelector(".search__results");
const pane = dialog.querySelector(".search__found");
const more = dialog.querySelector(".search__more");

const chosen = Object.fromEntries(Object.keys(FACETS).map(name => [name, new Set()]));
let languages = null;
let wantsAll = false;
let allCounts = {};
let found = null;
let run = 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(child => child !== null));
  return made;
}

// --- the index -----------------------------------------------------------------------------------------------------

// The bundles of one language. Each language has a copy of Pagefind's program, and with it its own stemming.
class Language {
  constructor(bundles) {
    this.bundles = bundles;
    let pages = 0;
    this.loaded = bundles.findIndex(one => (pages += one.pages) >= RECENT) + 1 || bundles.length;
  }

  get isWhole() { return this.loaded === this.bundles.length; }

  path(bundle) { return new URL(`pagefind/${bundle.path}/`, ROOT); }

  // A filter that Pagefind adds to all pages of a bundle tells which they are.
  options(bundle) { return { baseUrl: ROOT.pathname, excerptLength: 28, mergeFilter: { bundle: bundle.path } }; }

  get instance() { return this.started ??= this.start(); }

  async start() {
    const [newest, ...others] = this.bundles.slice(0, this.loaded);
    const program = await import(new URL("pagefind.js", this.path(newest)).href);
    const instance = program.createInstance({ ...this.options(newest), basePath: this.path(newest).pathname });
    await instance.init();
    await Promise.all(others.map(one => instance.mergeIndex(this.path(one).pathname, this.options(one))));
    return instance;
  }

  async addAll(progress) {
    const instance = await this.instance;
    while (!this.isWhole) {
      const bundle = this.bundles[this.loaded];
      await instance.mergeIndex(this.path(bundle).pathname, this.options(bundle));
      this.loaded++;
      progress(bundle);
    }
  }

  // Pagefind merges what its bundles find by score alone; by date each bundle is asked, and newer ones come first.
  async search(text, filters) {
    const instance = await this.instance;
    if (!order.value) return instance.search(text, { filters });
    const asked = this.bundles.slice(0, this.loaded);
    const replies = await Promise.all(asked.map(one =>
      instance.search(text, { filters: { ...filters, bundle: [one.path] }, sort: { date: "desc" } })));
    const results = replies.flatMap(one => one.results);
    if (order.value === "oldest") results.reverse();
    return { results, filters: added(replies.map(one => one.filters)) };
  }
}

async function load() {
  languages ??= loadList();
  languages.catch(() => { languages = null; });
  return languages;
}

async function loadList() {
  const reply = await fetch(new URL("pagefind/bundles.json", ROOT), { cache: "no-cache" });
  const all = await reply.json();
  const loaded = [...new Set(all.map(one => one.lang))].map(lang => new Language(all.filter(one => one.lang === lang)));
  await countAll(loaded);
  return loaded;
}

async function countAll(loaded) {
  allCounts = added(await Promise.all(loaded.map(async one => (await one.instance).filters())));
}

// The counts of each filter's values, added up. A value may be called "constructor": nothing is inherited.
function added(counts) {
  const sum = {};
  for (const [name, values] of counts.flatMap(Object.entries)) {
    sum[name] ??= Object.create(null);
    for (const [value, count] of Object.entries(values)) sum[name][value] = (sum[name][value] ?? 0) + count;
  }
  return sum;
}

let loadingAll = null;
function loadAllYears(loaded) {
  const total = loaded.flatMap(one => one.bundles).length;
  const tell = bundle => {
    const done = loaded.reduce((sum, one) => sum + one.loaded, 0);
    status.textContent = say("Loading all years: {} ({} of {})", bundle.first ? bundle.first.slice(0, 4) : say("undated"), done, total);
  };
  loadingAll ??= (async () => {
    for (const one of loaded) await one.addAll(tell);
    await countAll(loaded);
  })().finally(() => { loadingAll = null; });
  return loadingAll;
}

// --- names ---------------------------------------------------------------------------------------------------------

const nameFiles = new Map();

// Small letters without accents, as generator/pages/names.py makes them.
function words(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function nameFile(name) {
  if (!nameFiles.has(name)) nameFiles.set(name, fetch(new URL(`names/${name}.json`, ROOT)).then(reply => reply.json()));
  return nameFiles.get(name);
}

function nameFileOf(beginning) {
  return nameFile([...beginning].map(one => one.codePointAt(0).toString(16)).join("-"));
}

// Actors, places and topics each of whose words begins as one of the query does, the most frequent first.
async function matchingNames() {
  const asked = words(query.value);
  const longest = asked.reduce((one, other) => [...other].length > [...one].length ? other : one, "");
  const [short, long] = [2, 3].map(count => [...longest].slice(0, count).join(""));
  if (!(await nameFile("index")).includes(short)) return [];
  let file = await nameFileOf(short);
  if (file.split.length && long !== short) {
    if (!file.split.includes(long)) return [];
    file = await nameFileOf(long);
  }
  const fits = ([name, , , , ...also]) => {
    const own = words([name, ...also].join(" "));
    return asked.every(word => own.some(one => one.startsWith(word)));
  };
  return file.names.filter(fits).map(([name, kind, page, briefs]) => ({ name, kind, page, briefs }));
}

// --- the address bar ---------------------------------------------------------------------------------------------

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  query.value = parameters.get("q") ?? "";
  order.value = parameters.get("sort") ?? "";
  wantsAll = parameters.get("years") === "all";
  for (const name in FACETS) chosen[name] = new Set(parameters.getAll(name));
  return [...parameters.keys()].some(name => name === "q" || name in FACETS);
}

function writeAddress() {
  const parameters = new URLSearchParams();
  if (dialog.open) {
    if (query.value) parameters.set("q", query.value);
    for (const name in FACETS) chosen[name].forEach(value => parameters.append(name, value));
    if (order.value && parameters.size) parameters.set("sort", order.value);
    if (wantsAll && parameters.size) parameters.set("years", "all");
  }
  const search = parameters.size ? `?${parameters}` : "";
  if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
}

// --- results -----------------------------------------------------------------------------------------------------

function filters() {
  return Object.fromEntries(Object.entries(chosen).filter(([, values]) => values.size).map(([name, values]) => [name, [...values]]));
}

async function update() {
  const mine = ++run;
  pane.ariaBusy = "true";
  writeAddress();
  let loaded = null;
  try {
    loaded = await load();
    await answer(mine, loaded);
  } catch (error) {
    status.textContent = loaded ? say("The search failed. Please try again.") : say("The search index is not there. Build the site first.");
    console.error(error);
  }
  if (mine === run) pane.ariaBusy = "false";
}

async function answer(mine, loaded) {
  const text = query.value.trim();
  const wanted = filters();
  const isIdle = !text && !Object.keys(wanted).length;
  if (wantsAll) await loadAllYears(loaded);
  const [named, replies] = await Promise.all([
    isIdle ? [] : matchingNames(),
    isIdle ? [] : searchTexts(text, wanted, loaded, mine),
  ]);
  if (mine !== run) return;
  const onlyNames = chosen.kind.size > 0 && NAME_KINDS.some(kind => chosen.kind.has(kind)) && !chosen.kind.has("Brief");
  const counts = isIdle ? allCounts : added(replies.map(one => one.filters));
  for (const { kind } of named) (counts.kind ??= Object.create(null))[kind] = (counts.kind[kind] ?? 0) + 1;
  found = onlyNames ? fixed(named.filter(one => chosen.kind.has(one.kind))) : ordered(replies.map(one => one.results));
  showNames(onlyNames || Object.keys(wanted).some(name => name !== "kind") ? [] : named);
  results.replaceChildren();
  showFacets(counts);
  showPeriod(loaded);
  status.textContent = isIdle ? say("Type, or choose a filter.") : summary(loaded);
  await showMore(mine);
}

// In the newest bundles, and in all where these have too little.
async function searchTexts(text, wanted, loaded, mine) {
  const ask = () => Promise.all(loaded.map(one => one.search(text || null, wanted)));
  let replies = await ask();
  const hits = replies.reduce((sum, one) => sum + one.results.length, 0);
  const isTyped = [...text].length >= LEAST_LETTERS || Object.keys(wanted).length > 0;
  if (hits < ENOUGH && isTyped && mine === run && loaded.some(one => !one.isWhole)) {
    await loadAllYears(loaded);
    replies = await ask();
  }
  return replies;
}

// What was found, to be taken from piece by piece: by score over all languages, or by date.
function ordered(lists) {
  const size = lists.reduce((sum, one) => sum + one.length, 0);
  if (!order.value || lists.length < 2) {
    const all = order.value ? lists.flat() : lists.flat().sort((a, b) => b.score - a.score);
    return { size, take: (first, count) => Promise.all(all.slice(first, first + count).map(one => one.data())) };
  }
  const heads = lists.map(list => ({ list, at: 0 }));
  const sign = order.value === "newest" ? 1 : -1;
  const next = async () => {
    const left = heads.filter(one => one.at < one.list.length);
    const loaded = await Promise.all(left.map(one => one.list[one.at].data()));
    const best = loaded.reduce((one, data, at) => sign * (data.meta.date ?? "").localeCompare(loaded[one].meta.date ?? "") > 0 ? at : one, 0);
    left[best].at++;
    return loaded[best];
  };
  return { size, take: async (first, count) => { const some = []; for (let k = 0; k < Math.min(count, size - first); k++) some.push(await next()); return some; } };
}

function fixed(named) {
  return { size: named.length, take: async (first, count) => named.slice(first, first + count) };
}

function summary(loaded) {
  if (found.size) return found.size === 1 ? say("1 result") : say("{} results", found.size);
  const nothing = loaded.every(one => one.isWhole) ? say("Nothing found.") : say("Nothing found in this period.");
  return `${nothing} ${say("Try fewer words, or take a filter away.")}`;
}

async function showMore(mine = run) {
  const first = results.children.length;
  const next = await found.take(first, PAGE);
  if (mine !== run) return;
  results.append(...next.map(one => one.page ? nameItem(one) : resultItem(one)));
  more.hidden = results.children.length >= found.size;
}

function showNames(named) {
  names.hidden = !named.length;
  names.replaceChildren(...named.slice(0, SHOWN_NAMES).map(nameItem));
}

function nameItem({ name, kind, page, briefs }) {
  return element("li", {},
    element("a", { href: new URL(page, ROOT).pathname, textContent: name, dir: "auto" }),
    element("span", { className: "about", textContent: `${say(kind)} · ${briefs === 1 ? say("1 brief") : say("{} briefs", briefs)}` }));
}

// Which years the results and the counts are of.
function showPeriod(loaded) {
  const isWhole = loaded.every(one => one.isWhole);
  const shown = loaded.flatMap(one => one.bundles.slice(0, one.loaded));
  const firsts = shown.map(one => one.first).filter(Boolean).sort();
  const lasts = shown.map(one => one.last).filter(Boolean).sort();
  const span = firsts.length ? [...new Set([firsts[0], lasts.at(-1)].map(one => dateWords(one.slice(0, 7))))].join(say(" to ")) : "";
  const button = element("button", { type: "button", className: "search__all", textContent: say("All years") });
  button.addEventListener("click", () => { wantsAll = true; query.focus(); update(); });
  const isCut = loaded.some(one => one.bundles.length > 1);
  period.hidden = !isCut;
  period.replaceChildren(isWhole ? say("Results and counts of all years: {}.", span) : `${say("Results and counts of {} only.", span)} `, ...(isWhole ? [] : [button]));
}

function resultItem({ url, meta, excerpt }) {
  const about = [meta.date ? dateWords(meta.date) : null, meta.source].filter(Boolean).join(" · ");
  return element("li", {},
    element("a", { href: url, textContent: meta.title, dir: "auto" }),
    about ? element("p", { className: "about", textContent: about }) : null,
    element("p", { className: "excerpt", dir: "auto" }, ...excerptNodes(excerpt)));
}

// Only text and marks of an excerpt are taken over.
function excerptNodes(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map(node =>
    node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : document.createTextNode(node.textContent));
}

function dateWords(value) {
  const parts = value.split("-").map(Number);
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2] ?? 1));
  const day = parts.length > 2 ? { day: "numeric" } : {};
  return date.toLocaleDateString(LOCALE, { ...day, month: "long", year: "numeric", timeZone: "UTC" });
}

// --- filters -----------------------------------------------------------------------------------------------------

function showFacets(counts) {
  const open = new Set([...facets.querySelectorAll("details[open]")].map(one => one.dataset.facet));
  const focused = document.activeElement?.dataset?.value;
  const fresh = Object.entries(FACETS).map(([name, label]) => facet(name, label, counts[name] ?? {}, open)).filter(Boolean);
  facets.replaceChildren(...fresh);
  if (focused) facets.querySelector(`input[data-value="${CSS.escape(focused)}"]`)?.focus();
}

function facet(name, label, counts, open) {
  const values = Object.keys({ ...allCounts[name], ...counts })
    .filter(value => counts[value] || chosen[name].has(value))
    .sort((a, b) => chosen[name].has(b) - chosen[name].has(a) || (name === "month" ? b.localeCompare(a) : counts[b] - counts[a] || a.localeCompare(b)));
  if (!values.length) return null;
  const list = values.slice(0, Math.max(SHOWN_VALUES, chosen[name].size)).map(value => choice(name, value, counts[value] ?? 0));
  const details = element("details", { open: (isWide && !facets.children.length) || open.has(name) || chosen[name].size > 0 }, element("summary", { textContent: say(label) }), ...list);
  details.dataset.facet = name;
  return details;
}

function choice(name, value, count) {
  const box = element("input", { type: "checkbox", checked: chosen[name].has(value) });
  box.dataset.value = `${name}:${value}`;
  box.addEventListener("change", () => { chosen[name][box.checked ? "add" : "delete"](value); update(); });
  const shown = name === "month" ? dateWords(value) : name === "kind" ? say(value) : value;
  return element("label", {}, box, element("span", { textContent: shown, dir: "auto" }), element("span", { className: "count", textContent: count }));
}

// --- opening, closing, keys ----------------------------------------------------------------------------------------

function open() {
  if (!dialog.open) dialog.showModal();
  query.focus();
  query.select();
  update();
}

function isTyping(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

addEventListener("keydown", event => {
  const isShortcut = (event.key === "k" && (event.ctrlKey || event.metaKey))
    || ((event.key === "/" || event.key === "s") && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target));
  if (!isShortcut || (dialog.open && event.key !== "k")) return;
  event.preventDefault();
  open();
});

dialog.addEventListener("keydown", event => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.target.matches("select, input[type=checkbox]")) return;
  const links = [query, ...pane.querySelectorAll("a")];
  const next = links[links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) { event.preventDefault(); next.focus(); }
});

let waiting;
query.addEventListener("input", () => {
  run++; // what is under way no longer counts
  pane.ariaBusy = "true";
  clearTimeout(waiting);
  waiting = setTimeout(update, 150);
});
order.addEventListener("change", update);
more.addEventListener("click", () => showMore());
dialog.addEventListener("close", writeAddress);
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
dialog.querySelector("form").addEventListener("submit", event => { event.preventDefault(); pane.querySelector("a")?.focus(); });
dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
document.querySelectorAll("[data-search-open]").forEach(button => button.addEventListener("click", open));
if (readAddress()) open();
