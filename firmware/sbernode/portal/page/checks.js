// What may be on which pin: the rules of the board's own check, told before anything is sent.

const WARNS = ["caution_pin", "avoid_pin"];

const portOf = (kind, role) => KINDS[kind].ports[role];
const pinOf = (spec) => (spec !== null && typeof spec === "object" ? spec : { gpio: spec });
const isInput = (port) => ["in", "detector", "ir_in"].indexOf(port) >= 0;
// A contact pulls its line down to ground; whatever else is read drives it.
const usualPull = (port) => (port === "in" ? "up" : "none");
const isDimmed = (port) => ["level", "servo", "bridge"].indexOf(port) >= 0;
// These lines serve many devices, each line in its own role.
const isShared = (one, port, role) =>
  one.port === port && one.role === role && ["i2c", "ds18b20", "ir", "ir_in"].indexOf(port) >= 0;
// The other line of the same bus.
const TWINS = { sda: "scl", scl: "sda", tx: "rx", rx: "tx" };

// Why a pin is what it is, in words; about measuring voltage only where nothing else is to be
// said, about relays only where one may be.
function reasons(gpio, port) {
  const pin = S.board.pins[gpio];
  if (!pin) return "";
  const every = pin.why.filter((key) => port === "out" || key.slice(0, 5) !== "relay");
  const keys = every.filter((key) => key.slice(0, 3) !== "adc");
  return (keys.length ? keys : every).map((key) => t(S.board.reasons[key])).join("; ");
}

// [{device, role, gpio, port}] of every pin that is taken; but: the device that is being edited.
function taken(but) {
  const found = [];
  for (const device of S.devices.devices) {
    if (device === but || !KINDS[device.kind]) continue;
    for (const role of Object.keys(device.pins || {})) {
      found.push({
        device,
        role,
        gpio: pinOf(device.pins[role]).gpio,
        port: portOf(device.kind, role),
      });
    }
  }
  return found;
}

// What a pin is for a role: {grade: "good" | "care" | "bad", text, by: the device that has it}.
function verdict(gpio, role, device, held) {
  const pin = S.board.pins[gpio],
    port = portOf(device.kind, role),
    why = reasons(gpio, port);
  const spec = pinOf((device.pins || {})[role]);
  const say = (rule, detail) => fill(t(DATA.rules[rule]), { gpio, why, detail, value: gpio });
  const bad = (rule, detail, by) => ({ grade: "bad", text: say(rule, detail), by });
  const users = held
    .filter((one) => one.gpio === gpio)
    .concat(
      Object.keys(device.pins || {})
        .filter((other) => other !== role && pinOf(device.pins[other]).gpio === gpio)
        .map((other) => ({ device, role: other, port: portOf(device.kind, other) })),
    );
  const user = users.filter((one) => !isShared(one, port, role))[0];
  if (!pin || !pin.can) return bad("forbidden_pin");
  if (user) {
    const whose =
      user.device === device
        ? roleName(device.kind, user.role)
        : user.device.name || user.device.id;
    return bad("pin_taken", whose, user.device);
  }
  const pull = spec.gpio === gpio && spec.pull ? spec.pull : usualPull(port);
  if (isInput(port)) {
    if (pin.can.indexOf("i") < 0) return bad("no_input");
    if (pull !== "none" && pin.can.indexOf(pull[0]) < 0) {
      return { grade: "care", text: `${say("no_pull")}. ${w("own_resistor")}`, pull: "none" };
    }
  } else if (port === "adc" || port === "ntc") {
    if (pin.can.indexOf("a") < 0) return bad("no_adc");
  } else if (port === "uart" && !isUart(pin, role, (device.pins || {})[TWINS[role]])) {
    return bad("no_uart");
  } else if (
    port === "i2c" &&
    held.some((one) => {
      const twin = (device.pins || {})[TWINS[role]];
      const other = pinOf((one.device.pins || {})[TWINS[role]]).gpio;
      return (
        one.port === port &&
        one.role === role &&
        twin !== undefined &&
        (one.gpio === gpio) !== (other === pinOf(twin).gpio)
      );
    })
  ) {
    return bad("other_bus");
  } else if (pin.can.indexOf("o") < 0 && ["rx", "cf", "cf1"].indexOf(role) < 0)
    return bad("input_only");
  else if (isDimmed(port)) {
    if (pin.can.indexOf("p") < 0) return bad("no_pwm");
    const others = held.concat(
      Object.keys(device.pins || {})
        .filter((other) => other !== role)
        .map((other) => ({
          gpio: pinOf(device.pins[other]).gpio,
          port: portOf(device.kind, other),
        })),
    );
    for (const one of others) {
      const its = isDimmed(one.port) && pin.pwm && (S.board.pins[one.gpio] || {}).pwm;
      if (its && its === pin.pwm) return bad("shared_pwm", one.gpio);
      // One clock for both halves, "3A" and "3B": 50 Hz for a servo, 1 kHz for the rest.
      if (
        its &&
        its.slice(0, -1) === pin.pwm.slice(0, -1) &&
        (port === "servo") !== (one.port === "servo")
      )
        return bad("other_pwm", one.gpio);
    }
  }
  if (pin.can.indexOf("v") >= 0) return { grade: "care", text: say("avoid_pin") };
  if (pin.can.indexOf("c") >= 0) return { grade: "care", text: say("caution_pin") };
  if (port === "out" && !pin.quiet) return { grade: "care", text: w("may_click", why) };
  return { grade: "good", text: why };
}

// Whether a pin can be TX or RX, and of the same UART as its twin, where UARTs have their own pins.
function isUart(pin, role, twin) {
  const every = Object.keys(S.board.pins).map((gpio) => S.board.pins[gpio]);
  if (!every.some((one) => one.can.indexOf("t") >= 0)) return true;
  const other = twin === undefined ? null : S.board.pins[pinOf(twin).gpio];
  return ["tr", "TR"].some((pair) => {
    const [mine, its] = role === "tx" ? pair : [pair[1], pair[0]];
    return pin.can.indexOf(mine) >= 0 && (!other || other.can.indexOf(its) >= 0);
  });
}

// The best free pins for a role, at most three; first those that serve it already.
function suggestions(role, device, held) {
  const first = S.board.recommended[isInput(portOf(device.kind, role)) ? "button" : "relay"];
  const port = portOf(device.kind, role);
  const buses = held.filter((one) => isShared(one, port, role)).map((one) => one.gpio);
  const every = buses.concat(
    first,
    Object.keys(S.board.pins)
      .map(Number)
      .filter((gpio) => first.indexOf(gpio) < 0),
  );
  return every
    .filter((gpio, at) => every.indexOf(gpio) === at)
    .filter((gpio) => verdict(gpio, role, device, held).grade === "good").slice(0, 3);
}
