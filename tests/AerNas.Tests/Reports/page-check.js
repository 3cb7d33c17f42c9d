"use strict";
// Complains of words that overlap or are cut off, of what is wider than the page, of anything loaded from elsewhere, and of a slider that moves nothing.
(() => {
  const complaints = [];
  const name = element => `<${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 40)}"`;
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const visible = element => element.getClientRects().length > 0;

  const check = where => {
    for (const drawing of document.querySelectorAll("svg.plot")) {
      const frame = drawing.getBoundingClientRect();
      const words = [...drawing.querySelectorAll("text")].map(element => ({ element, box: element.getBoundingClientRect() }));
      words.forEach(({ element, box }, i) => {
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
          complaints.push(`${where}: cut off: ${name(element)} in ${drawing.getAttribute("aria-label").slice(0, 40)}`);
        for (const other of words.slice(i + 1))
          if (overlap(box, other.box)) complaints.push(`${where}: ${name(element)} overlaps ${name(other.element)}`);
      });
    }

    const rows = document.querySelectorAll(".key li, .slider");
    for (const row of rows) {
      const parts = [...row.children].filter(visible);
      parts.forEach((part, i) => {
        for (const other of parts.slice(i + 1))
          if (overlap(part.getBoundingClientRect(), other.getBoundingClientRect())) complaints.push(`${where}: ${name(part)} overlaps ${name(other)} in a row`);
      });
    }

    for (const element of document.querySelectorAll("body *")) {
      if (!visible(element) || element.closest("svg, .wide, .cells, pre")) continue;
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).display !== "inline")
        complaints.push(`${where}: too wide: ${name(element)}, ${element.scrollWidth} > ${element.clientWidth}`);
    }

    const blocks = [...document.querySelectorAll("main > *, .charts > *")].filter(visible);
    blocks.forEach((block, i) => {
      for (const other of blocks.slice(i + 1))
        if (!block.contains(other) && !block.matches(".slider") && !other.matches(".slider") && overlap(block.getBoundingClientRect(), other.getBoundingClientRect()))
          complaints.push(`${where}: ${name(block)} overlaps ${name(other)}`);
    });
  };

  check("at the last epoch");
  const slider = document.getElementById("epoch");
  if (slider) {
    const state = () => [...document.querySelectorAll("[data-text]")].map(element => element.textContent).join("|");
    const last = state();
    slider.value = slider.min;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    if (slider.min !== slider.max && state() === last) complaints.push("the slider moves nothing");
    const cells = document.querySelectorAll("[data-cell]");
    if (cells.length > 0 && [...cells].filter(visible).length !== 1) complaints.push("not exactly one cell is in view");
    check("at the first epoch");
  }

  for (const image of document.images)
    if (visible(image) && !(image.complete && image.naturalWidth > 0 && image.alt)) complaints.push("an image is broken or has no words");
  for (const entry of performance.getEntriesByType("resource"))
    if (!entry.name.startsWith("data:")) complaints.push(`loaded ${entry.name}`);
  document.getElementById("complaints").textContent = JSON.stringify(complaints);
})();
