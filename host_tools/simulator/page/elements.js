// Elements of the page, made in a line.

import { make } from "./board.js";

export function picture(box, name, parts) {
  const svg = make("svg", { viewBox: box, class: `picture ${name}`, "aria-hidden": "true" });
  svg.append(...parts.map(([tag, attributes]) => make(tag, attributes)));
  return svg;
}

export function node(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}
