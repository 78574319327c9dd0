// The step of the Wi-Fi: what is in the air, a hidden network, the password.

// Bytes of a name that is no UTF-8, with a mark for each that cannot be shown.
function nameOf(network) {
  if (network.ssid !== undefined) return network.ssid;
  const raw = (network.hex.match(/../g) || []).map((pair) => parseInt(pair, 16));
  return new TextDecoder().decode(new Uint8Array(raw));
}

const VIEWS = {};

VIEWS.wifi = () => {
  if (!S.settings) return loading(readSettings);
  const typed = S.settings.wifi;
  bar(nextButton(w("next"), joinNext), isNew() ? null : backButton(() => go("setup")));
  watch(1500, readScan);
  return [
    heading(w("wifi_title"), w("wifi_lead")),
    trouble(),
    el("div", { class: "card list" }, el("div", { id: "air" }, air()), otherNetwork(typed)),
    el(
      "div",
      { class: "row" },
      button(
        w("scan_again"),
        async () => {
          await api("POST", "/api/scan", {});
          S.scan = { ...S.scan, scanning: true };
          refresh();
        },
        { icon: "again", class: "small", id: "again" },
      ),
      el("p", { class: "hint" }, w("scan_hint")),
    ),
    isNew() && fold("restore", w("have_backup"), restorePart()),
  ];
};

// Why the board is in set-up at all, if it is not simply new.
function trouble() {
  const code = S.hello.trouble;
  if (!code || !DATA.codes[code] || S.hello.new) return null;
  const [what, remedy] = DATA.codes[code];
  return note(
    "care",
    el("strong", {}, t(what)),
    el("p", {}, t(remedy)),
    S.hello.detail && el("p", { class: "detail" }, S.hello.detail),
  );
}

async function readScan() {
  const before = JSON.stringify(S.scan && [S.scan.networks, S.scan.scanning, S.scan.age < 0]);
  S.scan = await api("GET", "/api/scan");
  // In service nobody has listened yet; at the first set-up the board does it by itself.
  if (S.scan.age < 0 && !S.scan.scanning && !isNew() && !S.looked) {
    S.looked = true;
    await api("POST", "/api/scan", {});
    S.scan.scanning = true;
  }
  if (JSON.stringify([S.scan.networks, S.scan.scanning, S.scan.age < 0]) !== before) refresh();
}

// Only the list: what is being typed in a field must not be touched.
function refresh() {
  const held = document.activeElement && document.activeElement.id;
  if (ask("f-password") && held === "f-password") return;
  if (ask("air")) refill(ask("air"), air());
  if (held && ask(held)) ask(held).focus({ preventScroll: true });
}

const isChosen = (network) =>
  !S.settings.wifi.other &&
  (network.hex
    ? S.settings.wifi.ssid_hex === network.hex
    : !S.settings.wifi.ssid_hex && S.settings.wifi.ssid === network.ssid);

function air() {
  const scan = S.scan;
  const networks = scan ? scan.networks : [];
  const busy = !scan || scan.scanning;
  return [
    networks.map((network, at) => oneNetwork(network, at)),
    busy && el("p", { class: "wait" }, el("span", { class: "spin" }), w("scanning")),
    !busy &&
      !networks.length &&
      el("p", { class: "wait" }, w(scan.age < 0 ? "not_scanned" : "no_networks")),
  ];
}

function oneNetwork(network, at) {
  const chosen = isChosen(network),
    name = nameOf(network);
  const bars = network.rssi > -60 ? 3 : network.rssi > -75 ? 2 : 1;
  const row = el(
    "button",
    {
      type: "button",
      id: `net-${network.hex || network.ssid}`,
      class: "network",
      "aria-pressed": String(chosen),
      onclick: () => {
        choose(network);
        refill(ask("air"), air());
        const next = ask("f-password");
        if (next) next.focus();
      },
    },
    el("span", { class: "tick" }, chosen && icon("ok")),
    el("span", { class: "name" }, name),
    network.lock && icon("lock"),
    !network.lock && el("small", {}, w("open")),
    signal(bars),
    el(
      "span",
      { class: "quietly" },
      `${w(`signal_${bars}`)}${network.lock ? `, ${w("locked")}` : ""}`,
    ),
  );
  return el(
    "div",
    { class: chosen ? "chosen" : "" },
    row,
    chosen && network.lock && wifiPassword(),
  );
}

function signal(bars) {
  return el(
    "svg",
    { viewBox: "0 0 20 16", class: "signal", "aria-hidden": "true" },
    [1, 2, 3].map((bar_) =>
      el("rect", {
        x: bar_ * 6 - 5,
        y: 16 - bar_ * 5,
        width: 4,
        height: bar_ * 5,
        rx: 1.5,
        class: bar_ > bars ? "off" : "",
      }),
    ),
  );
}

function choose(network) {
  const typed = S.settings.wifi;
  const same = isChosen(network);
  Object.assign(typed, {
    other: false,
    ssid: network.ssid,
    ssid_hex: network.hex,
    open: !network.lock,
  });
  if (!same) typed.password = "";
  S.wifiError = null;
}

const wifiPassword = () =>
  el(
    "div",
    { class: "under" },
    secret(S.settings.wifi, "password", w("wifi_password"), {
      stored: wifiStored(),
      error: S.wifiError || problemOf("wifi.password"),
      maxlength: "64",
      onkeydown: (event) => event.key === "Enter" && ask("next").click(),
    }),
  );

// A network that does not tell its name; any bytes, as hexadecimal, if it must be.
function otherNetwork(typed) {
  const row = el(
    "button",
    {
      type: "button",
      id: "net-other",
      class: "network",
      "aria-pressed": String(Boolean(typed.other)),
      onclick: () => {
        Object.assign(typed, {
          other: !typed.other,
          ssid: "",
          ssid_hex: undefined,
          open: false,
          password: "",
        });
        render();
      },
    },
    el("span", { class: "tick" }, icon(typed.other ? "ok" : "plus")),
    el("span", { class: "name" }, w("other_network")),
  );
  if (!typed.other) return row;
  const hex = typed.ssid_hex !== undefined;
  return el(
    "div",
    { class: "chosen" },
    row,
    el(
      "div",
      { class: "under" },
      hex
        ? field(typed, "ssid_hex", w("ssid_hex"), {
            placeholder: "d094d0bed0bc",
            error: S.nameError || problemOf("wifi.ssid_hex"),
            maxlength: "64",
          })
        : field(typed, "ssid", w("ssid"), { error: S.nameError || problemOf("wifi.ssid") }),
      flip(
        "hex",
        w("name_is_hex"),
        hex,
        (on) => {
          Object.assign(
            typed,
            on ? { ssid: "", ssid_hex: "" } : { ssid: "", ssid_hex: undefined },
          );
          render();
        },
        w("name_is_hex_hint"),
      ),
      flip(
        "open",
        w("no_password"),
        typed.open,
        (on) => {
          Object.assign(typed, { open: on, password: "" });
          render();
        },
        "",
      ),
      !typed.open && wifiPassword(),
    ),
  );
}

async function joinNext() {
  const typed = S.settings.wifi,
    long = bytes(typed.password);
  if (typed.ssid_hex !== undefined) typed.ssid_hex = typed.ssid_hex.trim();
  // Open as it was stored, but locked in the air.
  if (ask("f-password") && long) typed.open = false;
  const name = wifiName(typed);
  S.wifiError = S.nameError = null;
  if (!name) {
    if (!typed.other) return void toast(w("choose_network"));
    S.nameError = w("need_name");
  } else if (
    typed.ssid_hex !== undefined ? !/^([0-9a-f]{2}){1,32}$/i.test(name) : bytes(name) > 32
  ) {
    S.nameError = w("bad_name");
  }
  const keyed = long >= 8 && (long <= 63 || /^[0-9a-f]{64}$/i.test(typed.password));
  const free = typed.open && !ask("f-password");
  if (!free && !keyed && !(long === 0 && wifiStored())) S.wifiError = w("wifi_password_length");
  if (S.nameError || S.wifiError) return failed(S.nameError || S.wifiError);
  if (!(await sendSettings("wifi"))) return failed();
  go(isNew() ? "sber" : "setup");
}
