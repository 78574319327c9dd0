// The editor of one device, a stage at a time: kind, name, pins, options.

const STAGES = ["kind", "named", "pins", "options"];

VIEWS.edit = () => {
  if (!S.devices || !S.board)
    return loading(() => Promise.all([S.devices || readDevices(), readBoard()]));
  if (!S.edit) {
    go("devices");
    return [];
  }
  const { was, device } = S.edit;
  // Of a kind that there is not, nothing is known but that another has to be chosen.
  if (!KINDS[device.kind]) S.edit.stage = 0;
  const { stage } = S.edit;
  const last = stage === 3 || (stage === 2 && !KINDS[device.kind].options.length);
  const forward =
    stage === 0 ? null : nextButton(w(last ? "done" : "next"), () => (last ? finish() : ahead()));
  bar(
    forward,
    backButton(() => {
      if (stage === 0 || (was && stage === 1)) {
        return go("devices");
      }
      S.edit.stage -= 1;
      render(true);
    }),
  );
  const title = was
    ? was.name || was.id
    : w(stage ? "new_device_named" : "new_device", device.kind ? kindName(device.kind) : "");
  return [
    heading(title),
    stage > 0 && stageTabs(),
    [kindStage, nameStage, pinStage, optionStage][stage](),
  ];
};

// The stages one may go to: any at a device that is complete, else only those passed.
function stageTabs() {
  const { stage, device } = S.edit;
  const whole = missing(device).length === 0 && device.name;
  const shown = STAGES.filter(
    (name, at) => at > 0 && (at < 3 || KINDS[device.kind].options.length),
  );
  return el(
    "div",
    { class: "segments stages", role: "group", "aria-label": w("stages") },
    shown.map((name) => {
      const at = STAGES.indexOf(name);
      return el(
        "button",
        {
          type: "button",
          id: `stage-${at}`,
          "aria-pressed": String(at === stage),
          disabled: at > stage && !whole,
          onclick: () => {
            S.edit.stage = at;
            render();
          },
        },
        w(`stage_${name}`),
      );
    }),
  );
}

function kindStage() {
  return [
    el("p", { class: "lead" }, w("kind_lead")),
    DATA.texts.groups.map(({ title, members }) =>
      el(
        "section",
        { class: "group" },
        el("h2", {}, t(title)),
        el(
          "div",
          { class: "tiles" },
          members.map((kind) =>
            el(
              "button",
              {
                type: "button",
                class: "tile",
                id: `kind-${kind}`,
                onclick: () => {
                  const { device } = S.edit;
                  if (device.kind !== kind) Object.assign(device, { kind, pins: {} });
                  delete device.options;
                  S.edit.set = null;
                  S.edit.stage = 1;
                  render(true);
                },
              },
              el("span", { class: "badge" }, icon(kind)),
              el(
                "span",
                { class: "two" },
                el("strong", {}, kindName(kind)),
                el("small", {}, t(DATA.texts.about[kind])),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}

function nameStage() {
  const { device, was } = S.edit;
  const rooms = S.devices.devices
    .map((one) => one.room)
    .filter((room, at, all) => room && all.indexOf(room) === at);
  return [
    card(
      field(device, "name", w("device_name"), {
        error: S.edit.nameError,
        hint: w("device_name_hint"),
        maxlength: "63",
        autocapitalize: "sentences",
      }),
      field(device, "room", w("device_room"), {
        hint: w("device_room_hint"),
        maxlength: "35",
        autocapitalize: "sentences",
      }),
      rooms.length > 0 &&
        el(
          "div",
          { class: "row" },
          rooms.map((room, at) =>
            el(
              "button",
              {
                type: "button",
                class: "small",
                id: `room-${at}`,
                onclick: () => {
                  device.room = room;
                  render();
                },
              },
              room,
            ),
          ),
        ),
    ),
    was && device.pins.ir !== undefined && remoteCodes(device),
    fold(
      "device-more",
      w("more"),
      [
        was
          ? el("p", { class: "hint" }, w("id_stays", device.id))
          : field(device, "id", w("device_id"), {
              hint: w("device_id_hint"),
              error: S.edit.idError,
              maxlength: "64",
              placeholder: newId(device),
            }),
        field(device, "home", w("device_home"), {
          hint: w("home_hint"),
          maxlength: "35",
          autocapitalize: "sentences",
        }),
      ],
      S.edit.idError,
    ),
  ];
}

const LATIN = "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sch  y  e yu ya".split(" ");

// An id for a new device: its name in Latin letters, made unique.
const newId = (device) => freeId(device, S.devices.devices.map((one) => one.id).concat("root"));

function freeId(device, ids) {
  const letters = (device.name || "")
    .toLowerCase()
    .replace(/ё/g, "e")
    .replace(/[а-я]/g, (c) => LATIN[c.charCodeAt(0) - 1072] || "");
  const stem =
    letters
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 40) ||
    device.kind ||
    "device";
  if (ids.indexOf(stem) < 0) return stem;
  let count = 2;
  while (ids.indexOf(`${stem}_${count}`) >= 0) count += 1;
  return `${stem}_${count}`;
}

// The set of roles that is being fitted: chosen, or the one that the pins belong to.
function chosenSet(device) {
  const { sets } = KINDS[device.kind];
  const fits = (roles) => roles.filter((role) => device.pins[role] !== undefined).length;
  const most = Math.max(...sets.map(fits));
  return S.edit.set || sets.filter((roles) => fits(roles) === most)[0];
}

// The roles that may be fitted besides those of the chosen set.
function mayOf(device) {
  const { sets, may } = KINDS[device.kind];
  return may[sets.indexOf(chosenSet(device))];
}

function missing(device) {
  const kind = KINDS[device.kind];
  return kind ? chosenSet(device).filter((role) => device.pins[role] === undefined) : ["kind"];
}

function ahead() {
  const { device, stage } = S.edit;
  if (stage === 1) {
    device.name = (device.name || "").trim();
    for (const key of ["room", "home"]) {
      device[key] = (device[key] || "").trim();
      if (!device[key]) delete device[key];
    }
    S.edit.nameError = device.name ? null : w("need_device_name");
    device.id = device.id.trim();
    const id = device.id || newId(device);
    const twice = S.devices.devices.some((one) => one.id === id && one !== S.edit.was);
    S.edit.idError =
      /^[\w.-]{1,64}$/.test(id) && id !== "root" ? (twice ? w("id_taken") : null) : w("bad_id");
    if (S.edit.nameError || S.edit.idError) return failed();
  } else if (missing(device).length)
    return toast(
      w(
        "pins_missing",
        missing(device)
          .map((role) => roleName(device.kind, role))
          .join(", "),
      ),
    );
  S.edit.stage += 1;
  render(true);
}

function finish() {
  const { device, was } = S.edit;
  if (missing(device).length) {
    S.edit.stage = 2;
    render(true);
    return toast(
      w(
        "pins_missing",
        missing(device)
          .map((role) => roleName(device.kind, role))
          .join(", "),
      ),
    );
  }
  if (!device.id) device.id = newId(device);
  if (device.options && !Object.keys(device.options).length) delete device.options;
  const { id, kind, name, room, home, pins, options, ...rest } = device;
  const tidy = { id, kind, name, room, home, pins, options, ...rest };
  const list = S.devices.devices;
  if (was) list[list.indexOf(was)] = tidy;
  else list.push(tidy);
  S.faults = S.faults.filter((fault) => fault[0] !== id);
  S.edit = null;
  go("devices");
}
