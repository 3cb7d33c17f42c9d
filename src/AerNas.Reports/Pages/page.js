
"use strict";
// The page is complete without this script, at the last epoch; the script makes values, bars, cells and the lines in the charts follow the slider.
(() => {
  const slider = document.getElementById("epoch");
  if (!slider) return;
  const data = JSON.parse(document.getElementById("data").textContent);
  const texts = document.querySelectorAll("[data-text]");
  const shares = document.querySelectorAll("[data-share]");
  const cursors = document.querySelectorAll(".cursor");
  const cells = document.querySelectorAll("[data-cell]");
  const shown = document.getElementById("shown");

  const show = () => {
    const place = Number(slider.value) - 1;
    for (const element of texts) element.textContent = data.texts[element.dataset.text][place];
    for (const element of shares) element.setAttribute("width", 100 * data.shares[element.dataset.share][place]);
    for (const line of cursors) {
      const x = Number(line.dataset.first) + place * Number(line.dataset.step);
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    }
    for (const element of cells) element.hidden = Number(element.dataset.cell) !== data.cells[place];
    shown.textContent = `${slider.value} of ${data.epochs}`;
    slider.setAttribute("aria-valuetext", `${slider.labels[0].textContent} ${slider.value} of ${data.epochs}`);
  };

  slider.form.addEventListener("submit", event => event.preventDefault());
  slider.addEventListener("input", show);
  slider.value = data.epochs; // a reloaded page would keep the old place
  show();
})();
