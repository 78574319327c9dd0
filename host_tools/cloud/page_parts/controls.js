// A control for every function, chosen by its type and access: {node, set(value)}.

function limits(device, key) {
  const known = catalogue.functions[key];
  const rule = device.allowed[key] || {};
  const range = rule.integer_values || rule.float_values || {};
  const words = (rule.enum_values || {}).values;
  const pick = (name, fallback) => (range[name] === undefined ? fallback : Number(range[name]));
  return {
    min: pick("min", known.min),
    max: pick("max", known.max),
    step: pick("step", known.step || (known.type === "FLOAT" ? 0.001 : 1)),
    values: inOrder(Array.isArray(words) ? known.values.filter((value) => words.includes(value)) : known.values),
  };
}

// As on a wall or a remote control; other words stay as the catalogue has them.
const ORDERS = [["open", "stop", "close"], ["-", "+"], ["left", "up", "down", "right"],
  ["auto", "no", "quiet", "low", "medium", "high", "turbo"]];
const ARROWS = { left: "←", up: "↑", down: "↓", right: "→" };

function inOrder(values) {
  const order = ORDERS.find((words) => values.every((value) => words.includes(value)));
  return order ? order.filter((value) => values.includes(value)) : values;
}

function unitOf(key) {
  const unit = catalogue.functions[key].unit;
  return UNITS[unit] ? UNITS[unit][language === "ru" ? 1 : 0] : "";
}

// A value of a function in words: 215 of temperature is 21.5 °C.
function sayValue(key, value) {
  const known = catalogue.functions[key];
  if (value === undefined || value === null) return "—";
  if (known.type === "BOOL") return word(value ? "yes" : "no");
  if (known.type === "ENUM") return valueName(key, value);
  if (known.type === "COLOUR") return `H ${value.h}° · S ${value.s} · V ${value.v}`;
  if (key === "temperature") return `${decimal(value / 10, 1)} °C`;
  if (key === "light_brightness") return `${decimal(value / 10, value % 10 ? 1 : 0)} %`;
  if (key === "light_colour_temp") return `${decimal(value / 10, 0)} %`;
  const text = known.type === "FLOAT" ? decimal(value, 3) : decimal(value, 0);
  const unit = unitOf(key);
  return unit ? `${text} ${unit}` : text;
}

function makeControl(device, key) {
  const known = catalogue.functions[key];
  const label = featureName(key);
  const send = (value) => order({ do: "send", id: device.id, values: { [key]: value } });
  if (known.access === "read" || known.event) return readOnly(key);
  const { min, max, step, values } = limits(device, key);
  if (known.access === "write") return pushButtons(known, key, label, values, send);
  if (known.type === "BOOL") return toggle({ label, onChange: send });
  if (known.type === "COLOUR") return colourControl(send);
  if (known.type === "ENUM") {
    const name = (value) => valueName(key, value);
    if (values.length <= 4) return segments({ label, values, name, onChoose: send });
    return chooser(label, values, name, send);
  }
  const kind = key === "light_colour_temp" ? "warmth" : "fill";
  return slider({ label, min, max, step, kind, say: (value) => sayValue(key, value), onMove: send });
}

function readOnly(key) {
  const node = el("output", { class: "plain" }, "—");
  return {
    node,
    set(value) {
      node.textContent = sayValue(key, value);
    },
  };
}

function pushButtons(known, key, label, values, send) {
  let choices = values.map((value) => [valueName(key, value), value]);
  if (known.type === "BOOL") choices = [[word("turn_on"), true], [word("turn_off"), false]];
  if (known.type === "INTEGER") {
    choices = Array.from({ length: known.max - known.min + 1 }, (_, index) =>
      [String(known.min + index), known.min + index]);
  }
  const buttons = choices.map(([text, value]) => el("button", {
    type: "button", "aria-label": key === "direction" ? text : null, onclick: () => send(value),
  }, key === "direction" ? ARROWS[value] : text));
  const kind = known.type === "INTEGER" ? "push digits" : "push";
  return { node: el("div", { class: kind, role: "group", "aria-label": label }, ...buttons), set() {} };
}

function chooser(label, values, name, send) {
  const select = el("select", { "aria-label": label, onchange: () => select.value && send(select.value) },
    el("option", { value: "" }, "—"),
    ...values.map((value) => el("option", { value }, name(value))));
  return {
    node: select,
    set(value) {
      select.value = values.includes(value) ? value : "";
    },
  };
}

const SWATCHES = [[0, 1000], [28, 1000], [50, 900], [120, 900], [180, 900], [220, 1000], [275, 900], [325, 800]];

function colourControl(send) {
  const colour = { h: 0, s: 1000, v: 1000 };
  const paint = () => {
    saturation.input.style.setProperty("--full", cssColour(colour.h, 1000, 1000));
    brightness.input.style.setProperty("--full", cssColour(colour.h, colour.s, 1000));
  };
  const move = (part) => (value) => {
    colour[part] = value;
    paint();
    send({ ...colour });
  };
  const percent = (value) => `${Math.round(value / 10)} %`;
  const hue = slider({ label: word("hue"), min: 0, max: 360, step: 1, kind: "hue",
    say: (value) => `${value}°`, onMove: move("h") });
  const saturation = slider({ label: word("saturation"), min: 0, max: 1000, step: 10,
    kind: "saturation", say: percent, onMove: move("s") });
  const brightness = slider({ label: word("value"), min: 100, max: 1000, step: 10,
    kind: "depth", say: percent, onMove: move("v") });
  const swatches = SWATCHES.map(([h, s]) => el("button", {
    type: "button", class: "swatch", style: `background:${cssColour(h, s, 1000)}`,
    "aria-label": `${word("colour")}: ${h}°`,
    onclick: () => {
      Object.assign(colour, { h, s });
      set(colour);
      send({ ...colour });
    },
  }));
  const set = (value) => {
    if (!value) return;
    hue.set(value.h);
    saturation.set(value.s);
    brightness.set(value.v);
    // what a finger holds just now is newer than what the board says
    colour.h = Number(hue.input.value);
    colour.s = Number(saturation.input.value);
    colour.v = Number(brightness.input.value);
    paint();
  };
  paint();
  return {
    node: el("div", { class: "colour" },
      el("div", { class: "swatches", role: "group", "aria-label": word("colour") }, ...swatches),
      hue.node, saturation.node, brightness.node),
    set,
  };
}
