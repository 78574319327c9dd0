// In service: settings to change, the log, what the cloud was told, copies, restart, erase.

VIEWS.setup = () => {
  const row = (name, shape, text, hint) =>
    el(
      "a",
      { href: `#${name}`, class: "device-main", id: `go-${name}` },
      el("span", { class: "badge" }, icon(shape)),
      el("span", { class: "two" }, el("strong", {}, text), el("small", {}, hint)),
      icon("on"),
    );
  return [
    heading(w("tab_setup"), w("setup_lead")),
    el(
      "ul",
      { class: "card list" },
      [
        ["devices", "light", "step_devices"],
        ["wifi", "wifi", "step_wifi"],
        ["sber", "cloud", "step_sber"],
        ["page", "key", "change_title"],
      ].map(([name, shape, word]) => el("li", {}, row(name, shape, w(word), w(`about_${name}`)))),
    ),
  ];
};

VIEWS.tools = () => [
  heading(w("tab_tools")),
  !isNew() &&
    reader("log", w("log"), w("log_hint"), async () =>
      logList((await api("GET", "/api/log")).lines),
    ),
  !isNew() &&
    reader("config", w("config"), w("config_hint"), async () => {
      const text = await api("GET", "/api/config");
      return handOver("config-text", "config.json", text);
    }),
  fold("backup", w("backup"), [el("p", { class: "hint" }, w("backup_hint")), backupPart()]),
  fold("restore", w("restore"), restorePart()),
  fold("erase", w("erase"), [
    el("p", { class: "hint" }, w("restart_hint")),
    button(
      w("restart"),
      async () => {
        await api("POST", "/api/restart", {});
        toast(w("restarting"));
      },
      { icon: "again", id: "restart" },
    ),
    el("p", { class: "hint" }, w("forget_hint")),
    twice("forget", w("forget"), w("forget_sure"), async () => {
      await api("POST", "/api/forget", {});
      gone(w("forgotten", S.hello.unit));
    }),
    el("p", { class: "hint" }, w("reset_hint"), " ", w("stays_on")),
    twice("reset", w("reset"), w("reset_sure"), async () => {
      await api("POST", "/api/reset", {});
      gone(w("erased", S.hello.unit), w("stays_on"));
    }),
  ]),
  el(
    "p",
    { class: "hint version" },
    `sbernode ${S.hello.version} · ${S.hello.board} · ${S.hello.unit}`,
  ),
];

// The board leaves this network: nothing on this page works any more, so say where it went.
function gone(text, more) {
  turn += 1;
  refill(ask("foot"));
  refill(
    ask("main"),
    el(
      "div",
      { class: "farewell" },
      el("span", { class: "mark big" }, icon("wifi")),
      heading(text, more),
    ),
  );
  ask("main").querySelector("h1").focus();
}

// A part that is fetched when it is opened, and by its own button again.
function reader(id, title, hint, fetch_) {
  const place = el("div", {});
  const load = async () => {
    try {
      refill(place, await fetch_());
    } catch (problem) {
      complain(problem);
    }
  };
  const node = fold(id, title, [
    el("p", { class: "hint" }, hint),
    button(w("refresh"), load, { class: "small", icon: "again", id: `${id}-again` }),
    place,
  ]);
  node.addEventListener("toggle", () => node.open && !place.firstChild && load());
  return node;
}

// A line of the log in the reader's language; what the lines are made of may be lines itself.
function logText(text) {
  if (!lang) return text;
  for (const number of DATA.log) {
    const [line, russian] = TEXTS.map((table) => table[number]);
    const parts = line.split(/%[sd]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = new RegExp(`^${parts.join("([^]*?)")}$`).exec(text);
    if (found && /[a-z]/i.test(parts.join(""))) return fill(russian, found.slice(1).map(logText));
  }
  return text;
}

function logList(lines) {
  return el(
    "ol",
    { class: "log", tabindex: "0", "aria-label": w("log") },
    lines
      .slice()
      .reverse()
      .map(([level, area, text]) =>
        el("li", { class: level }, el("b", {}, level), " ", el("i", {}, area), " ", logText(text)),
      ),
  );
}

function backupPart() {
  const place = el("div", {}),
    get = (secrets) => async () => {
      const copy = await api("GET", `/api/backup?secrets=${secrets}`);
      const { lines } = await api("GET", "/api/codefile");
      if (lines[0]) copy.codes = lines;
      refill(
        place,
        handOver("backup-text", `${S.hello.unit}.json`, `${JSON.stringify(copy, null, 1)}\n`),
      );
    };
  return [
    el(
      "div",
      { class: "row" },
      button(w("backup_plain"), get(0), { id: "backup-0", class: "small" }),
      button(w("backup_secret"), get(1), { id: "backup-1", class: "small" }),
    ),
    place,
  ];
}

function restorePart() {
  return [
    el("p", { class: "hint" }, w("restore_hint")),
    takeIn(
      "restore-text",
      w("restore_paste"),
      w("restore_do"),
      async (data) => {
        let doc;
        try {
          doc = JSON.parse(new TextDecoder().decode(data));
        } catch (problem) {
          return toast(w("not_json", problem.message));
        }
        const parts = isObject(doc) ? doc : {};
        const lacks = ["settings", "devices"].filter((part) => !isObject(parts[part]))[0];
        if (lacks || parts.version !== 1) return toast(w("backup_lacks", lacks || "version"));
        const clean = tidied(doc.devices);
        doc.devices = clean.doc;
        const codes = doc.codes || [];
        delete doc.codes;
        if (codes[0]) {
          const text = new TextEncoder().encode(`${codes.join("\n")}\n`);
          await api("PUT", "/api/codefile", text.buffer, 60);
        }
        const answer = await api("PUT", "/api/restore", doc);
        forget();
        edited();
        await Promise.all([readSettings(), readDevices(), readBoard()]);
        S.told = clean.told;
        const own = (problem) => !isOfDevice(problem) && problem[1] !== "devices";
        S.problems = (answer.problems || []).filter(own);
        S.faults = (answer.problems || []).filter((problem) => !own(problem));
        // To the first step where something is marked.
        const steps = S.problems.map(stepOf);
        const bad = S.told.length || S.faults.some((fault) => WARNS.indexOf(fault[2]) < 0);
        const place =
          ["wifi", "sber", "page"].filter((step) => steps.indexOf(step) >= 0)[0] ||
          (bad ? "devices" : "test");
        toast(w(place === "test" ? "restored" : "restored_partly"));
        go(place);
      },
      ".json,application/json",
    ),
  ];
}
