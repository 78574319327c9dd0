// The drawing of the board: its pins in their real order, what is on each, and who uses it.

import { say, sayIt } from "./words.js";
import { brightness, isActive, pixelColours } from "./levels.js";

// Pins from the USB socket down, left and right row. Numbers are GPIOs.
const LAYOUTS = {
  pico_w: {
    colour: "green",
    left: [0, 1, "GND", 2, 3, 4, 5, "GND", 6, 7, 8, 9, "GND", 10, 11, 12, 13, "GND", 14, 15],
    right: ["VBUS", "VSYS", "GND", "EN", "3V3", "VREF", 28, "GND", 27, 26, "RUN", 22, "GND", 21, 20, 19,
      18, "GND", 17, 16],
    chip: "RP2040",
  },
  esp32: {
    colour: "black",
    left: ["3V3", "EN", 36, 39, 34, 35, 32, 33, 25, 26, 27, 14, 12, "GND", 13, 9, 10, 11, "5V"],
    right: ["GND", 23, 22, 1, 3, 21, "GND", 19, 18, 5, 17, 16, 4, 0, 2, 15, 8, 7, 6],
    chip: "ESP32",
    usbBelow: true,
  },
  esp32c3: {
    colour: "black",
    left: [5, 6, 7, 8, 9, 10, 20, 21],
    right: ["5V", "GND", "3V3", 4, 3, 2, 1, 0],
    chip: "ESP32-C3",
  },
  esp32s3: {
    colour: "black",
    left: ["3V3", "3V3", "RST", 4, 5, 6, 7, 15, 16, 17, 18, 8, 3, 46, 9, 10, 11, 12, 13, 14, "5V", "GND"],
    right: ["GND", 43, 44, 1, 2, 42, 41, 40, 39, 38, 37, 36, 35, 0, 45, 48, 47, 21, 20, 19, "GND", "GND"],
    chip: "ESP32-S3",
    usbBelow: true,
  },
};
const STEP = 27;
const TOP = 74;
const WIDTH = 236;
const SIDE = 214; // room for the names on each side
const TAG = 168;
const MARKS = { red: "#e53935", green: "#2e9e4f", blue: "#2b6fe0" };
const ARROWS = { open: "◀▶ ", close: "▶◀ " };
const SVG = "http://www.w3.org/2000/svg";

export class Drawing {
  constructor(place, info) {
    this.info = info;
    this.users = new Map();
    for (const device of info.devices) {
      for (const pin of device.pins) {
        // Several devices may share a pin: an infrared diode, a bus.
        const first = this.users.get(String(pin.gpio));
        if (first) first.more += 1;
        else this.users.set(String(pin.gpio), { device, pin, more: 0 });
      }
    }
    this.parts = new Map();
    place.replaceChildren(this.draw(LAYOUTS[info.board] ?? anyLayout(info)));
  }

  draw(layout) {
    const rows = Math.max(layout.left.length, layout.right.length);
    const height = TOP + rows * STEP + 34;
    const svg = make("svg", {
      viewBox: `0 0 ${WIDTH + 2 * SIDE} ${height + 20}`, role: "img", "aria-label": this.info.title,
      class: `drawing ${layout.colour}`,
    });
    this.wide = `0 0 ${WIDTH + 2 * SIDE} ${height + 20}`;
    this.narrow = `${SIDE - 16} 0 ${WIDTH + 32} ${height + 20}`;
    this.svg = svg;
    const board = make("g", { transform: `translate(${SIDE} 10)` });
    board.append(
      make("rect", { x: 0, y: 0, width: WIDTH, height, rx: 14, class: "pcb" }),
      make("rect", { x: 1.5, y: 1.5, width: WIDTH - 3, height: height - 3, rx: 12.5, class: "pcb-edge" }),
      ...holes(height), ...usb(layout.usbBelow ? height : 0, layout.usbBelow),
      ...radio(layout.usbBelow ? 10 : height - 118, layout.usbBelow), ...chip(layout, height),
      this.led(layout, height),
    );
    layout.left.forEach((pin, row) => this.pin(board, pin, row, false));
    layout.right.forEach((pin, row) => this.pin(board, pin, row, true));
    svg.append(board);
    return svg;
  }

  led(layout, height) {
    const { pin } = this.info.led;
    const group = make("g", { transform: `translate(${WIDTH / 2 - 46} ${layout.usbBelow ? height - 66 : 62})` });
    const lamp = make("rect", { x: -7, y: -4, width: 14, height: 8, rx: 2, class: "led" });
    const label = make("text", { x: 0, y: 16, class: "silk small middle" });
    label.textContent = "LED";
    group.append(make("circle", { r: 15, class: "led-glow" }), lamp, label);
    this.ledGroup = { pin: String(pin), group };
    return group;
  }

  pin(board, pin, row, right) {
    const y = TOP + row * STEP;
    const x = right ? WIDTH - 13 : 13;
    const inner = right ? WIDTH - 31 : 31;
    const group = make("g", { class: typeof pin === "number" ? "pin" : "pin power" });
    const title = make("title");
    group.append(
      make("rect", { x: x - 10, y: y - 9, width: 20, height: 18, rx: 4, class: "pad" }),
      make("circle", { cx: x, cy: y, r: 9, class: "halo" }),
      make("circle", { cx: x, cy: y, r: 5, class: "hole" }),
    );
    const label = make("text", { x: inner, y: y + 4.5, class: right ? "silk end" : "silk" });
    label.textContent = typeof pin === "number" ? (this.info.board === "pico_w" ? `GP${pin}` : `IO${pin}`) : pin;
    group.append(label, title);
    board.append(group);
    if (typeof pin !== "number") {
      title.textContent = pin;
      return;
    }
    const key = String(pin);
    const kind = this.info.classes[key];
    if (kind === "forbidden") group.classList.add("forbidden");
    const user = this.users.get(key);
    title.textContent = user ? `GPIO${pin}: ${user.device.name}, ${sayIt(user.pin)}` : `GPIO${pin}`;
    const part = { group, user };
    if (user) Object.assign(part, this.callout(board, user, x, y, right));
    this.parts.set(key, part);
  }

  callout(board, user, x, y, right) {
    const group = make("g", { class: "callout" });
    const from = right ? x + 11 : x - 11;
    const to = right ? x + 34 : x - 34;
    const box = right ? to : to - TAG;
    group.append(
      make("line", { x1: from, y1: y, x2: to, y2: y, class: "wire" }),
      make("rect", { x: box, y: y - 11.5, width: TAG, height: 23, rx: 11.5, class: "tag" }),
    );
    const mark = user.pin.role in MARKS;
    if (mark) group.append(make("circle", { cx: box + 15, cy: y, r: 4, fill: MARKS[user.pin.role] }));
    const name = make("text", { x: box + (mark ? 24 : 12), y: y + 4.5, class: "tag-name" });
    name.textContent = short(user.device.name, user.more ? 11 : 14) + (user.more ? ` +${user.more}` : "");
    const value = make("text", { x: box + TAG - 10, y: y + 4.5, class: "tag-value end" });
    group.append(name, value);
    board.append(group);
    return { callout: group, text: value };
  }

  update(key, now) {
    if (this.ledGroup.pin === key) {
      const lit = now?.mode === "pixels" ? 1 : brightness(now, false);
      this.ledGroup.group.style.setProperty("--level", lit);
    }
    const part = this.parts.get(key);
    if (!part) return;
    const low = part.user?.pin.low ?? false;
    const active = isActive(now, low);
    const mode = now?.mode ?? "none";
    for (const each of [part.group, part.callout]) {
      if (!each) continue;
      each.classList.toggle("active", active);
      each.classList.toggle("input", mode === "in");
      each.classList.toggle("set", mode !== "none" && mode !== null);
      each.style.setProperty("--level", mode === "pwm" ? Math.max(brightness(now, low), active ? 0.15 : 0) : 1);
      if (mode === "pixels") {
        const lit = pixelColours(now.value).find((colour) => colour !== "rgb(0 0 0)");
        each.style.setProperty("--signal", lit ?? "transparent");
        each.classList.toggle("active", Boolean(lit));
      }
    }
    if (part.text) part.text.textContent = shortValue(part.user.pin, now);
  }

  crop(narrow) {
    this.svg.setAttribute("viewBox", narrow ? this.narrow : this.wide);
    this.svg.classList.toggle("narrow", narrow);
  }
}

export function valueText(pin, now) {
  if (!now || now.mode === null) return sayIt(pin);
  if (now.mode === "pwm") return `${sayIt(pin)} ${Math.round((now.value / 65535) * 100)}%`;
  if (now.mode === "pixels") return `${pixelColours(now.value).length} ${say("pixels")}`;
  if (now.mode === "part" || now.mode === "ir") return sayIt(pin);
  return `${sayIt(pin)} ${now.value}`;
}

function shortValue(pin, now) {
  if (!now || now.mode === null) return "–";
  if (now.mode === "pwm") return `${Math.round((now.value / 65535) * 100)}%`;
  if (now.mode === "pixels") return `×${pixelColours(now.value).length}`;
  if (now.mode === "part" || now.mode === "ir") return sayIt(pin);
  return `${ARROWS[pin.role] ?? ""}${now.value}`;
}

function anyLayout(info) {
  const pins = Object.keys(info.classes).filter((key) => info.classes[key] !== "forbidden").map(Number);
  const half = Math.ceil(pins.length / 2);
  return { colour: "black", left: pins.slice(0, half), right: pins.slice(half), chip: info.board };
}

function holes(height) {
  return [[28, 22], [WIDTH - 28, 22], [28, height - 16], [WIDTH - 28, height - 16]].map(([cx, cy]) =>
    make("circle", { cx, cy, r: 7, class: "mount" }));
}

function usb(y, below) {
  const top = below ? y - 34 : -8;
  return [
    make("rect", { x: WIDTH / 2 - 30, y: top, width: 60, height: 42, rx: 5, class: "metal" }),
    make("rect", { x: WIDTH / 2 - 20, y: below ? y - 2 : -4, width: 40, height: 6, rx: 3, class: "slot" }),
  ];
}

function radio(y, antenna) {
  const parts = [make("rect", { x: WIDTH / 2 - 46, y: y + 28, width: 92, height: 66, rx: 4, class: "metal" })];
  const label = make("text", { x: WIDTH / 2, y: y + 66, class: "engraved middle" });
  label.textContent = "Wi-Fi";
  parts.push(label);
  const at = antenna ? y + 6 : y + 102;
  parts.push(make("path", {
    d: `M${WIDTH / 2 - 44} ${at + 14}v-12h14v12h12v-12h14v12h12v-12h14v12h12v-12h10`, class: "trace" }));
  return parts;
}

function chip(layout, height) {
  const middle = layout.usbBelow ? height * 0.52 : height * 0.42;
  const label = make("text", { x: WIDTH / 2, y: middle + 5, class: "engraved light middle" });
  label.textContent = layout.chip;
  return [
    make("rect", { x: WIDTH / 2 - 40, y: middle - 40, width: 80, height: 80, rx: 4, class: "chip" }),
    make("circle", { cx: WIDTH / 2 - 30, cy: middle - 30, r: 3, class: "chip-dot" }),
    label,
  ];
}

const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

export function make(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
