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
  if (S.saved) return "done";
  if (S.hello.login) return "login";
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
  showHidden(name);
  if (fresh) {
    if (S.offer) endToast();
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
  const changed = S.hello.draft && !isNew() && ["login", "test", "done"].indexOf(name) < 0;
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
  S.told = [];
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
