// The picture of the board: every pin a button, in the place where it really is.

function picture(device, role) {
  const { layout } = S.board,
    held = taken(S.edit.was);
  const rows = Math.max(layout.left.length, layout.right.length),
    unit = 44;
  const height = rows * unit + 56,
    top = layout.usb === "top";
  const shift = (edge) => 28 + (rows - edge.length) * unit;
  const hole = (x, edge) =>
    edge.map((_, at) =>
      el("circle", { cx: x, cy: shift(edge) + at * unit + unit / 2, r: 5, class: "hole" }),
    );
  const board = el(
    "svg",
    { viewBox: `0 0 112 ${height}`, "aria-hidden": "true", class: "pcb" },
    el("rect", {
      x: 1,
      y: 1,
      width: 110,
      height: height - 2,
      rx: 12,
      class: top ? "plate" : "plate black",
    }),
    el("rect", { x: 36, y: top ? -8 : height - 30, width: 40, height: 38, rx: 5, class: "usb" }),
    el("rect", { x: 28, y: top ? height - 150 : 26, width: 56, height: 104, rx: 4, class: "can" }),
    el("path", { d: `M36 ${top ? height - 20 : 18}v-8h8v8h8v-8h8v8h8v-8h8v8`, class: "aerial" }),
    el("text", { x: 56, y: top ? height - 94 : 82, class: "silk" }, top ? "Wi-Fi" : S.board.chip),
    el(
      "text",
      { x: 56, y: height / 2, class: "silk", transform: `rotate(-90 56 ${height / 2})` },
      layout.title,
    ),
    el("rect", { x: 43, y: top ? 96 : height - 130, width: 26, height: 26, rx: 3, class: "chip" }),
    hole(12, layout.left),
    hole(100, layout.right),
  );
  const side = (name) =>
    el(
      "ul",
      { class: `edge ${name}` },
      layout[name].map((pin) =>
        el(
          "li",
          {},
          typeof pin === "number"
            ? onePin(pin, device, role, held)
            : el("span", { class: "power" }, pin),
        ),
      ),
    );
  return el(
    "figure",
    { class: "board", "aria-label": w("picture", layout.title) },
    side("left"),
    board,
    side("right"),
    el(
      "figcaption",
      {},
      ["good", "care", "bad"].map((grade) =>
        el("span", { class: grade }, icon(MARKS[grade]), w(`grade_${grade}`)),
      ),
      el("p", { class: "hint" }, w("usb_edge", w(top ? "usb_top" : "usb_bottom"), layout.title)),
    ),
  );
}

function onePin(gpio, device, role, held) {
  const about = verdict(gpio, role, device, held),
    mine = pinOf(device.pins[role]).gpio === gpio;
  const other = Object.keys(device.pins).filter(
    (one) => pinOf(device.pins[one]).gpio === gpio && one !== role,
  )[0];
  const whose =
    about.by === device
      ? roleName(device.kind, other)
      : about.by && (about.by.name || about.by.id);
  const name = mine ? null : whose;
  const grade = mine ? w("chosen") : w(`grade_${about.grade}`);
  return el(
    "button",
    {
      type: "button",
      id: `pin-${gpio}`,
      class: `pin ${mine ? "mine" : about.grade}${about.by ? " taken" : ""}`,
      "aria-pressed": String(mine),
      "aria-label": `GPIO ${gpio}${name ? ` ${name}` : ""}: ${grade}. ${about.text}`,
      onclick: () => pickPin(gpio),
    },
    el("b", {}, String(gpio)),
    name ? [" ", el("small", {}, name)] : icon(mine ? "ok" : MARKS[about.grade]),
  );
}

// Pins of the chip that this board does not bring out; another board of the chip may.
function inside(device, role) {
  const held = taken(S.edit.was),
    list = S.board.layout.inside;
  return (
    list.length > 0 &&
    fold("inside", w("inside"), [
      el("p", { class: "hint" }, w("inside_hint", S.board.layout.title)),
      el(
        "div",
        { class: "pins-in" },
        list.map((gpio) => onePin(gpio, device, role, held)),
      ),
    ])
  );
}
