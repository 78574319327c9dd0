// The stage of the pins: the roles, what is known of the pin last touched, blink and watch.

const PARTS = ["dht22", "ds18b20", "ntc", "i2c", "uart", "meter"];
const MARKS = { good: "ok", care: "care", bad: "no" };

function pinStage() {
  const { device } = S.edit;
  const kind = KINDS[device.kind],
    set = chosenSet(device);
  const may = mayOf(device);
  const roles = set.concat(may);
  if (roles.indexOf(S.edit.role) < 0) S.edit.role = missing(device)[0] || roles[0];
  const { role } = S.edit;
  return [
    wiring(device, set),
    el(
      "div",
      { class: "roles", role: "group", "aria-label": w("roles") },
      roles.map((each) => oneRole(device, each, may)),
    ),
    pinFacts(device, role),
    picture(device, role),
    inside(device, role),
  ];
}

// What is connected: of sets of roles that have parts, sensors and meters, the part by itself.
function wiring(device, set) {
  const { sets, options } = KINDS[device.kind];
  const half = (each, at) =>
    each.filter((role) => (PARTS.indexOf(portOf(device.kind, role)) < 0) !== (at > 0));
  const name = (roles) => {
    const port = portOf(device.kind, roles[0]);
    const chips = options.filter((option) => option[0] === port)[0];
    const text = roles.length ? setName(device.kind, roles) : w("no_part");
    return chips ? `${text}: ${chips[2].join(", ").toUpperCase()}` : text;
  };
  return [0, 1].map((at) => {
    const keys = sets.map((each) => half(each, at).join("+"));
    const mine = keys.filter((key, first) => keys.indexOf(key) === first);
    const other = half(set, 1 - at).join("+");
    return (
      mine.length > 1 &&
      choice(
        w(at ? "part" : "wiring"),
        half(set, at).join("+"),
        mine.map((key) => [key, name(key ? key.split("+") : [])]),
        (picked) => {
          const fit = sets.filter((each, index) => keys[index] === picked);
          S.edit.set = fit.filter((each) => half(each, 1 - at).join("+") === other)[0] || fit[0];
          for (const old of Object.keys(device.pins)) {
            if (S.edit.set.concat(mayOf(device)).indexOf(old) < 0) delete device.pins[old];
          }
          S.edit.role = null;
          render();
        },
        { id: `set-${at}` },
      )
    );
  });
}

function oneRole(device, role, may) {
  const spec = device.pins[role];
  return el(
    "button",
    {
      type: "button",
      id: `role-${role}`,
      "aria-pressed": String(role === S.edit.role),
      onclick: () => {
        S.edit.role = role;
        render();
      },
    },
    el("span", {}, roleName(device.kind, role)),
    el(
      "b",
      {},
      spec !== undefined
        ? `GPIO ${pinOf(spec).gpio}`
        : may.indexOf(role) >= 0
          ? w("not_needed")
          : w("choose"),
    ),
  );
}

function pickPin(gpio) {
  const { device, role } = S.edit;
  const seen = verdict(gpio, role, device, taken(S.edit.was));
  S.edit.seen = { gpio, role };
  if (seen.grade !== "bad") {
    const before = pinOf(device.pins[role]),
      spec = { gpio };
    for (const key of ["active", "address"]) if (before[key]) spec[key] = before[key];
    if (seen.pull || before.pull) spec.pull = seen.pull || before.pull;
    if (!seen.pull && before.pull === "none" && portOf(device.kind, role) === "in") delete spec.pull;
    device.pins[role] = Object.keys(spec).length > 1 ? spec : gpio;
  }
  render();
  tell(`GPIO ${gpio}: ${w(`grade_${seen.grade}`)}. ${seen.text}`);
}

// The panel above the picture: what to do, then what is known of the pin last touched.
function pinFacts(device, role) {
  const held = taken(S.edit.was),
    spec = device.pins[role];
  const seen =
    S.edit.seen && S.edit.seen.role === role
      ? S.edit.seen.gpio
      : spec !== undefined
        ? pinOf(spec).gpio
        : null;
  if (seen === null || seen === undefined) {
    const best = suggestions(role, device, held);
    return card(
      el("p", {}, w("touch_pin", roleName(device.kind, role))),
      best.length > 0 &&
        el(
          "div",
          { class: "row" },
          el("span", {}, w("good_ones")),
          best.map((gpio) =>
            el(
              "button",
              {
                type: "button",
                class: "small",
                id: `best-${gpio}`,
                "aria-label": `GPIO ${gpio}`,
                onclick: () => pickPin(gpio),
              },
              String(gpio),
            ),
          ),
        ),
      device.kind === "curtain" || best.length ? null : el("p", { class: "hint" }, w("none_fits")),
    );
  }
  const about = verdict(seen, role, device, held),
    mine = spec !== undefined && pinOf(spec).gpio === seen;
  return el(
    "section",
    { class: `card facts ${about.grade}` },
    el(
      "h2",
      {},
      icon(MARKS[about.grade]),
      el("span", {}, `GPIO ${seen} · ${w(`grade_${about.grade}`)}`),
    ),
    about.text && el("p", {}, about.text),
    mine && pinDetails(device, role),
    el(
      "div",
      { class: "row" },
      about.grade !== "bad" && tryIt(device, role, seen),
      mine &&
        button(
          w("take_off"),
          () => {
            delete device.pins[role];
            S.edit.seen = null;
            render();
          },
          { class: "quiet small", id: "take-off" },
        ),
    ),
  );
}

// What a pin's object says beyond its number.
function pinDetails(device, role) {
  const spec = { ...pinOf(device.pins[role]) },
    port = portOf(device.kind, role);
  const keep = (key, value, usual) => {
    if (value === usual || value === "") delete spec[key];
    else spec[key] = value;
    device.pins[role] = Object.keys(spec).length > 1 ? { ...spec } : spec.gpio;
  };
  const usual = port === "in" ? "low" : "high";
  const kids = [];
  if (port === "out" || port === "level" || isInput(port)) {
    kids.push(
      choice(
        w(isInput(port) ? "active_in" : "active_out"),
        spec.active || usual,
        [
          ["high", w(isInput(port) ? "in_high" : "out_high")],
          ["low", w(isInput(port) ? "in_low" : "out_low")],
        ],
        (value) => keep("active", value, usual),
        { id: "active", hint: w(isInput(port) ? "active_in_hint" : "active_out_hint") },
      ),
    );
  }
  if (isInput(port)) {
    kids.push(
      choice(
        w("pull"),
        spec.pull || usualPull(port),
        ["up", "down", "none"].map((value) => [value, w(`pull_${value}`)]),
        (value) => keep("pull", value, usualPull(port)),
        { id: "pull" },
      ),
    );
  }
  if (port === "ds18b20") {
    kids.push(
      field(spec, "address", w("address"), {
        hint: w("address_hint"),
        maxlength: "16",
        placeholder: "28ff641e93160423",
        typed: () => keep("address", spec.address, ""),
      }),
    );
  }
  return kids.length ? fold("pin-more", w("pin_more"), kids) : null;
}

// "Blink this output", "watch this input": live, before anything is saved.
function tryIt(device, role, gpio) {
  const port = portOf(device.kind, role),
    spec = pinOf(device.pins[role]);
  if (isInput(port)) return watchInput(port, gpio, spec);
  if (port !== "out" && port !== "level") return null;
  return [
    button(
      w("blink"),
      async () => {
        await api("POST", "/api/blink", { gpio, active: spec.active || "high" });
        toast(w("blinking", gpio));
      },
      { class: "small", id: "blink", icon: "light" },
    ),
    el("p", { class: "hint" }, w("blink_hint")),
  ];
}

function watchInput(port, gpio, spec) {
  const level = el("strong", {}, "…"),
    lamp = el("i", { class: "lamp" });
  const line = el("p", { class: "live", role: "status" }, lamp, level);
  const pull = spec.pull || usualPull(port);
  const low = (spec.active || (port === "in" ? "low" : "high")) === "low";
  const begin = button(
    w("watch"),
    () => {
      begin.replaceWith(line);
      watch(350, async () => {
        const got = await api("POST", "/api/watch", { gpio, pull });
        const on = (got.level === 1) !== low;
        lamp.className = on ? "lamp lit" : "lamp";
        const text = w(on ? "input_on" : "input_off", got.level);
        if (level.textContent !== text) level.textContent = text;
        return line.isConnected;
      }).catch(complain);
    },
    { class: "small", id: "watch", icon: "eye" },
  );
  return begin;
}
