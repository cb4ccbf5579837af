// A brief that has moved: on to its new address, with the place on the page that the old one named.
const moved = document.querySelector("meta[http-equiv=refresh]");
if (moved) location.replace(moved.content.split("url=")[1] + location.hash);

// A statement that crosses another is cut into pieces in the evidence; :target marks the first, this the others.
function markTarget() {
  document.querySelectorAll(".is-target").forEach(piece => piece.classList.remove("is-target"));
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id.startsWith("in-")) return;
  document.querySelectorAll(`[data-of="${CSS.escape(id)}"]`).forEach(piece => piece.classList.add("is-target"));
}
addEventListener("hashchange", markTarget);
markTarget();

// "Copy" beside the citation, which gets the page's address.
for (const citation of document.querySelectorAll("[data-citation]")) {
  const address = location.origin + location.pathname;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy", className: "copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${citation.textContent} ${address}`);
    button.textContent = "Copied";
  });
  citation.after(" ", button);
}

// A report names the statement that the reader had before their eyes.
for (const link of document.querySelectorAll("[data-report]")) {
  link.addEventListener("click", () => {
    if (location.hash) link.href = link.dataset.report.replace("%23item", encodeURIComponent(location.hash));
  });
}
