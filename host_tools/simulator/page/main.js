// Connects the page to the simulated board and keeps drawing, cards and log up to date.

import { Drawing } from "./board.js";
import { Card } from "./cards.js";
import { language, say, switchLanguage } from "./words.js";

const LINES = 400;
const RETRY_MS = 1500;
const RESET_SHOWN_MS = 4000;
const narrow = matchMedia("(max-width: 46rem)");

const world = { pins: {}, outside: {}, motors: {}, drive, part, remote };
let info = null;
let drawing = null;
let cards = [];
let socket = null;
let state = "away";
let resetTimer = 0;

const byId = (name) => document.getElementById(name);

function connect() {
  const url = new URL("live", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(url);
  socket.addEventListener("message", (event) => take(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    setState("away");
    setTimeout(connect, RETRY_MS);
  });
}

function send(message) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function drive(gpio, value) {
  remember(gpio, { value });
  send({ drive: gpio, value });
}

function part(gpio, values) {
  remember(gpio, values);
  send({ part: gpio, ...values });
}

function remote(gpio, code) {
  send({ remote: gpio, code });
}

function remember(gpio, values) {
  world.outside[String(gpio)] = { ...world.outside[String(gpio)], ...values };
}

function take(message) {
  if (message.devices) {
    info = message;
    world.pins = message.pins;
    world.outside = message.outside;
    byId("lines").replaceChildren(...message.lines.map(logLine));
    setState(message.running ? "running" : "ended");
  }
  for (const motor of message.motors ?? []) {
    world.motors[motor.motor] = { ...motor, at: performance.now() };
  }
  if (message.devices) build();
  if (message.pin !== undefined) {
    world.pins[message.pin] = { value: message.value, mode: message.mode };
    drawing.update(message.pin, world.pins[message.pin]);
    for (const card of cards) {
      if (card.device.pins.some((pin) => String(pin.gpio) === message.pin)) card.update();
    }
  }
  if (message.log !== undefined) addLine(message.log);
  if (message.reset) showReset(message.reset);
  if (message.exit !== undefined) setState("ended");
}

function build() {
  drawing = new Drawing(byId("drawing"), info);
  drawing.crop(narrow.matches);
  for (const [key, now] of Object.entries(world.pins)) drawing.update(key, now);
  for (const device of info.devices) {
    for (const pin of device.pins) drawing.update(String(pin.gpio), world.pins[String(pin.gpio)]);
  }
  cards = info.devices.map((device) => new Card(device, world));
  byId("cards").replaceChildren(...cards.map((card) => card.element));
  byId("empty").hidden = cards.length > 0;
  texts();
}

function texts() {
  document.documentElement.lang = language();
  byId("title").textContent = info ? info.title : "sbernode";
  document.title = info ? `${info.title} · sbernode` : "sbernode";
  byId("board-heading").textContent = say("board");
  byId("devices-heading").textContent = say("devices");
  byId("log-heading").textContent = say("log");
  byId("empty").textContent = say("empty");
  byId("language").textContent = say("other");
  byId("language").lang = language() === "ru" ? "en" : "ru";
  byId("legend").replaceChildren(
    ...[["active", "legendOut"], ["input", "legendIn"], ["", "legendOff"], ["no", "legendNo"]].map(([name, word]) => {
      const item = document.createElement("li");
      item.className = name;
      item.textContent = say(word);
      return item;
    }),
  );
  setState(state);
}

function setState(next) {
  state = next;
  byId("state").dataset.state = next;
  byId("state-text").textContent = say(next);
}

function showReset(cause) {
  setState(cause);
  addLine(`- ${say(cause)} -`);
  clearTimeout(resetTimer);
  resetTimer = setTimeout(() => {
    if (state === cause) setState("running");
  }, RESET_SHOWN_MS);
}

function logLine(text) {
  const line = document.createElement("span");
  const level = /^\s*\S+ (error|warn)\b/.exec(text) ?? /(Traceback|Error:)/.exec(text);
  line.textContent = `${text}\n`;
  if (level) line.className = level[1] === "warn" ? "warn" : "error";
  return line;
}

function addLine(text) {
  const lines = byId("lines");
  const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
  lines.append(logLine(text));
  while (lines.childElementCount > LINES) lines.firstElementChild.remove();
  if (atEnd) lines.scrollTop = lines.scrollHeight;
}

byId("language").addEventListener("click", () => {
  switchLanguage();
  if (info) build();
  else texts();
});
narrow.addEventListener("change", () => drawing?.crop(narrow.matches));
texts();
connect();
