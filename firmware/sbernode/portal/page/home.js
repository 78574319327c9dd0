// In service: the link, and every device with what it does and what can be done with it.

VIEWS.home = () => {
  if (!S.state) return loading(readState);
  watch(2000, async () => {
    await readState();
    refreshHome();
  });
  return [
    el("h1", { tabindex: "-1", class: "quietly" }, w("tab_home")),
    el("div", { id: "link" }, linkCard()),
    el("div", { class: "grid", id: "devices" }, S.state.devices.map(oneState)),
    !S.state.devices.length &&
      el("div", { class: "card empty" }, icon("chip"), el("p", {}, w("no_devices"))),
  ];
};

async function readState() {
  S.state = await api("GET", "/api/state");
}

// A card is made anew only if it changed, and never under a finger.
function refreshHome() {
  if (where() !== "home" || !ask("link")) return;
  const held = document.activeElement && document.activeElement.id;
  refill(ask("link"), linkCard());
  for (const device of S.state.devices) {
    const old = ask(`dev-${device.id}`),
      now = JSON.stringify(device);
    if (!old || old.getAttribute("data-is") === now || isHeld(old)) continue;
    old.replaceWith(oneState(device));
  }
  if (held && ask(held) && document.activeElement === document.body)
    ask(held).focus({ preventScroll: true });
}
// By a finger that lets go without a word nothing is held for long.
const HELD = { node: null, at: 0 };
const isHeld = (node) =>
  node.contains(HELD.node) && (Object.keys(SLIDES).length > 0 || Date.now() - HELD.at < 8000);

function linkCard() {
  const now = S.state,
    code = now.trouble,
    known = code && DATA.codes[code];
  const up = !code || code === "service";
  const row = (label, text) =>
    text !== null &&
    text !== undefined &&
    text !== "" &&
    el("div", {}, el("dt", {}, label), el("dd", {}, text));
  return el(
    "section",
    { class: `card link ${up ? "up" : "broken"}` },
    el(
      "h2",
      {},
      icon(up ? "cloud" : "care"),
      el("span", {}, up ? w("link_up") : known ? t(known[0]) : w("error", code)),
    ),
    !up && known && el("p", {}, t(known[1])),
    !up && now.detail && el("p", { class: "detail" }, now.detail),
    S.hello.mode === "fallback" && note("wifi", el("p", {}, w("fallback"))),
    now.second_board &&
      note("care", el("p", {}, t(DATA.codes.stranger[0])), el("p", {}, t(DATA.codes.stranger[1]))),
    el(
      "dl",
      {},
      row("Wi-Fi", now.rssi !== null && now.rssi !== undefined && `${now.rssi} ${w("dbm")}`),
      row(w("address_here"), S.hello.address),
      row(w("uptime"), span(now.uptime)),
      row(
        w("asked"),
        now.asked === null || now.asked === undefined ? w("never") : w("ago", span(now.asked)),
      ),
      row(w("heap"), now.heap && `${Math.round(now.heap / 1024)} ${w("kib")}`),
      row(w("last_error"), now.last_error),
    ),
  );
}

function span(seconds) {
  const days = Math.floor(seconds / 86400),
    hours = Math.floor(seconds / 3600) % 24,
    minutes = Math.floor(seconds / 60) % 60;
  if (days) return w("days", days, hours);
  if (hours) return w("hours", hours, minutes);
  return minutes
    ? w("minutes", minutes, Math.floor(seconds) % 60)
    : w("seconds", Math.floor(seconds));
}

function oneState(device) {
  const keys = Object.keys(device.states || {}),
    takes = device.takes || [];
  const shown = keys.concat(takes.filter((key) => keys.indexOf(key) < 0));
  const mode = (device.states || {}).light_mode;
  const rows = shown.filter(
    (key) => key !== "on_off" && !(key === "light_colour" && mode === "white"),
  );
  const on = device.states && device.states.on_off;
  return el(
    "section",
    {
      class: `card state ${on ? "lit" : ""}`,
      id: `dev-${device.id}`,
      "data-is": JSON.stringify(device),
    },
    el(
      "div",
      { class: "state-head" },
      el("span", { class: "badge" }, icon(device.kind)),
      el(
        "div",
        { class: "two" },
        el("h2", {}, device.name),
        el("small", {}, [kindName(device.kind), device.room].filter(Boolean).join(" · ")),
      ),
      shown.indexOf("on_off") >= 0 &&
        (takes.indexOf("on_off") >= 0
          ? flip(
              `set-${device.id}-on_off`,
              `${device.name}: ${functionName("on_off")}`,
              on,
              (value) => send(device, "on_off", value),
              null,
            )
          : el("strong", {}, sayValue("on_off", on))),
    ),
    device.online === false && note("care", el("p", {}, w("offline"))),
    rows.map((key) =>
      takes.indexOf(key) >= 0 ? control(device, key) : reading(key, device.states[key]),
    ),
    !shown.length && device.online !== false && el("p", { class: "hint" }, w("events_only")),
  );
}

const functionName = (key) => t(DATA.texts.functions[key] || [key, key]);

function sayValue(key, value) {
  if (value === null || value === undefined) return "—";
  const named = DATA.texts.values[`${key}.${value}`] || DATA.texts.values[String(value)];
  if (named) return t(named);
  const scale = DATA.texts.scales[key];
  if (scale && typeof value === "number")
    return `${(value / scale[0]).toLocaleString(t(["en", "ru"]))} ${scale[1]}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const reading = (key, value) =>
  el(
    "div",
    { class: "reading" },
    el("span", {}, functionName(key)),
    el("strong", {}, sayValue(key, value)),
  );

async function send(device, key, value) {
  try {
    await api("POST", "/api/set", { id: device.id, key, value });
    await readState();
  } catch (problem) {
    complain(problem);
  }
  refreshHome();
}

// While a finger slides, at most three commands a second, and in any case the last value.
const SLIDES = {};
async function slide(device, key, value) {
  const name = `${device.id} ${key}`,
    runs = SLIDES[name];
  SLIDES[name] = [value];
  if (runs) return;
  try {
    while (SLIDES[name].length) {
      const now = SLIDES[name].pop();
      await Promise.all([api("POST", "/api/set", { id: device.id, key, value: now }), sleep(334)]);
    }
    await readState();
  } catch (problem) {
    complain(problem);
  }
  delete SLIDES[name];
  refreshHome();
}

function slider(device, key, label, value, low, high, shown, give, more) {
  const id = `set-${device.id}-${label}`,
    text = el("output", { for: id }, shown(value));
  const input = el("input", {
    type: "range",
    id,
    min: low,
    max: high,
    value,
    class: more || "",
    oninput: () => {
      Object.assign(HELD, { node: input, at: Date.now() });
      text.textContent = shown(Number(input.value));
      slide(device, key, give(Number(input.value)));
    },
    onchange: () => {
      HELD.at = 0;
    },
  });
  return el("div", { class: "slider" }, el("label", { for: id }, label), text, input);
}

function control(device, key) {
  const value = (device.states || {})[key],
    label = functionName(key);
  const percent = (by) => (now) => `${Math.round(now / by)} %`;
  if (key === "light_brightness") {
    return slider(
      device,
      key,
      label,
      value === undefined ? 1000 : value,
      50,
      1000,
      percent(10),
      (now) => now,
    );
  }
  if (key === "open_percentage")
    return slider(device, key, label, value || 0, 0, 100, percent(1), (now) => now);
  if (key === "light_colour") {
    const [h, s, v] = value || [0, 1000, 1000];
    return el(
      "div",
      {},
      slider(
        device,
        key,
        w("hue"),
        h,
        0,
        360,
        (now) => `${now}°`,
        (now) => [now, s, v],
        "hue",
      ),
      slider(device, key, w("saturation"), s, 0, 1000, percent(10), (now) => [h, now, v]),
    );
  }
  const options = DATA.texts.choices[key];
  if (options) {
    return el(
      "div",
      { class: "reading" },
      el("span", {}, label),
      el(
        "div",
        { class: "row" },
        options.map((one) => {
          const node = button(sayValue(key, one), () => send(device, key, one), {
            class: "small",
            id: `set-${device.id}-${key}-${one}`,
            "aria-pressed": value === undefined ? null : String(value === one),
          });
          return node;
        }),
      ),
    );
  }
  if (typeof value === "boolean") {
    return el(
      "div",
      { class: "reading" },
      el("span", {}, label),
      flip(
        `set-${device.id}-${key}`,
        `${device.name}: ${label}`,
        value,
        (now) => send(device, key, now),
        null,
      ),
    );
  }
  return reading(key, value);
}
