// Search by Pagefind in a dialog: opened with "/", "s" or Ctrl+K; the address bar holds query, filters and order.
const FACETS = { kind: "Kind", actor: "Actor", speaker: "Speaker", month: "Month", topic: "Topic", source: "Source" };
const ORDERS = { newest: { date: "desc" }, oldest: { date: "asc" } };
const PAGE = 10;
const SHOWN_VALUES = 12;

const isWide = matchMedia("(min-width: 45em)").matches;
const dialog = document.getElementById("search");
const query = dialog.querySelector(".search__query");
const order = dialog.querySelector("select[name=sort]");
const facets = dialog.querySelector(".search__facets");
const status = dialog.querySelector(".search__status");
const results = dialog.querySelector(".search__results");
const pane = dialog.querySelector(".search__found");
const more = dialog.querySelector(".search__more");

const chosen = Object.fromEntries(Object.keys(FACETS).map(name => [name, new Set()]));
let pagefind = null;
let allCounts = {};
let found = [];
let run = 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(child => child !== null));
  return made;
}

async function load() {
  if (pagefind) return;
  const loaded = await import(new URL("../pagefind/pagefind.js", import.meta.url).href);
  await loaded.options({ baseUrl: new URL("..", import.meta.url).pathname, excerptLength: 28 });
  await loaded.init();
  allCounts = await loaded.filters();
  pagefind = loaded;
}

// --- the address bar ---------------------------------------------------------------------------------------------

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  query.value = parameters.get("q") ?? "";
  order.value = parameters.get("sort") ?? "";
  for (const name in FACETS) chosen[name] = new Set(parameters.getAll(name));
  return [...parameters.keys()].some(name => name === "q" || name in FACETS);
}

function writeAddress() {
  const parameters = new URLSearchParams();
  if (dialog.open) {
    if (query.value) parameters.set("q", query.value);
    for (const name in FACETS) chosen[name].forEach(value => parameters.append(name, value));
    if (order.value && parameters.size) parameters.set("sort", order.value);
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
  try {
    await load();
    await answer(mine);
  } catch (error) {
    status.textContent = pagefind ? "The search failed. Please try again." : "The search index is not there. Build the site first.";
    console.error(error);
  }
  if (mine === run) pane.ariaBusy = "false";
}

async function answer(mine) {
  const options = { filters: filters(), sort: ORDERS[order.value] ?? {} };
  const idle = !query.value.trim() && !Object.keys(options.filters).length;
  const reply = idle ? null : await pagefind.search(query.value.trim() || null, options);
  if (mine !== run) return;
  found = reply ? reply.results : [];
  results.replaceChildren();
  showFacets(reply ? reply.filters : allCounts);
  status.textContent = idle ? "Type, or choose a filter." : summary();
  await showMore(mine);
}

function summary() {
  if (found.length) return found.length === 1 ? "1 result" : `${found.length} results`;
  return "Nothing found. Try fewer words, or take a filter away.";
}

async function showMore(mine = run) {
  const first = results.children.length;
  const next = await Promise.all(found.slice(first, first + PAGE).map(result => result.data()));
  if (mine !== run) return;
  results.append(...next.map(resultItem));
  more.hidden = results.children.length >= found.length;
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
  return date.toLocaleDateString("en-GB", { ...day, month: "long", year: "numeric", timeZone: "UTC" });
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
  const details = element("details", { open: (isWide && !facets.children.length) || open.has(name) || chosen[name].size > 0 }, element("summary", { textContent: label }), ...list);
  details.dataset.facet = name;
  return details;
}

function choice(name, value, count) {
  const box = element("input", { type: "checkbox", checked: chosen[name].has(value) });
  box.dataset.value = `${name}:${value}`;
  box.addEventListener("change", () => { chosen[name][box.checked ? "add" : "delete"](value); update(); });
  const shown = name === "month" ? dateWords(value) : value;
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
  const links = [query, ...results.querySelectorAll("a")];
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
dialog.querySelector("form").addEventListener("submit", event => { event.preventDefault(); results.querySelector("a")?.focus(); });
dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
document.querySelectorAll("[data-search-open]").forEach(button => button.addEventListener("click", open));
if (readAddress()) open();
