// One card for each device: what it shows to the world, and what a person can do to it.

import { number, say, sayIt } from "./words.js";
import { brightness, isActive, mixed, pixelColours } from "./levels.js";
import { valueText } from "./board.js";
import { pushButton, toggle } from "./controls.js";
import { cover } from "./covers.js";
import { node, picture } from "./elements.js";
import { part } from "./parts.js";
import { plain } from "./plain.js";

const MOTION_MS = 2500; // a motion sensor holds its output for some seconds

// What light a channel gives: red, green, blue.
const LIGHTS = [
  ["red", [255, 0, 0]], ["green", [0, 255, 0]], ["blue", [0, 0, 255]],
  ["white", [255, 255, 255]], ["warm", [255, 190, 110]], ["cold", [225, 238, 255]],
];

const LAMPS = new Set(["light", "led_strip"]);
const SWITCHES = new Set(["relay", "socket"]);

// Roles that have a face of their own, or belong to a part.
const SHOWN = new Set(
  ("red green blue white warm cold level out pixels open close open_pwm close_pwm " +
    "open_left close_left open_right close_right step dir in1 in2 in3 in4 servo contact motion leak button " +
    "dht22 ds18b20 ntc sda scl tx rx cf cf1 sel ir receiver").split(" "),
);

export class Card {
  constructor(device, world) {
    this.device = device;
    this.world = world; // {pins, outside, drive(gpio, value), part(gpio, values)}
    this.pins = Object.fromEntries(device.pins.map((pin) => [pin.role, pin]));
    this.updates = [];
    this.element = node("article", this.pins.pixels || device.measures.length ? "card broad" : "card");
    this.element.setAttribute("aria-label", device.name);
    const head = node("header");
    const names = node("div");
    names.append(node("h3", "", device.name), node("p", "about", about(device)));
    head.append(names);
    this.element.append(head);
    this.fill();
    this.element.append(this.chips());
    this.update();
  }

  fill() {
    const { pins } = this;
    const channels = LIGHTS.filter(([role]) => pins[role]);
    if (channels.length) this.lamp(() => mixed(channels.map(([role, tint]) => [this.seen(role), tint])));
    else if (pins.level) this.lamp(() => ({ colour: "rgb(255 214 130)", level: this.seen("level") }));
    else if (pins.out && LAMPS.has(this.device.kind)) {
      this.lamp(() => ({ colour: "rgb(255 214 130)", level: this.seen("out") }));
    } else if (pins.out && SWITCHES.has(this.device.kind)) this.relay();
    else if (pins.out) plain(this, pins.out);
    if (pins.pixels) this.strip();
    const motors = ["", "/left", "/right"].map((more) => this.device.id + more);
    const moving = motors.filter((name) => this.world.motors[name]);
    if (moving.length) cover(this, moving);
    if (pins.contact) this.door();
    if (pins.motion) this.motion();
    if (pins.leak) this.leak();
    for (const measured of this.device.measures) part(this, measured);
    if (pins.button) this.button();
    if (pins.ir) this.infrared();
    if (pins.receiver) this.remote();
    for (const pin of this.device.pins) if (!SHOWN.has(pin.role)) plain(this, pin);
  }

  now(role) {
    return this.world.pins[String(this.pins[role].gpio)];
  }

  seen(role) {
    return brightness(this.now(role), this.pins[role].low);
  }

  active(role) {
    const now = this.now(role);
    if (now) return isActive(now, this.pins[role].low);
    const outside = this.world.outside[String(this.pins[role].gpio)]?.value;
    return outside === undefined || outside === null ? false : Boolean(outside) !== this.pins[role].low;
  }

  press(role, down) {
    const pin = this.pins[role];
    this.world.drive(pin.gpio, down ? (pin.low ? 0 : 1) : pin.low ? null : 0);
  }

  lamp(look) {
    const figure = picture("0 0 120 120", "bulb", [
      ["circle", { cx: 60, cy: 52, r: 50, class: "glow" }],
      ["path", { d: "M60 18a33 33 0 0 0-20 59c5 4 7 9 7 14h26c0-5 2-10 7-14a33 33 0 0 0-20-59z", class: "glass" }],
      ["path", { d: "M49 72l5-20 6 8 6-8 5 20", class: "filament" }],
      ["path", { d: "M47 95h26v5l-3 7H50l-3-7z", class: "socket" }],
    ]);
    const state = node("p", "reading");
    this.element.append(figure, state);
    this.updates.push(() => {
      const { colour, level } = look();
      figure.style.setProperty("--glow", colour);
      figure.style.setProperty("--level", level);
      state.textContent = level > 0 ? `${say("on")}, ${number(level * 100)} %` : say("off");
    });
  }

  relay() {
    const figure = picture("0 0 120 120", "relay", [
      ["rect", { x: 22, y: 14, width: 76, height: 92, rx: 16, class: "plate" }],
      ["circle", { cx: 60, cy: 60, r: 27, class: "ring" }],
      ["circle", { cx: 49, cy: 60, r: 4, class: "pinhole" }],
      ["circle", { cx: 71, cy: 60, r: 4, class: "pinhole" }],
      ["circle", { cx: 60, cy: 96, r: 3.5, class: "lamp" }],
      ["path", { d: "M64 44l-12 18h8l-4 15 13-19h-8z", class: "bolt" }],
    ]);
    const state = node("p", "reading");
    this.element.append(figure, state);
    this.updates.push(() => {
      figure.classList.toggle("active", this.active("out"));
      state.textContent = this.now("out") ? say(this.active("out") ? "on" : "off") : say("unset");
    });
  }

  strip() {
    const row = node("div", "pixels");
    const state = node("p", "reading");
    row.setAttribute("role", "img");
    row.setAttribute("aria-label", sayIt(this.pins.pixels));
    this.element.append(row, state);
    this.updates.push(() => {
      const now = this.now("pixels");
      const colours = now?.mode === "pixels" && now.value ? pixelColours(String(now.value)) : [];
      while (row.children.length > colours.length) row.lastChild.remove();
      while (row.children.length < colours.length) row.append(node("i"));
      colours.forEach((colour, place) => {
        row.children[place].style.setProperty("--glow", colour);
        row.children[place].classList.toggle("lit", colour !== "rgb(0 0 0)");
      });
      const lit = colours.filter((colour) => colour !== "rgb(0 0 0)").length;
      state.textContent = colours.length ? `${lit} / ${colours.length} ${say("pixels")}` : say("unset");
    });
  }

  button() {
    const rocker = this.device.options.switch === "rocker";
    const label = this.device.kind === "scenario_button" ? say("press") : say(rocker ? "rocker" : "wall");
    const control = rocker
      ? toggle(label, (down) => this.press("button", down))
      : pushButton(label, (down) => this.press("button", down), this.device.name);
    const figure = this.device.kind === "scenario_button" ? picture("0 0 120 110", "key", [
      ["rect", { x: 18, y: 10, width: 84, height: 92, rx: 16, class: "plate" }],
      ["circle", { cx: 60, cy: 56, r: 30, class: "ring" }],
      ["circle", { cx: 60, cy: 56, r: 21, class: "cap" }],
    ]) : null;
    if (figure) this.element.append(figure);
    this.element.append(control.element);
    this.updates.push(() => {
      control.show(this.active("button"));
      figure?.classList.toggle("active", this.active("button"));
    });
  }

  door() {
    const figure = picture("0 0 120 110", "door", [
      ["rect", { x: 34, y: 8, width: 56, height: 98, class: "opening" }],
      ["path", { d: "M34 8h56v98H34z", class: "leaf" }],
      ["circle", { cx: 82, cy: 58, r: 3.5, class: "knob" }],
      ["path", { d: "M14 106h92M34 106V8h56v98", class: "frame" }],
    ]);
    const state = node("p", "reading");
    const act = node("button", "action");
    act.type = "button";
    act.addEventListener("click", () => this.press("contact", !this.active("contact")));
    this.element.append(figure, state, act);
    this.updates.push(() => {
      const closed = this.active("contact");
      figure.classList.toggle("open", !closed);
      state.textContent = say(closed ? "closed" : "opened");
      act.textContent = say(closed ? "openIt" : "closeIt");
    });
  }

  motion() {
    const figure = picture("0 0 120 110", "walker", [
      ["path", { d: "M60 12L14 104h92z", class: "beam" }],
      ["rect", { x: 44, y: 4, width: 32, height: 14, rx: 7, class: "eye" }],
      ["circle", { cx: 60, cy: 50, r: 8, class: "body" }],
      ["path", { d: "M60 59v20M60 65l-11 9M60 65l12 6M60 79l-9 20M60 79l10 20", class: "body line" }],
    ]);
    const state = node("p", "reading");
    let timer = 0;
    const control = pushButton(say("move"), (down) => {
      clearTimeout(timer);
      if (down) this.press("motion", true);
      else timer = setTimeout(() => this.press("motion", false), MOTION_MS);
    }, this.device.name);
    this.element.append(figure, state, control.element);
    this.updates.push(() => {
      const active = this.active("motion");
      figure.classList.toggle("active", active);
      control.show(active);
      state.textContent = say(active ? "moving" : "quiet");
    });
  }

  leak() {
    const figure = picture("0 0 120 110", "drop", [
      ["ellipse", { cx: 60, cy: 94, rx: 46, ry: 9, class: "puddle" }],
      ["path", { d: "M60 12c14 20 24 32 24 46a24 24 0 0 1-48 0c0-14 10-26 24-46z", class: "water" }],
    ]);
    const state = node("p", "reading");
    const act = node("button", "action");
    act.type = "button";
    act.addEventListener("click", () => this.press("leak", !this.active("leak")));
    this.element.append(figure, state, act);
    this.updates.push(() => {
      const wet = this.active("leak");
      figure.classList.toggle("active", wet);
      state.textContent = say(wet ? "wet" : "dry");
      state.classList.toggle("alarm", wet);
      act.textContent = say(wet ? "wipe" : "spill");
    });
  }

  infrared() {
    const state = node("p", "reading");
    this.element.append(state);
    this.updates.push(() => {
      const now = this.now("ir");
      // What was sent last, as the pin itself is low again.
      if (now?.mode === "ir" && now.value) this.sent = now.value;
      state.textContent = `${say("sent")}: ${this.sent ?? "–"}`;
    });
  }

  remote() {
    const row = node("div", "code");
    const code = node("input");
    Object.assign(code, { value: "nec 04:08", pattern: "(nec|samsung|rc5) [0-9a-f]{2,4}:[0-9a-f]{2,4}" });
    code.setAttribute("aria-label", say("code"));
    const act = node("button", "action", say("point"));
    act.type = "button";
    act.addEventListener("click", () => {
      if (code.checkValidity()) this.world.remote(this.pins.receiver.gpio, code.value);
    });
    row.append(code, act);
    this.element.append(row);
  }

  chips() {
    const list = node("ul", "chips");
    for (const pin of this.device.pins) {
      const item = node("li");
      const value = node("span");
      item.append(node("b", "", typeof pin.gpio === "number" ? `GPIO${pin.gpio}` : pin.gpio), value);
      list.append(item);
      this.updates.push(() => {
        const now = this.world.pins[String(pin.gpio)];
        value.textContent = valueText(pin, now);
        item.classList.toggle("active", isActive(now, pin.low));
        item.classList.toggle("input", now?.mode === "in");
      });
    }
    return list;
  }

  update() {
    for (const each of this.updates) each();
  }
}

function about(device) {
  return [sayIt(device), device.room].filter(Boolean).join(" · ");
}
