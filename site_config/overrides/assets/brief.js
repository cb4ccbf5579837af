// A brief that has moved: on to its new address, with the place on the page that the old one named.
const moved = document.querySelector("meta[http-equiv=refresh]");
if (moved) location.replace(moved.content.split("url=")[1] + location.hash);

// A statement that crosses another is cut into pieces in the evidence; :target marks the first, this the others.
function markTarget() {
  document.querySelectorAll(".is-target").forEach(piece => piece.classList.remove("is-target"));
  const id = location.hash.slice(1);
  if (!id.startsWith("in-")) return;
  document.querySelectorAll(`[data-of="${CSS.escape(id)}"]`).forEach(piece => piece.classList.add("is-target"));
}
addEventListener("hashchange", markTarget);
markTarget();

// "Copy" beside the citation, which gets the page's address.
for (const citation of document.querySelectorAll("[data-citation]")) {
  const address = location.origin + location.pathname;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: citation.dataset.copy ?? "Copy", className: "copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${citation.textContent} ${address}`);
    button.textContent = citation.dataset.copied ?? "Copied";
  });
  citation.after(" ", button);
}

// A report names the statement that the reader had before their eyes; each has a link of its own, too.
const report = document.querySelector("[data-report]");
const about = (link, id) => { link.href = report.dataset.report.replace("%23item", encodeURIComponent(`#${id}`)); };
if (report) {
  report.addEventListener("click", () => { if (location.hash) about(report, location.hash.slice(1)); });
  for (const item of document.querySelectorAll(":is([id^=fact-], [id^=quote-], [id^=figure-], [id^=actor-])")) {
    const link = Object.assign(document.createElement("a"), { textContent: report.dataset.short ?? "Report", className: "report-item" });
    const [kind, number] = item.id.split("-");
    const named = `${report.dataset[kind] ?? kind} ${number}`;
    link.setAttribute("aria-label", (report.dataset.item ?? "Report an error in {}").replace("{}", named));
    about(link, item.id);
    const place = item.closest("tr")?.lastElementChild ?? item.querySelector(".said-by, :scope > p:last-of-type") ?? item;
    place.append(" ", link);
  }
}
