// Things a person can operate with mouse, finger and keyboard alike.

import { number } from "./words.js";

let names = 0;

// A button that is down exactly while it is held: mouse, touch, Space or Enter.
export function pushButton(label, act, whose) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "push";
  element.textContent = label;
  element.setAttribute("aria-label", `${whose}: ${label}`);
  let down = false;
  const set = (next) => {
    if (next === down) return;
    down = next;
    element.classList.toggle("held", down);
    act(down);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    set(true);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) {
    element.addEventListener(name, () => set(false));
  }
  element.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault(); // neither a scroll nor a second press by repetition
    set(true);
  });
  element.addEventListener("keyup", (event) => {
    if (event.key === " " || event.key === "Enter") set(false);
  });
  element.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch
  return { element, show: (active) => element.classList.toggle("active", active) };
}

// A switch that stays where it is put. `own`: it shows what was chosen here, not what the pin says.
export function toggle(label, act, own = false) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "toggle";
  element.setAttribute("role", "switch");
  element.append(document.createElement("i"), label);
  const show = (on) => element.setAttribute("aria-checked", String(on));
  show(false);
  element.addEventListener("click", () => {
    const on = element.getAttribute("aria-checked") !== "true";
    if (own) show(on);
    act(on);
  });
  return { element, show };
}

export function slider(label, unit, low, high, step, value, act) {
  const element = document.createElement("div");
  element.className = "slider";
  const id = `slider-${(names += 1)}`;
  const name = document.createElement("label");
  name.htmlFor = id;
  name.textContent = label;
  const output = document.createElement("output");
  output.htmlFor = id;
  const input = document.createElement("input");
  Object.assign(input, { type: "range", id, min: low, max: high, step, value });
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const show = () => {
    output.textContent = `${number(Number(input.value), digits)} ${unit}`;
    input.setAttribute("aria-valuetext", output.textContent);
    input.style.setProperty("--part", (input.value - low) / (high - low));
  };
  input.addEventListener("input", () => {
    show();
    act(Number(input.value));
  });
  show();
  element.append(name, output, input);
  return element;
}
