// One page as a picture with passages boxed on it. The picture stays when only the boxes change.
const STEPS = [1, 1.35, 1.7, 2.2, 3];

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".lis");
  if (!root) {
    root = document.createElement("div");
    root.className = "lis lis-viewer";
    root.innerHTML = `<div class="lis-bars"></div><div class="lis-hold" tabindex="0" role="region">
      <div class="lis-sheet"><img><div class="lis-boxes"></div></div></div><div class="lis-told" aria-live="polite"></div>`;
    root.zoom = data.zoom;
    parentElement.appendChild(root);
  }
  const [hold, sheet, picture, told] = [".lis-hold", ".lis-sheet", "img", ".lis-told"].map((s) => root.querySelector(s));
  root.querySelector(".lis-bars").innerHTML = data.bars;
  root.querySelector(".lis-boxes").innerHTML = data.boxes;
  hold.setAttribute("aria-label", data.label);
  picture.alt = data.label;
  sheet.style.aspectRatio = data.ratio;
  const turned = picture.src !== data.picture;
  if (turned) picture.src = data.picture;

  const stretch = () => { sheet.style.width = `${100 * STEPS[root.zoom]}%`; };
  const reveal = () => {
    const lit = sheet.querySelector(".lis-lit");
    if (!lit) { if (turned) hold.scrollTo(0, 0); return; }
    hold.scrollTo(Math.max(0, lit.offsetLeft - 24), Math.max(0, lit.offsetTop - hold.clientHeight / 4));
  };
  stretch();
  if (root.shown !== data.shown) { root.shown = data.shown; told.textContent = ""; reveal(); }

  root.onclick = async (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.dataset.zoom) {
      root.zoom = Math.min(STEPS.length - 1, Math.max(0, root.zoom + Number(pressed.dataset.zoom)));
      stretch();
      reveal();
      told.textContent = `${Math.round(100 * STEPS[root.zoom])} per cent of the width`;
    } else if (pressed.dataset.copy) {
      try {
        await navigator.clipboard.writeText(pressed.dataset.copy);
        told.textContent = "Citation copied.";
      } catch {
        told.textContent = pressed.dataset.copy;
      }
    } else if (pressed.dataset.act) {
      setTriggerValue("pressed", { act: pressed.dataset.act, id: pressed.dataset.id });
    }
  };
}
