// How far open a curtain, a blind, a gate or a valve is; ../motors.py works it out.

import { node, picture } from "./elements.js";
import { number, say } from "./words.js";

// A window or, for gates and valves, how far open it is; two halves have a motor each.
export function cover(card, names) {
  const figure = coverPicture(card.device.kind);
  const cloths = [figure.querySelector(".left"), figure.querySelector(".right") ?? figure];
  card.element.append(figure);
  for (const [place, name] of names.entries()) {
    const state = node("p", "reading");
    card.element.append(state);
    const moved = names.length === 1 ? [figure] : [cloths[place]];
    card.updates.push(() => drawCover(card, moved, state, name));
  }
}

function drawCover(card, moved, state, name) {
  const motor = card.world.motors[name];
  const gone = (performance.now() - motor.at) / 1000 / motor.travel_s;
  const position = Math.min(1, Math.max(0, motor.position + gone * (motor.direction ?? 0)));
  const running = Boolean(motor.direction);
  for (const each of moved) each.style.setProperty("--closed", 1 - position * 0.86);
  const what = motor.both ? "both" : !running ? "stands" : motor.direction > 0 ? "opening" : "closing";
  const arrow = motor.direction > 0 ? "◀ ▶ " : motor.direction < 0 ? "▶ ◀ " : "";
  const said = motor.direction === null ? "" : `${arrow}${say(what)}, `;
  state.textContent = `${said}${number(position * 100)} %`;
  state.classList.toggle("alarm", motor.both);
  if (running && position > 0 && position < 1) {
    requestAnimationFrame(() => drawCover(card, moved, state, name));
  }
}

function coverPicture(kind) {
  if (kind === "gate" || kind === "valve") {
    return picture("0 0 160 40", "gauge", [
      ["rect", { x: 10, y: 12, width: 140, height: 16, rx: 8, class: "way" }],
      ["rect", { x: 10, y: 12, width: 140, height: 16, rx: 8, class: "shut" }],
    ]);
  }
  return picture("0 0 160 110", kind === "window_blind" ? "window blind" : "window", [
    ["rect", { x: 20, y: 18, width: 120, height: 84, rx: 3, class: "sky" }],
    ["circle", { cx: 112, cy: 42, r: 11, class: "sun" }],
    ["path", { d: "M80 18v84M20 60h120", class: "frame" }],
    ["rect", { x: 20, y: 18, width: 60, height: 86, class: "cloth left" }],
    ["rect", { x: 80, y: 18, width: 60, height: 86, class: "cloth right" }],
    ["path", { d: "M8 14h144", class: "rail" }],
  ]);
}
