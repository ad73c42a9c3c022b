// Comfort for whoever judges; every form works without it.
//   y n s or ?       answer the question of the review
//   typing a name    names of the record are suggested
//   selected words   of an article: put into the form as source, cue or content, by a button or 1, 2, 3
"use strict";

// ------------------------------------------------------------------ keys of the review
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select")) return;
  const button = document.querySelector(`[data-review] [data-key~="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// ------------------------------------------------------------------ names
document.addEventListener("input", async ({ target: field }) => {
  const typed = field.value.trim();
  if (!field.dataset.names || typed.length < 2 || typed === field.dataset.asked) return;
  field.dataset.asked = typed;
  const answer = await fetch(`${field.dataset.names}?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (!answer || !answer.ok || field.dataset.asked !== typed) return;
  field.list.replaceChildren(...(await answer.json()).map((name) => Object.assign(document.createElement("option"), { value: name })));
});

// ------------------------------------------------------------------ spans by selecting
const marking = document.querySelector("[data-marking]");
if (marking) {
  const bar = document.querySelector(".selection");
  for (const hint of marking.querySelectorAll(".scripted")) hint.hidden = false;
  let selected = null;

  // Offsets of the record count characters (code points), those of the page UTF-16 units.
  const characters = (text) => [...text].length;
  // Where a place is: in the text, or in a title apart from it, and the characters before it.
  const offset = (node, at) => {
    const holder = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!holder) return [];
    const before = document.createRange();
    before.selectNodeContents(holder);
    before.setEnd(node, at);
    return [holder.dataset.in === "title" ? "t" : "", Number(holder.dataset.at) + characters(before.toString())];
  };

  const look = () => {
    const selection = getSelection();
    selected = null;
    if (selection.rangeCount && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      const words = range.toString();
      const [part, start] = offset(range.startContainer, range.startOffset);
      const [last, end] = offset(range.endContainer, range.endOffset);
      if (part === last && end > start && words.trim()) {
        const lead = characters(words) - characters(words.trimStart());
        const tail = characters(words) - characters(words.trimEnd());
        selected = { place: `${part}${start + lead}:${end - tail}`, words: words.trim() };
        const box = range.getBoundingClientRect();
        bar.hidden = false;
        bar.style.left = `${Math.max(8, box.left + scrollX)}px`;
        bar.style.top = `${box.bottom + scrollY + 6}px`;
      }
    }
    if (!selected) bar.hidden = true;
  };
  document.addEventListener("selectionchange", look);

  // Words that lead somewhere can be selected too. A browser would drag the link, or follow it: so the
  // selection is made here, from where the button went down to where the pointer is.
  const text = document.querySelector("article.text");
  const place = (event) => {
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (caret) return [caret.offsetNode, caret.offset];
    const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    return range && [range.startContainer, range.startOffset];
  };
  let from = null;
  text.addEventListener("mousedown", (event) => {
    from = event.button === 0 && event.target.closest("[data-at] a") ? place(event) : null;
    if (from) getSelection().collapse(...from);
  });
  document.addEventListener("mousemove", (event) => {
    const to = from && event.buttons & 1 ? place(event) : null;
    if (to) getSelection().setBaseAndExtent(...from, ...to);
  });
  text.addEventListener("dragstart", (event) => { if (from) event.preventDefault(); });
  document.addEventListener("mouseup", () => { from = null; });
  text.addEventListener("click", (event) => { if (!getSelection().isCollapsed) event.preventDefault(); });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection

  // What the chosen statement's parts are now stands in the empty fields.
  marking.querySelector("#which").addEventListener("change", ({ target }) => {
    for (const field of marking.querySelectorAll("[data-part]")) {
      const now = target.selectedOptions[0].dataset[field.dataset.part];
      field.placeholder = now ? `now: ${now}` : "";
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!selected || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    bar.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`)?.click();
  });

  for (const button of bar.querySelectorAll("[data-put]")) {
    button.addEventListener("click", () => {
      if (!selected) return;
      const field = marking.querySelector(`[data-part="${button.dataset.put}"]`);
      const shows = marking.querySelector(`[data-shows="${button.dataset.put}"]`);
      const again = field.value.trim();
      field.value = (again ? again + "\n" : "") + selected.place;
      shows.textContent = (again ? shows.textContent + " … " : "") + selected.words.slice(0, 200);
      getSelection().removeAllRanges();
    });
  }
}

// ------------------------------------------------------------------ adding files
const drop = document.querySelector("[data-drop]");
if (drop) {
  const zone = drop.querySelector(".drop");
  const input = drop.querySelector("#files");
  const chosen = drop.querySelector("[data-chosen]");
  for (const hint of drop.querySelectorAll(".scripted")) hint.hidden = false;
  const tell = () => {
    const names = [...input.files].map((file) => file.name);
    if (names.length) chosen.textContent = names.length > 4 ? `${names.length} files: ${names.slice(0, 3).join(", ")} …` : names.join(", ");
  };
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; tell(); }
  });
  drop.addEventListener("submit", () => {
    chosen.textContent = "Sending …";
    drop.querySelector("button").disabled = true;
  });
}

const adding = document.querySelector("[data-adding]");
if (adding) {
  const told = (name, value) => { const place = adding.querySelector(`[data-told="${name}"]`); if (place) place.textContent = value; };
  const ask = async () => {
    const answer = await fetch(adding.dataset.adding).catch(() => null);
    const now = answer && answer.ok ? await answer.json() : null;
    if (now && now.state !== "adding") { location.reload(); return; }
    if (now) {
      for (const name of ["file", "name", "added", "statements", "already_there"]) told(name, now[name]);
      told("refused", now.rejected.length);
      adding.querySelector("progress").value = Math.max(now.file - 1, 0);
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
}
