// Settings and devices, as they are read from the board and sent to it.

async function readSettings() {
  const got = await api("GET", "/api/settings");
  const wifi = got.wifi || {},
    sber = got.sber || {};
  S.stored = {
    wifi: wifi.password === true,
    sber: sber.password === true,
    page: got.page === true,
  };
  S.settings = {
    wifi: {
      ssid: wifi.ssid,
      ssid_hex: wifi.ssid_hex,
      password: "",
      open: Boolean(wifiName(wifi)) && !S.stored.wifi,
    },
    sber: {
      host: sber.host || DATA.host,
      port: sber.port || DATA.port,
      login: sber.login || "",
      password: "",
      verify: sber.verify !== false,
    },
    home: got.home || "",
    name: got.name || "",
    ntp: Array.isArray(got.ntp) ? got.ntp.join(" ") : "",
    page_password: "",
  };
  S.sent = clone({ wifi: S.settings.wifi, sber: S.settings.sber });
}

const wifiName = (wifi) => (wifi.ssid_hex === undefined ? wifi.ssid : wifi.ssid_hex);

// The stored password of a Wi-Fi is for its name alone, and that of Sber for one login on one
// server: the board drops it when one of these changes, so that no other server ever gets it.
const wifiStored = () => S.stored.wifi && sameWifi(S.settings.wifi, S.sent.wifi);
const sameWifi = (one, other) =>
  (one.ssid || "") === (other.ssid || "") && (one.ssid_hex || "") === (other.ssid_hex || "");
const sberStored = () => S.stored.sber && sameServer();
const sameServer = () =>
  ["host", "port", "login", "verify"].every((key) => S.settings.sber[key] === S.sent.sber[key]);

// Send the settings as typed; an empty secret keeps the stored one. False: something is refused.
async function sendSettings(part) {
  const typed = S.settings;
  // Of another step, what has no password yet stays as it was.
  const keyed = wifiName(typed.wifi) && (typed.wifi.password || typed.wifi.open);
  const wifi = part === "wifi" || keyed ? typed.wifi : S.sent.wifi;
  const sber = part === "sber" || typed.sber.password ? typed.sber : S.sent.sber;
  const out = { wifi: {}, sber: { ...sber } };
  if (wifi.ssid_hex) out.wifi.ssid_hex = wifi.ssid_hex;
  else out.wifi.ssid = wifi.ssid || "";
  if (wifi.password || wifi.open) out.wifi.password = wifi.password;
  if (!sber.password) delete out.sber.password;
  for (const key of ["home", "name"]) if (typed[key].trim()) out[key] = typed[key].trim();
  if (typed.page_password) out.page_password = typed.page_password;
  out.ntp = typed.ntp.split(/[\s,;]+/).filter(Boolean);
  const answer = await api("PUT", "/api/settings", out);
  const kept = { wifi: sameWifi(wifi, S.sent.wifi), sber: sameServer() || sber === S.sent.sber };
  S.stored = {
    wifi: wifi.open ? false : Boolean(wifi.password) || (S.stored.wifi && kept.wifi),
    sber: Boolean(sber.password) || (S.stored.sber && kept.sber),
    page: S.stored.page || Boolean(typed.page_password),
  };
  S.sent = { wifi: { ...wifi, password: "" }, sber: { ...sber, password: "" } };
  edited();
  // What later steps will bring is not wrong yet.
  S.problems = (answer.problems || []).filter((problem) => stepOf(problem) === part);
  return !S.problems.length;
}

async function readDevices() {
  const { doc, told } = tidied(await api("GET", "/api/devices"));
  S.devices = doc;
  S.told = told;
}

// What the board has taken is what is edited from then on.
async function sendDevices(doc) {
  const answer = await api("PUT", "/api/devices", doc);
  edited();
  S.devices = doc;
  S.faults = answer.problems || [];
  return !S.faults.some((fault) => WARNS.indexOf(fault[2]) < 0);
}

async function readBoard() {
  if (!S.board) S.board = await api("GET", `/${S.hello.board}.json`);
}

// A document as the editor can work with it, and what did not fit: left out or set anew.
function tidied(found) {
  const told = [],
    list = [];
  const no = (...fault) => {
    told.push(fault);
  };
  const given = isObject(found) ? found : {};
  if (given !== found) no("", "", "not_an_object", found);
  else if (!Array.isArray(given.devices)) no("", "", "no_devices", given.devices);
  if (given.version === undefined) no("", "", "no_version");
  else if (given.version !== 1) no("", "version", "wrong_type", given.version);
  for (const key of Object.keys(given))
    if (["version", "devices", "rules"].indexOf(key) < 0) no("", key, "unknown_field", key);
  const ids = ["root"];
  (Array.isArray(given.devices) ? given.devices : []).forEach((entry, at) => {
    if (!isObject(entry)) return no(`#${at + 1}`, "", "not_an_object", entry);
    const refuse = (path, rule, detail) =>
      no(said(entry.name) || said(entry.id) || `#${at + 1}`, path, rule, detail, entry);
    const device = tidyDevice(entry, refuse);
    const id = device.id.trim();
    device.id = id;
    const rule = !/^[\w.-]{1,64}$/.test(id) ? "bad_id" : ids.indexOf(id) < 0 ? "" : "taken_id";
    if (rule) {
      refuse("id", id ? rule : "missing", id);
      device.id = freeId(device, ids);
    }
    ids.push(device.id);
    list.push(device);
  });
  const doc = { version: 1, devices: list };
  // Rules are not edited here, but stay; the board checks them.
  if (given.rules) doc.rules = given.rules;
  return { doc, told };
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const said = (value) => (typeof value === "string" ? value : "");

// An entry with all that the editor relies on; no(path, rule, detail) for what is not kept.
function tidyDevice(entry, no) {
  const device = { id: "", kind: "", name: "", pins: {} };
  const kind = entry.kind in {} ? null : KINDS[said(entry.kind)];
  for (const [key, value] of Object.entries(entry)) {
    if (Object.keys(DEVICE_FIELDS).indexOf(key) < 0) no(key, "unknown_field", key);
    else if (key === "pins" || key === "options") {
      if (isObject(value)) device[key] = tidyParts(key, value, kind, no);
      else no(key, "wrong_type", value);
    } else if (typeof value === "string") device[key] = value;
    else {
      no(key, "wrong_type", value);
      if (typeof value === "number") device[key] = String(value);
    }
  }
  // Another kind that there is not stays, and is marked by the board.
  if (device.kind in {}) device.kind = "";
  if (!device.kind) no("kind", said(entry.kind) ? "unknown_kind" : "missing");
  if (!device.name.trim()) {
    no("name", "missing");
    device.name = device.id || kindName(device.kind) || "?";
  }
  if (entry.pins === undefined) no("pins", "missing");
  return device;
}

function tidyParts(part, found, kind, no) {
  const kept = {};
  for (const [name, value] of Object.entries(found)) {
    const path = `${part}.${name}`;
    if (part === "pins") {
      const { gpio } = pinOf(value);
      if (kind && !kind.ports[name]) no(path, "unknown_role");
      else if (!Number.isInteger(gpio) || gpio < 0) no(path, "bad_pin", value);
      else kept[name] = value;
      continue;
    }
    const option = kind && kind.options.filter((one) => one[0] === name)[0];
    if (kind && !option) no(path, "unknown_option");
    else if (option && !takesValue(option[2], value)) no(path, "bad_option", value);
    else kept[name] = value;
  }
  return kept;
}

// A number that is out of its range can be seen and mended in the editor.
const takesValue = (takes, value) =>
  takes === "device"
    ? typeof value === "string"
    : typeof takes[0] === "string"
      ? takes.indexOf(value) >= 0
      : Number.isInteger(value);
