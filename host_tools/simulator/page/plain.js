// A line for a pin whose role has no face of its own: what it puts out, or a way to drive it.

import { isActive } from "./levels.js";
import { pushButton, slider, toggle } from "./controls.js";
import { number, say, sayIt } from "./words.js";

const HELD = /^button|^mute$|^reset$|^ring$|left$|right$/; // what a finger holds, not what stays as it is put
const VOLTS = 3.3;
const FULL = 65535;
const FRAME_MS = 20; // a servo's

export function plain(card, pin) {
  if (pin.port === "in" || pin.port === "detector") input(card, pin);
  else if (pin.port === "adc") voltage(card, pin);
  else output(card, pin);
}

function input(card, pin) {
  const make = HELD.test(pin.role) ? pushButton : toggle;
  const control = make(sayIt(pin), (down) => card.press(pin.role, down), card.device.name);
  card.element.append(control.element);
  card.updates.push(() => control.show(card.active(pin.role)));
}

function voltage(card, pin) {
  const before = card.world.outside[String(pin.gpio)]?.value ?? 0;
  const set = (volts) => card.world.part(pin.gpio, { value: Math.round((volts / VOLTS) * FULL) });
  card.element.append(slider(sayIt(pin), "V", 0, VOLTS, 0.01, (before / FULL) * VOLTS, set));
}

function output(card, pin) {
  const line = document.createElement("p");
  const name = document.createElement("span");
  const value = document.createElement("b");
  line.className = "line";
  line.append(document.createElement("i"), name, value);
  card.element.append(line);
  card.updates.push(() => {
    const now = card.now(pin.role);
    name.textContent = sayIt(pin);
    value.textContent = said(pin, now);
    line.classList.toggle("active", isActive(now, pin.low));
  });
}

function said(pin, now) {
  if (!now || now.mode === null) return say("unset");
  if (now.mode === "pwm" && pin.port === "servo") return `${number((now.value / FULL) * FRAME_MS, 2)} ms`;
  if (now.mode === "pwm") return `${number(((pin.low ? FULL - now.value : now.value) / FULL) * 100)} %`;
  return say(isActive(now, pin.low) ? "on" : "off");
}
