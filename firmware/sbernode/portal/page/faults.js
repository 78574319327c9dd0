// Words for what is wrong with the settings and the devices, and where they are shown.

// Fields of settings.json and of devices.json, by the words of their labels.
const FIELDS = {
  wifi: "step_wifi",
  "wifi.ssid": "ssid",
  "wifi.ssid_hex": "ssid_hex",
  "wifi.password": "wifi_password",
  sber: "step_sber",
  "sber.login": "login",
  "sber.password": "sber_password",
  "sber.host": "host",
  "sber.port": "port",
  "sber.verify": "certificate",
  home: "home_name",
  name: "hub_name",
  ntp: "ntp",
  page: "page_password",
  page_password: "page_password",
  version: "format",
  devices: "step_devices",
  rules: "rules",
};
const DEVICE_FIELDS = {
  id: "device_id",
  kind: "device_kind",
  name: "device_name",
  room: "device_room",
  home: "device_home",
  pins: "stage_pins",
  options: "stage_options",
};

// The step that a problem of the settings is mended in.
const stepOf = ([part, path]) =>
  part === "wifi" ? "wifi" : /^page/.test(part || path) ? "page" : "sber";

// Problems of settings have a part, or none for what stands beside the parts.
const isOfDevice = (fault) => fault[0] && !/^(wifi|sber|page|portal)/.test(fault[1]);

function fieldLabel(fault, kind) {
  const path = fault[1],
    key = (isOfDevice(fault) ? DEVICE_FIELDS : FIELDS)[path];
  const [part, name] = path.split(".");
  if (key) return w(key);
  if (!name || !DEVICE_FIELDS[part] || !isOfDevice(fault)) return path;
  if (!KINDS[kind]) return `${w(`stage_${part}`)}, ${name}`;
  return part === "pins" ? roleName(kind, name) : optionLabel(kind, name);
}

// A value as it stands in a file; what must not be shown is no part of a fault.
function sayFound(value) {
  if (value === undefined || value === null) return "…";
  return typeof value === "string"
    ? fill(t(["“{0}”", "«{0}»"]), [value])
    : JSON.stringify(value).slice(0, 60);
}

// What a problem is, without its field. entry: the device, if it is one of the list.
function faultWords(fault, entry) {
  const path = fault[1],
    detail = fault[3],
    words = DATA.rules[fault[2]];
  if (!words) return fault[2];
  const [part, name] = path.split(".");
  const held = (entry || (!isOfDevice(fault) && S.settings) || {})[part];
  const value = name && isObject(held) ? held[name] : entry && !name ? held : undefined;
  const gpio = part === "pins" && name ? pinOf(value === undefined ? detail : value).gpio : "";
  const typed = value === undefined || /password/.test(path) ? detail : value;
  return fill(t(words), {
    gpio,
    value: sayFound(typed),
    why: S.board && S.board.pins[gpio] ? reasons(gpio) : "",
    kind: entry ? kindName(entry.kind) : "",
    detail: Array.isArray(detail) ? detail.join(", ") : detail,
  });
}

// With the name of the device, where it does not stand beside it.
const faultLine = (fault) =>
  el("p", {}, fault[0] ? `${fault[0]}: ` : "", faultText(fault, fault[4]));

// Words for what the check found: [device or part, field, rule, detail].
function faultText(fault, entry) {
  const label = fieldLabel(fault, entry && entry.kind),
    text = faultWords(fault, entry);
  return label ? `${label}: ${text}` : text;
}

// The error of one field of the settings, or null.
function problemOf(path) {
  const found = S.problems.filter((problem) => problem[1] === path)[0];
  return found ? faultWords(found) : null;
}

// What is wrong here and has no field in view is said above; a folded field is brought into view.
function showHidden(step) {
  const main = ask("main");
  for (const node of main.querySelectorAll("details .error")) node.closest("details").open = true;
  const shown = Array.from(main.querySelectorAll(".error")).map((node) => node.textContent);
  const hidden = S.problems.filter(
    (problem) => stepOf(problem) === step && shown.indexOf(faultWords(problem)) < 0,
  );
  if (hidden.length)
    main.insertBefore(
      note("bad", ...hidden.map((problem) => el("p", {}, faultText(problem)))),
      main.children[1],
    );
}

// Show the view again, now with what is wrong, and go to the first of it.
function failed(text) {
  render();
  const first = ask("main").querySelector("[aria-invalid]");
  if (first) first.focus();
  else if (text) toast(text);
  else window.scrollTo(0, 0);
}
