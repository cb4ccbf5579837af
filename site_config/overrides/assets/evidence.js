// A statement that crosses another is cut into pieces in the evidence; :target marks the first, this the others.
function markTarget() {
  document.querySelectorAll(".is-target").forEach(piece => piece.classList.remove("is-target"));
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id.startsWith("in-")) return;
  document.querySelectorAll(`[data-of="${CSS.escape(id)}"]`).forEach(piece => piece.classList.add("is-target"));
}
addEventListener("hashchange", markTarget);
markTarget();
