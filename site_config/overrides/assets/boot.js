// What Material's bundle expects to find: the site's address and a store scoped to it. A file, not an inline script,
// so that the Content-Security-Policy needs no exception.
window.__md_scope = new URL("..", document.currentScript.src);
window.__md_hash = text => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
window.__md_get = (key, store = localStorage, scope = window.__md_scope) => {
  try { return JSON.parse(store.getItem(`${scope.pathname}.${key}`)); } catch { return null; }
};
window.__md_set = (key, value, store = localStorage, scope = window.__md_scope) => {
  try { store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)); } catch { /* private browsing */ }
};
// Material's bundle does it, too, but after the first paint.
document.documentElement.classList.replace("no-js", "js");
