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

// Narrowing a search, turning pages and changing the base take the new page in place of the old one (htmx):
// then the text has the focus, and the page's head tells where its data and its feed are now.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== document.body) return;
  document.querySelector("#main").focus({ preventScroll: true });
  const head = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").head;
  for (const old of document.head.querySelectorAll("link[rel=alternate]")) old.remove();
  document.head.append(...head.querySelectorAll("link[rel=alternate]"));
});

// On paper everything is open.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open])")) folded.open = true;
});
