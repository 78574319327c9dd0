// Which view is shown, what stands around it, and where the focus goes.

const STEPS = ["wifi", "sber", "page", "devices", "test"];
const TABS = [
  ["home", "home"],
  ["setup", "gear"],
  ["tools", "tool"],
];

const isNew = () => S.hello.mode === "setup";

function where() {
  const asked = location.hash.slice(1);
  if (S.hello.login && !isNew()) return "login";
  if (S.saved) return "done";
  const others = isNew() ? ["home", "setup", "login", "done"] : ["login", "done"];
  if (Object.keys(VIEWS).indexOf(asked) >= 0 && others.indexOf(asked) < 0) return asked;
  return isNew() ? "wifi" : "home";
}

function go(name) {
  if (location.hash === `#${name}`) render(true);
  else location.hash = name;
}

// fresh: another view, so begin at its top; else the focus stays where it was.
function render(fresh) {
  turn += 1;
  const name = where(),
    held = document.activeElement && document.activeElement.id;
  document.documentElement.lang = t(["en", "ru"]);
  document.body.className = `view-${name}`;
  refill(ask("top"), topLine(name));
  ask("top").hidden = false;
  showNotices(name);
  refill(ask("foot"));
  refill(ask("main"), VIEWS[name]());
  if (!isNew() && TABS.some((tab) => tab[0] === name)) refill(ask("foot"), tabs(name));
  const title = ask("main").querySelector("h1");
  document.title = `${title ? `${title.textContent} · ` : ""}${S.hello.unit}`;
  if (fresh) {
    window.scrollTo(0, 0);
    if (title) title.focus({ preventScroll: true });
  } else if (held && ask(held)) ask(held).focus({ preventScroll: true });
}

function topLine(name) {
  const at = STEPS.indexOf(name === "edit" ? "devices" : name);
  S.far = Math.max(S.far || 0, at, S.hello.draft ? STEPS.length : 0);
  const other = lang ? 0 : 1;
  return [
    el(
      "div",
      { class: "brand" },
      el("span", { class: "mark" }, icon("chip")),
      el("div", {}, el("strong", {}, S.hello.name || "sbernode"), el("small", {}, S.hello.unit)),
      el(
        "button",
        {
          type: "button",
          id: "language",
          class: "quiet small",
          lang: ["en", "ru"][other],
          onclick: () => {
            lang = other;
            render();
          },
        },
        ["English", "Русский"][other],
      ),
    ),
    at >= 0 &&
      isNew() &&
      el(
        "nav",
        { "aria-label": w("steps") },
        el(
          "ol",
          { class: "steps" },
          STEPS.map((step, i) =>
            el(
              "li",
              {
                class: i < at ? "past" : i === at ? "now" : "",
                "aria-current": i === at ? "step" : null,
              },
              el(
                "a",
                { href: i > S.far ? null : `#${step}` },
                el("i", {}),
                el("span", {}, w(`step_${step}`)),
              ),
            ),
          ),
        ),
      ),
  ];
}

function tabs(name) {
  return el(
    "nav",
    { class: "tabs", "aria-label": w("parts") },
    TABS.map(([tab, shape]) =>
      el(
        "a",
        {
          href: `#${tab}`,
          id: `tab-${tab}`,
          "aria-current": tab === name ? "page" : null,
        },
        icon(shape),
        el("span", {}, w(`tab_${tab}`)),
      ),
    ),
  );
}

// What must be seen on every view: no check of the certificate, changes that are not saved yet.
function showNotices(name) {
  const unsafe = S.hello.unsafe || (S.settings && S.settings.sber.verify === false);
  const changed = S.hello.draft && !isNew() && name !== "login" && name !== "test";
  ask("notices").setAttribute("aria-label", w("notices"));
  refill(
    ask("notices"),
    unsafe &&
      el("div", { class: "strip bad", role: "note" }, icon("care"), el("span", {}, w("unsafe"))),
    changed &&
      el(
        "div",
        { class: "strip" },
        el("span", {}, w("changed")),
        el("a", { href: "#test", class: "button" }, w("test_and_save")),
        button(
          w("discard"),
          async () => {
            await api("POST", "/api/discard", {});
            forget();
            S.hello.draft = false;
            render();
          },
          { class: "quiet small" },
        ),
      ),
    el("div", { class: "strip", id: "quiet", role: "status", hidden: true }),
  );
  showQuiet();
}

function showQuiet() {
  const node = ask("quiet");
  if (!node || node.hidden === !S.quiet) return;
  node.hidden = !S.quiet;
  refill(node, S.quiet && [el("span", { class: "spin" }), el("span", {}, w("quiet"))]);
}

// What was tested before is not what is there now.
function edited() {
  S.hello.draft = true;
  S.trial = null;
}

// Nothing that was read from the board is held any longer.
function forget() {
  Object.assign(S, { settings: null, devices: null, problems: [], faults: [], edit: null });
}

// Shown while something is fetched; then the view again.
function loading(work) {
  const mine = turn;
  (async () => {
    for (;;) {
      try {
        await work();
        S.quiet = false;
        break;
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem;
        if (problem.code !== "away") return void complain(problem);
        S.quiet = true;
        showQuiet();
        await sleep(1500);
        if (mine !== turn) return;
      }
    }
    if (mine === turn) render(true);
  })();
  return el("p", { class: "wait" }, el("span", { class: "spin" }), w("loading"));
}

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
    wifi: { ssid: wifi.ssid, ssid_hex: wifi.ssid_hex, password: "" },
    known: wifi.ssid_hex || wifi.ssid, // the network the stored password is for
    sber: {
      host: sber.host || DATA.host,
      port: sber.port || DATA.port,
      login: sber.login || "",
      password: "",
      verify: sber.verify !== false,
    },
    home: got.home || "",
    name: got.name || "",
    page_password: "",
  };
}

async function readDevices() {
  const got = await api("GET", "/api/devices");
  S.devices = got && Array.isArray(got.devices) ? got : { version: 1, devices: [] };
}

async function readBoard() {
  if (!S.board) S.board = await api("GET", `/${S.hello.board}.json`);
}

// Send the settings as typed; an empty secret keeps the stored one. False: something is refused.
async function sendSettings(part) {
  const typed = S.settings,
    out = { wifi: {}, sber: { ...typed.sber } };
  if (typed.wifi.ssid_hex) out.wifi.ssid_hex = typed.wifi.ssid_hex;
  else out.wifi.ssid = typed.wifi.ssid || "";
  if (typed.wifi.password || typed.wifi.open) out.wifi.password = typed.wifi.password;
  if (!typed.sber.password) delete out.sber.password;
  for (const key of ["home", "name", "page_password"]) if (typed[key]) out[key] = typed[key];
  const answer = await api("PUT", "/api/settings", out);
  edited();
  // What later steps will bring is not wrong yet.
  S.problems = (answer.problems || []).filter((problem) => problem[0] === part || !problem[0]);
  return !S.problems.length;
}

async function sendDevices() {
  const answer = await api("PUT", "/api/devices", S.devices);
  edited();
  S.faults = answer.problems || [];
  return !S.faults.some((fault) => WARNS.indexOf(fault[2]) < 0);
}
