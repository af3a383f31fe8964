// Shows HTML that Python has built and reports which of its buttons was pressed.
const typing = (element) =>
  element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

// The words of a passage that are selected, counted in characters as Python counts them.
const marked = (item) => {
  const words = item?.querySelector("[data-text]");
  const chosen = document.getSelection();
  if (!words || !chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!range.intersectsNode(words)) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  const length = [...before.toString()].length;
  const at = (node, offset, outside) => {
    if (!words.contains(node)) return outside;
    before.selectNodeContents(words);
    before.setEnd(node, offset);
    return [...before.toString()].length;
  };
  const start = at(range.startContainer, range.startOffset, 0);
  const end = at(range.endContainer, range.endOffset, length);
  return start < end ? { start, end } : null;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".lis");
  if (!root) {
    root = document.createElement("div");
    root.className = "lis";
    parentElement.appendChild(root);
  }
  if (root.built !== data.html) {
    root.built = data.html;
    root.innerHTML = data.html;
    // All are measured before one is changed: each change would have the page laid out anew.
    const whole = [...root.querySelectorAll(".lis-clipped")].filter(
      (quote) => quote.scrollHeight <= quote.clientHeight + 2,
    );
    for (const quote of whole) {
      const more = quote.parentElement.querySelector("[data-more]");
      if (more) more.hidden = true;
    }
  }
  root.onclick = (event) => {
    const pressed = event.target.closest("[data-act]");
    const more = event.target.closest("[data-more]");
    if (more) {
      const clipped = more.closest("li, div").querySelector(".lis-quote").classList.toggle("lis-clipped");
      more.textContent = clipped ? "Show all" : "Show less";
    }
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const span = marked(pressed.closest("[data-item]")) ?? {};
    setTriggerValue("pressed", { act: pressed.dataset.act, id: pressed.dataset.id, ...span });
  };
  // Pressing the button must not undo the selection that it is about.
  root.onmousedown = (event) => {
    if (event.target.closest('[data-act="evidence"], [data-act="tags"]')) event.preventDefault();
  };
  const tell = () => {
    for (const adds of root.querySelectorAll('[data-act="evidence"]')) {
      const words = marked(adds.closest("[data-item]")) ? "Add marked words" : "Add to evidence";
      if (adds.textContent !== words) adds.textContent = words;
    }
  };
  document.addEventListener("selectionchange", tell);
  const quiet = () => document.removeEventListener("selectionchange", tell);
  if (!data.keys) return quiet;

  const move = (step) => {
    const items = [...root.querySelectorAll("[data-item]")];
    if (!items.length) return;
    const at = items.indexOf(document.activeElement.closest?.("[data-item]"));
    const lit = items.findIndex((item) => item.classList.contains("lis-current"));
    const from = at >= 0 ? at : lit;
    const next = items[Math.min(items.length - 1, Math.max(0, from + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    for (const item of items) item.classList.toggle("lis-current", item === next);
  };
  const listen = (event) => {
    if (typing(document.activeElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter" && !document.activeElement.closest?.("button, a")) {
      root.querySelector('[data-item].lis-current [data-act="open"]')?.click();
    } else if (event.key === "e") {
      root.querySelector('[data-item].lis-current [data-act="evidence"]')?.click();
    } else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", listen);
  return () => {
    quiet();
    document.removeEventListener("keydown", listen);
  };
}
