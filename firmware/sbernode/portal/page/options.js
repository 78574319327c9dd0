// The stage of the options of a device, each with its words, its range and its default.

// Only what differs from the defaults is kept.
function setOption(device, name, value, usual) {
  const options = { ...device.options };
  if (value === usual || value === "") delete options[name];
  else options[name] = value;
  device.options = options;
}

function optionStage() {
  const { device } = S.edit;
  const kind = KINDS[device.kind];
  // An option that is about roles is of no use without one of them, nor is one without a choice.
  const mine = kind.options.filter(([name, , takes]) => {
    const { needs } = optionOf(device.kind, name);
    if (takes.length === 1) return false;
    return !needs || needs.split(" ").some((role) => device.pins[role] !== undefined);
  });
  const first = mine.filter(([name]) => !optionOf(device.kind, name).fine);
  const fine = mine.filter(([name]) => optionOf(device.kind, name).fine);
  return [
    first.length > 0 && card(first.map((option) => oneOption(device, option))),
    fine.length > 0 &&
      fold(
        "fine",
        w("fine"),
        fine.map((option) => oneOption(device, option)),
        !first.length,
      ),
  ];
}

function oneOption(device, [name, usual, takes]) {
  const about = optionOf(device.kind, name),
    label = t(about.label),
    hint = about.hint && t(about.hint);
  const now = device.options && device.options[name] !== undefined ? device.options[name] : usual;
  if (takes === "device") return deviceOption(device, name, label, hint, now);
  if (typeof takes[0] === "string") {
    return choice(
      label,
      now,
      takes.map((value) => [value, t((about.values || {})[value]) || value.toUpperCase()]),
      (value) => setOption(device, name, value, usual),
      { id: name, hint },
    );
  }
  const by = about.by || 1,
    show = (value) => value / by;
  const held = { value: show(now) };
  const range = w(
    "range",
    show(takes[0]).toLocaleString(),
    show(takes[1]).toLocaleString(),
    show(usual).toLocaleString(),
  );
  const node = field(held, "value", about.unit ? `${label}, ${t(about.unit)}` : label, {
    id: `o-${name}`,
    type: "number",
    inputmode: "decimal",
    min: show(takes[0]),
    max: show(takes[1]),
    step: 1 / by,
    hint: hint ? `${hint} ${range}` : range,
    typed: () => {
      const value = held.value === "" ? usual : Math.round(held.value * by);
      node.classList.toggle("wrong", value < takes[0] || value > takes[1]);
      setOption(device, name, value, usual);
    },
  });
  return node;
}

function deviceOption(device, name, label, hint, now) {
  const fit = S.devices.devices.filter(
    (one) => one.id !== device.id && (KINDS[one.kind] || {}).toggles,
  );
  return choice(
    label,
    now,
    [["", w("nothing")], ...fit.map((one) => [one.id, one.name])],
    (value) => setOption(device, name, value, ""),
    { id: name, hint: fit.length ? hint : w("nothing_to_toggle"), menu: true },
  );
}
