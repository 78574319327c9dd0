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
    gate: coverFace, valve: coverFace, sensor_pir: motionFace, scenario_button: buttonFace, intercom: intercomFace,
  };
  if (SENSORS[device.category]) return sensorFace(device);
  if (makers[device.category]) return makers[device.category](device);
  return plainFace(device);
}

// What a card tells at a glance, what it lets one do, and what it says only while it is so: each
// in this order, of what a device has.
const READINGS = ["vacuum_cleaner_status", "temperature", "humidity", "kitchen_water_temperature",
  "hvac_water_percentage", "hvac_water_level", "kitchen_water_level", "co2", "pm2_5", "pm1_0", "pm10",
  "tvoc_float", "hcho_float", "air_pressure", "power", "current", "voltage"];
const CONTROLS = ["hvac_temp_set", "hvac_humidity_set", "kitchen_water_temperature_set",
  "hvac_work_mode", "hvac_thermostat_mode", "hvac_air_flow_power", "hvac_air_flow_direction",
  "hvac_direction_set", "hvac_heating_rate", "hvac_night_mode", "hvac_ionization", "hvac_aromatization",
  "hvac_decontaminate", "child_lock", "vacuum_cleaner_command", "vacuum_cleaner_program",
  "vacuum_cleaner_cleaning_type", "volume", "volume_int", "mute", "channel", "direction", "custom_key",
  "source", "number"];
const WARNINGS = ["hvac_water_low_level", "hvac_replace_filter", "hvac_replace_ionizator",
  "kitchen_water_low_level", "alarm_mute", "tamper_alarm"];
// What stands at the head of a card, or is of no use at a glance.
const ELSEWHERE = ["online", "on_off", "battery_percentage", "battery_low_power", "signal_strength",
  "channel_int", "sensor_sensitive", "temp_unit_view"];
// Their buttons say what they are.
const SELF_EVIDENT = ["light_mode", "open_set", "unlock", "reject_call"];

// Controls for these functions, in this order, if the device has them.
function rows(device, keys) {
  return keys.filter((key) => has(device, key)).map((key) => {
    const control = makeControl(device, key);
    const known = catalogue.functions[key];
    const wide = ["slider", "colour", "segments", "push"].some((name) => control.node.classList.contains(name));
    const named = control.node.classList.contains("slider") || known.type === "COLOUR";
    const bare = SELF_EVIDENT.includes(key) ? " bare" : "";
    const node = named ? control.node : el("div", { class: wide ? `row wide${bare}` : "row" },
      el("span", { class: "row-name" }, featureName(key)), control.node);
    return { key, node, set: (now) => control.set(value(now, key)) };
  });
}

// Parts that a device has nothing for are null.
function faceOf(...made) {
  const parts = made.filter((part) => part !== null);
  return {
    nodes: parts.map((part) => part.node),
    set: (device) => parts.forEach((part) => part.set(device)),
  };
}

function plainFace(device) {
  const placed = [...READINGS, ...CONTROLS, ...WARNINGS, ...ELSEWHERE];
  const others = device.features.filter((key) => catalogue.functions[key] && !placed.includes(key));
  return faceOf(readings(device), warnings(device), ...rows(device, [...CONTROLS, ...others]));
}

// Big and small numbers, the first one big.
function readings(device) {
  const parts = READINGS.filter((key) => has(device, key)).map((key, index) => {
    const number = el(index ? "span" : "strong", { class: "number" }), name = el("small", {}, featureName(key));
    return {
      node: el("div", { class: "reading" }, number, name),
      set(now) {
        number.textContent = sayValue(key, value(now, key));
      },
    };
  });
  if (!parts.length) return null;
  const node = el("div", { class: "readings" }, ...parts.map((part) => part.node));
  return { node, set: (now) => parts.forEach((part) => part.set(now)) };
}

function warnings(device) {
  const keys = WARNINGS.filter((key) => has(device, key));
  if (!keys.length) return null;
  const node = el("p", { class: "answer" });
  return {
    node,
    set(now) {
      const told = keys.filter((key) => value(now, key) === true);
      node.hidden = told.length === 0;
      node.replaceChildren(...told.map((key) => el("span", { class: "badge bad" }, featureName(key))));
    },
  };
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
      [[left, "open_left_percentage"], [right, "open_right_percentage"]].forEach(([half, key]) =>
        half.style.setProperty("--closed", `${100 - (value(now, key) ?? part)}%`));
      state.textContent = word_ === undefined ? "—" : valueName("open_state", word_);
      percent.textContent = open === undefined ? "" : `${open} %`;
    },
  };
  return faceOf(head, ...rows(device, ["open_set", "open_percentage", "open_left_percentage",
    "open_right_percentage", "light_transmission_percentage", "open_rate"]));
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
  }), warnings(device));
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

function buttonFace(device) {
  const several = device.features.filter((key) => key.startsWith("button")).length > 1;
  const list = el("ol", { class: "presses" });
  const last = happening((now) => {
    const event = now.events[now.events.length - 1];
    if (!event) return [word("not_pressed"), null, false];
    const say = (several ? `${featureName(event.key)}: ` : "") + valueName(event.key, event.value);
    return [say.charAt(0).toUpperCase() + say.slice(1), event.time, serverNow() - event.time < 3];
  });
  const log = {
    node: list,
    set(now) {
      list.replaceChildren(...now.events.slice(-4, -1).reverse().map((event) => el("li", {},
        el("time", {}, clock(event.time)), ` ${several ? featureName(event.key) + ": " : ""}${valueName(event.key, event.value)}`)));
    },
  };
  return faceOf(last, log);
}
