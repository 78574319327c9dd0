// Small helpers: elements, sliders that do not fight the finger, colours.

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name === "style") node.style.cssText = value; // an attribute would break the page's policy
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

let ids = 0;
function freshId() {
  ids += 1;
  return `e${ids}`;
}

// At most one call per `pause` ms, and always the last one.
function throttle(action, pause) {
  let timer = null, waiting = null;
  return (...values) => {
    if (timer) {
      waiting = values;
      return;
    }
    action(...values);
    const tick = () => {
      timer = null;
      if (waiting) {
        const last = waiting;
        waiting = null;
        timer = setTimeout(tick, pause);
        action(...last);
      }
    };
    timer = setTimeout(tick, pause);
  };
}

// A slider with a caption and its value in words. While it is moved, news from the board do not
// move it back: `set` waits until a second after the last touch.
function slider({ label, min, max, step, say, onMove, kind, hidden }) {
  const id = freshId();
  const output = el("output", { for: id });
  const input = el("input", { type: "range", id, min, max, step, class: kind || "" });
  const caption = el("div", { class: "caption" }, el("label", { for: id }, label), output);
  const node = el("div", { class: "slider" }, hidden ? null : caption, input);
  if (hidden) input.setAttribute("aria-label", label);
  let touched = 0;
  const show = () => {
    const value = Number(input.value);
    output.textContent = say(value);
    input.setAttribute("aria-valuetext", say(value));
    input.style.setProperty("--part", `${((value - min) / (max - min || 1)) * 100}%`);
  };
  const send = throttle(onMove, 150);
  input.addEventListener("input", () => {
    touched = Date.now();
    show();
    send(Number(input.value));
  });
  show();
  return {
    node,
    input,
    set(value) {
      if (value === undefined || Date.now() - touched < 1000) return;
      input.value = value;
      show();
    },
  };
}

function toggle({ label, onChange, big }) {
  const button = el("button", {
    type: "button", role: "switch", "aria-checked": "false", "aria-label": label,
    class: big ? "switch big" : "switch",
    onclick: () => onChange(button.getAttribute("aria-checked") !== "true"),
  }, el("span", { class: "knob" }));
  return {
    node: button,
    set(value) {
      button.setAttribute("aria-checked", String(value === true));
    },
  };
}

// A row of buttons of which one may be chosen.
function segments({ label, values, name, onChoose }) {
  const buttons = values.map((value) => el("button", {
    type: "button", "aria-pressed": "false", onclick: () => onChoose(value),
  }, name(value)));
  return {
    node: el("div", { class: "segments", role: "group", "aria-label": label }, ...buttons),
    set(chosen) {
      buttons.forEach((button, index) =>
        button.setAttribute("aria-pressed", String(values[index] === chosen)));
    },
  };
}

// h 0..360, s and v 0..1000 as on the wire -> CSS.
function cssColour(h, s, v) {
  const value = v / 1000, saturation = s / 1000;
  const light = value * (1 - saturation / 2);
  const part = light === 0 || light === 1 ? 0 : (value - light) / Math.min(light, 1 - light);
  return `hsl(${h} ${Math.round(part * 100)}% ${Math.round(light * 100)}%)`;
}

// 0 = warmest .. 1000 = coldest -> a tint for the eye, not a measurement.
function cssWarmth(value) {
  const part = value / 1000;
  const mix = (from, to) => Math.round(from + (to - from) * part);
  return `rgb(${mix(255, 205)} ${mix(176, 226)} ${mix(92, 255)})`;
}
