// A little comfort; every page works without it.
//   /        puts the cursor in the search field
//   j, k     go to the next, the last statement of a list; Enter opens it
"use strict";

const inField = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  if (event.key === "/") {
    const field = document.querySelector("#ask") || document.querySelector("#q");
    field.focus();
    field.select();
    event.preventDefault();
  } else if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll("main .saying .words a, main .stories h3 a, main .told li > a")];
    const at = links.indexOf(document.activeElement);
    const next = links[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
    if (next) next.focus();
  }
});

// On paper everything is open.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open])")) folded.open = true;
});
