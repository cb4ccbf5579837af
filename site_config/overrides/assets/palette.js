// Sets the colour scheme before the first paint: the reader's choice, else the system's.
(() => {
  const stored = window.__md_get("__palette");
  const chosen = stored && stored.color ? stored.color : { media: "(prefers-color-scheme)" };
  let { scheme } = chosen;
  if (chosen.media === "(prefers-color-scheme)" || !scheme) {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  }
  document.body.setAttribute("data-md-color-scheme", scheme);
})();
