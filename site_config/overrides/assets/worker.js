// See from-disk.js: what Material's search expects of a worker, in a frame. It runs that one script, and only from disk.
const page = window.parent;
const name = location.search.slice(1);
if (location.protocol === "file:" && /^search\.[0-9a-f]+\.min\.js$/.test(name)) {
  window.parent = undefined; // a worker has none, and the script asks
  window.postMessage = data => page.postMessage(data, "*");
  document.write(`<script src="javascripts/workers/${name}"><\/script>`);
}
