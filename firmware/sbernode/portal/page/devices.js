// The list of devices: add, edit, duplicate, remove; import and export of devices.json.

const kindName = (kind) => (DATA.texts.kinds[kind] ? t(DATA.texts.kinds[kind]) : kind);
const roleName = (kind, role) =>
  t(DATA.texts.roles[`${kind}.${role}`] || DATA.texts.roles[role] || [role, role]);
// What a set of roles makes of a kind: the words for it, or for as many of its first roles as have
// words, and the names of the others.
function setName(kind, roles) {
  const { sets } = DATA.texts;
  for (let count = roles.length; ; count -= 1) {
    const key = roles.slice(0, count).join("+"),
      text = sets[`${kind}.${key}`] || sets[key];
    if (text || !count)
      return (text ? [t(text)] : [])
        .concat(roles.slice(count).map((role) => roleName(kind, role)))
        .join(", ");
  }
}
const optionOf = (kind, name) =>
  DATA.texts.options[`${kind}.${name}`] || DATA.texts.options[name] || { label: [name, name] };
const optionLabel = (kind, name) => t(optionOf(kind, name).label);

VIEWS.devices = () => {
  if (!S.devices || !S.board)
    return loading(() =>
      Promise.all([S.devices || readDevices(), readBoard(), isNew() || S.state || readState()]),
    );
  const list = S.devices.devices;
  const next = nextButton(w(!list.length ? "later_on" : isNew() ? "next" : "keep"), async () => {
    const fits = await sendDevices(S.devices);
    S.told = [];
    if (!fits) {
      render();
      return toast(w("devices_wrong"));
    }
    if (!isNew()) toast(w("kept"));
    go(isNew() ? "test" : "setup");
  });
  bar(
    next,
    backButton(() => go(isNew() ? "page" : "setup")),
  );
  const loose = S.faults.filter((fault) => !list.some((device) => device.id === fault[0]));
  return [
    heading(w("devices_title"), w("devices_lead")),
    loose.map((fault) => note("bad", faultLine(fault))),
    S.told.length > 0 && note("care", el("strong", {}, w("not_as_it_was")), S.told.map(faultLine)),
    stillOn(),
    list.length
      ? el("ul", { class: "card list" }, list.map(oneDevice))
      : el("div", { class: "card empty" }, icon("chip"), el("p", {}, w("no_devices"))),
    button(w("add_device"), () => edit(null), { class: "add", id: "add", icon: "plus" }),
    rulesOf().length > 0 &&
      fold("rules", w("rules"), [el("ul", { class: "card list" }, rulesOf().map(oneRule))]),
    fold("file", w("file_title"), [
      el("p", { class: "hint" }, w("file_hint")),
      takeIn("import", w("file_paste"), w("import"), importDevices, ".json,application/json"),
      el("h2", {}, w("export")),
      handOver("export", "devices.json", exported()),
    ]),
  ];
};

const exported = () =>
  `{\n  "version": 1,\n  "devices": [\n${S.devices.devices
    .map((device) => `    ${JSON.stringify(device)}`)
    .join(",\n")}\n  ]${rulesOf().length ? `,\n  "rules": ${JSON.stringify(rulesOf())}` : ""}\n}\n`;

const rulesOf = () => [].concat(S.devices.rules || []);

function oneDevice(device, at) {
  const pins = device.pins && typeof device.pins === "object" ? device.pins : {};
  const wires = Object.keys(pins)
    .map((role) => `${roleName(device.kind, role)} ${pinOf(pins[role]).gpio}`)
    .join(" · ");
  const label = (act) => `${w(act)}: ${device.name || device.id}`;
  const act = (name, shape, work) =>
    el(
      "button",
      {
        type: "button",
        class: "round",
        id: `${name}-${at}`,
        "aria-label": label(name),
        title: w(name),
        onclick: work,
      },
      icon(shape),
    );
  return el(
    "li",
    { class: "device" },
    el(
      "button",
      { type: "button", class: "device-main", id: `open-${at}`, onclick: () => edit(device) },
      el("span", { class: "badge" }, icon(device.kind)),
      el(
        "span",
        { class: "two" },
        el("strong", {}, device.name || device.id),
        el("small", {}, [kindName(device.kind), device.room].filter(Boolean).join(" · ")),
        el("small", { class: "wires" }, wires),
      ),
    ),
    el(
      "span",
      { class: "acts" },
      act("edit", "pen", () => edit(device)),
      act("duplicate", "copy", () => duplicate(device)),
      act("remove", "bin", () => remove(device)),
    ),
    S.faults
      .filter((fault) => fault[0] === device.id)
      .map((fault) =>
        el(
          "p",
          {
            class: WARNS.indexOf(fault[2]) < 0 ? "error" : "caution",
          },
          icon("care"),
          el("span", {}, faultText(fault, device)),
        ),
      ),
  );
}

// A rule is written in a file; here it can be read and removed.
function oneRule(rule, at) {
  const gone = () => {
    S.devices.rules = rulesOf().filter((one) => one !== rule);
    if (!S.devices.rules.length) delete S.devices.rules;
    render();
  };
  return el(
    "li",
    { class: "device" },
    el("span", { class: "two" }, `${at + 1}. ${ruleText(rule)}`),
    button(w("remove"), gone),
  );
}

// One that is not as a rule has to be is shown as it is: the board's check says what is wrong.
function ruleText(rule) {
  const { when, delay_s, for_s } = isObject(rule) ? rule : {};
  if (!isObject(when) || !Array.isArray(rule.do) || !rule.do.every(isObject))
    return JSON.stringify(rule);
  const of = ({ device, function: key }) => {
    const found = S.devices.devices.filter((one) => one.id === device)[0];
    return `${(found && found.name) || device}: ${functionName(key)}`;
  };
  const limit = (sign, value) => {
    const [by, unit] = DATA.texts.scales[when.function] || [1, ""];
    // Thresholds of a temperature are degrees already.
    return ` ${sign} ${value / (when.function === "temperature" ? 1 : by)} ${unit}`;
  };
  return [
    of(when),
    when.is !== undefined && ` ${sayValue(when.function, when.is)}`,
    when.above !== undefined && limit(">", when.above),
    when.below !== undefined && limit("<", when.below),
    delay_s && `, ${w("rule_delay", delay_s)}`,
    " → ",
    rule.do.map((act) => `${of(act)} ${sayValue(act.function, act.value)}`).join("; "),
    for_s && `, ${w("rule_for", for_s)}`,
  ]
    .filter(Boolean)
    .join("");
}

function edit(device) {
  S.edit = device
    ? { was: device, device: clone(device), stage: 1 }
    : { was: null, device: { id: "", kind: "", name: "", pins: {} }, stage: 0 };
  go("edit");
}

// The same without its pins: each of those has one job.
function duplicate(device) {
  const copy = clone(device);
  copy.id = "";
  copy.name = freeName(device.name || device.id);
  copy.pins = {};
  S.edit = { was: null, device: copy, stage: 1 };
  go("edit");
}

function freeName(name) {
  const names = S.devices.devices.map((device) => device.name),
    stem = name.replace(/ \d+$/, "");
  let count = 2;
  while (names.indexOf(`${stem} ${count}`) >= 0) count += 1;
  return `${stem} ${count}`;
}

function remove(device) {
  const list = S.devices.devices,
    at = list.indexOf(device);
  list.splice(at, 1);
  render();
  const next = ask(`open-${Math.min(at, list.length - 1)}`) || ask("add");
  next.focus();
  toast(w("removed", device.name || device.id), w("undo"), () => {
    list.splice(at, 0, device);
    render();
    ask(`open-${at}`).focus();
  });
}

// Running devices that are no longer in the list: their outputs stay as they are.
function stillOn() {
  const gone = (S.state && S.devices ? S.state.devices : []).filter(
    (running) =>
      running.takes &&
      running.takes.length &&
      !S.devices.devices.some((device) => device.id === running.id),
  );
  return (
    gone.length > 0 &&
    note(
      "care",
      el("p", {}, w("removed", gone.map((device) => device.name).join(", "))),
      el("p", {}, w("stays_on")),
    )
  );
}

async function importDevices(data) {
  let found;
  try {
    found = JSON.parse(new TextDecoder().decode(data));
  } catch (problem) {
    return toast(w("not_json", problem.message));
  }
  if (!isObject(found)) return toast(t(DATA.rules.not_an_object));
  if (!Array.isArray(found.devices)) return toast(t(DATA.rules.no_devices));
  if (found.version > 1) return toast(fill(t(DATA.rules.too_new), { detail: found.version }));
  const { doc, told } = tidied(found),
    before = S.devices;
  await sendDevices(doc);
  S.told = told;
  render();
  toast(w("imported", doc.devices.length), w("undo"), async () => {
    await sendDevices(before);
    S.told = [];
    render();
  });
}
