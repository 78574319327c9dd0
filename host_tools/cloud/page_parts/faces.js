// The front of a card: what each category shows and lets one do at a glance. A face is
// {nodes, set(device)}; a function that has no place on a face is found under "Details".

function value(device, key) {
  return device.states[key] ? device.states[key].value : undefined;
}

function has(device, key) {
  return device.features.includes(key);
}

function makeFace(device) {
  const makers = {
    light: lightFace, led_strip: lightFace, curtain: coverFace, window_blind: coverFace,
    gate: coverFace, valve: coverFace, sensor_temp: climateFace, sensor_air: climateFace,
    sensor_pir: motionFace, scenario_button: buttonFace, intercom: intercomFace,
  };
  if (SENSORS[device.category]) return sensorFace(device);
  if (makers[device.category]) return makers[device.category](device);
  return plainFace(device);
}

// Controls for these functions, in this order, if the device has them.
function rows(device, keys) {
  return keys.filter((key) => has(device, key)).map((key) => {
    const control = makeControl(device, key);
    const known = catalogue.functions[key];
    const wide = ["slider", "colour", "segments", "push"].some((name) => control.node.classList.contains(name));
    const named = control.node.classList.contains("slider") || known.type === "COLOUR";
    const node = named ? control.node : el("div", { class: wide ? "row wide" : "row" },
      el("span", { class: "row-name" }, featureName(key)), control.node);
    return { key, node, set: (now) => control.set(value(now, key)) };
  });
}

function faceOf(...parts) {
  return {
    nodes: parts.map((part) => part.node),
    set: (device) => parts.forEach((part) => part.set(device)),
  };
}

function plainFace(device) {
  const keys = device.features.filter((key) => key !== "online" && key !== "on_off"
    && catalogue.functions[key] && !key.startsWith("battery") && key !== "signal_strength");
  return faceOf(...rows(device, keys.slice(0, 4)));
}

function lightFace(device) {
  const parts = rows(device, ["light_mode", "light_brightness", "light_colour_temp", "light_colour"]);
  for (const part of parts) {
    const inner = part.set;
    part.set = (now) => {
      inner(now);
      const mode = value(now, "light_mode");
      const colourful = mode === "colour" || (mode === undefined && !has(now, "light_brightness"));
      if (part.key === "light_colour") part.node.hidden = !colourful;
      if (part.key === "light_colour_temp") part.node.hidden = colourful;
      if (part.key === "light_brightness") part.node.hidden = colourful && has(now, "light_colour");
    };
  }
  return faceOf(...parts);
}

function coverFace(device) {
  const state = el("strong", {}), percent = el("span", {});
  const left = el("i", {}), right = el("i", {});
  const picture = el("div", { class: `cover ${device.category}`, "aria-hidden": "true" }, left, right);
  const head = {
    node: el("div", { class: "cover-head" }, picture, el("div", { class: "reading" }, state, percent)),
    set(now) {
      const open = value(now, "open_percentage"), word_ = value(now, "open_state");
      const part = open === undefined ? (word_ === "close" ? 0 : 100) : open;
      picture.style.setProperty("--closed", `${100 - part}%`);
      state.textContent = word_ === undefined ? "—" : valueName("open_state", word_);
      percent.textContent = open === undefined ? "" : `${open} %`;
    },
  };
  return faceOf(head, ...rows(device, ["open_set", "open_percentage"]));
}

function climateFace(device) {
  const keys = ["temperature", "humidity", "co2", "pm2_5", "pm1_0", "pm10", "tvoc_float",
    "hcho_float", "air_pressure"].filter((key) => has(device, key));
  const readings = keys.map((key, index) => {
    const number = el(index ? "span" : "strong", { class: "number" }), name = el("small", {}, featureName(key));
    return {
      node: el("div", { class: "reading" }, number, name),
      set(now) {
        number.textContent = sayValue(key, value(now, key));
      },
    };
  });
  const node = el("div", { class: "readings" }, ...readings.map((reading) => reading.node));
  return faceOf({ node, set: (now) => readings.forEach((reading) => reading.set(now)) });
}

const SENSORS = {
  sensor_door: ["doorcontact_state", "door_open", "door_closed"],
  sensor_water_leak: ["water_leak_state", "leak", "dry"],
  sensor_smoke: ["smoke_state", "smoke", "clean"],
  sensor_gas: ["gas_leak_state", "gas", "clean"],
};

function sensorFace(device) {
  const [key, yes, no] = SENSORS[device.category];
  return faceOf(happening((now) => {
    const state = now.states[key];
    if (!state) return ["—", null, false];
    return [word(state.value ? yes : no), state.changed, state.value];
  }));
}

function intercomFace(device) {
  const call = happening((now) => {
    const state = now.states.incoming_call;
    return [word(state && state.value ? "calling" : "unlocked"), state && state.changed, state && state.value];
  });
  return faceOf(call, ...rows(device, ["unlock", "reject_call"]));
}

function motionFace() {
  return faceOf(happening((now) => {
    const last = now.events[now.events.length - 1];
    if (!last) return [word("no_motion"), null, false];
    return [word("motion"), last.time, serverNow() - last.time < 10];
  }));
}

// A big word and how long ago it became true; both grow old by themselves.
function happening(read) {
  const text = el("strong", { class: "number" }), when = el("small", {});
  const node = el("div", { class: "reading" }, text, when);
  let device = null;
  const refresh = () => {
    const [say, time, alarm] = read(device);
    text.textContent = say;
    when.textContent = time ? `${ago(serverNow() - time)} · ${clock(time)}` : " ";
    node.classList.toggle("alarm", Boolean(alarm));
  };
  return {
    node,
    set(now) {
      device = now;
      node.refresh = refresh;
      node.classList.add("ages");
      refresh();
    },
  };
}

function buttonFace() {
  const list = el("ol", { class: "presses" });
  const last = happening((now) => {
    const event = now.events[now.events.length - 1];
    if (!event) return [word("not_pressed"), null, false];
    const say = valueName(event.key, event.value);
    return [say.charAt(0).toUpperCase() + say.slice(1), event.time, serverNow() - event.time < 3];
  });
  const log = {
    node: list,
    set(now) {
      list.replaceChildren(...now.events.slice(-4, -1).reverse().map((event) => el("li", {},
        el("time", {}, clock(event.time)), ` ${now.features.length > 2 ? featureName(event.key) + ": " : ""}${valueName(event.key, event.value)}`)));
    },
  };
  return faceOf(last, log);
}
