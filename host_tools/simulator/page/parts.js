// What the parts of a device measure, for a person to set.

import { slider, toggle } from "./controls.js";
import { say } from "./words.js";

// What a part measures: unit, from, to, step, and what it is before anybody sets it.
const MEASURED = {
  temperature: ["°C", -40, 85, 0.1, 21],
  humidity: ["%", 0, 100, 0.1, 45],
  pressure: ["hPa", 870, 1085, 0.1, 1013.2],
  co2: ["ppm", 400, 5000, 10, 650],
  tvoc: ["ppb", 0, 3000, 5, 60],
  hcho: ["mg/m³", 0, 2, 0.01, 0.02],
  pm1_0: ["µg/m³", 0, 500, 1, 4],
  pm2_5: ["µg/m³", 0, 500, 1, 7],
  pm10: ["µg/m³", 0, 500, 1, 9],
  voltage: ["V", 0, 260, 0.1, 230],
  current: ["A", 0, 16, 0.1, 0.4],
  power: ["W", 0, 3600, 1, 90],
};
// Where parts of a role differ: probes in kettles and freezers, meters of direct current.
const PROBE = { temperature: ["°C", -55, 125, 0.1, 21] };
const OWN = {
  ds18b20: PROBE,
  ntc: PROBE,
  sda: { voltage: ["V", 0, 26, 0.1, 12], current: ["A", 0, 3, 0.01, 0.4] },
};

export function part(card, { role, gpio, values }) {
  const before = card.world.outside[String(gpio)] ?? {};
  const send = (value) => card.world.part(gpio, value);
  for (const name of values) {
    const [unit, low, high, step, usual] = OWN[role]?.[name] ?? MEASURED[name];
    const set = (value) => send({ [name]: value });
    card.element.append(slider(say(name), unit, low, high, step, before[name] ?? usual, set));
  }
  const present = toggle(say("connected"), (on) => send({ present: on ? 1 : 0 }), true);
  present.show(before.present !== 0);
  card.element.append(present.element);
}
