// The test before saving, step by step, and the farewell.

const TRIAL = ["wifi", "address", "name", "clock", "tls", "login", "announce"];
const CURE = {
  wifi: "wifi",
  address: "wifi",
  name: "sber",
  tls: "sber",
  login: "sber",
  announce: "devices",
};

VIEWS.test = () => {
  const trial = S.trial,
    running = trial && trial.state === "running";
  if (!trial) {
    watch(1000, readTrial);
    bar(
      null,
      backButton(() => go(isNew() ? "devices" : "setup")),
    );
    return [
      heading(w("test_title"), w("test_lead")),
      el("p", { class: "wait" }, el("span", { class: "spin" }), w("loading")),
    ];
  }
  const failedStep =
    trial.state === "failed" && trial.steps.filter((step) => step.state === "fail")[0];
  const cure = failedStep && CURE[failedStep.step];
  const begin = async () => {
    await api("POST", "/api/test", {});
    S.trial = { state: "running", steps: [] };
    tell(w("test_began"));
    render();
  };
  const save = (anyway) => async () => {
    const moves = S.hello.mode === "service" && (await isMoving());
    const answer = await api("POST", "/api/save", { anyway }, 20);
    if (S.hello.mode === "service" && !moves) return backHome();
    // Of the address in another network nothing is known yet.
    S.saved = {
      address: moves ? null : answer.address,
      local: answer.local || S.hello.local,
      moves: moves,
    };
    S.trial = null;
    render(true);
  };
  const back = backButton(() => go(isNew() ? "devices" : "setup"));
  if (running)
    bar(
      el(
        "button",
        { type: "button", class: "main", disabled: true },
        el("span", { class: "spin" }),
        w("testing"),
      ),
      null,
    );
  else if (trial.state === "ok")
    bar(button(w("save"), save(false), { class: "main", id: "next" }), back);
  else if (cure)
    bar(
      button(w(`fix_${cure}`), () => go(cure), { class: "main", id: "next" }),
      button(w("test_again"), begin, { id: "begin" }),
    );
  else bar(nextButton(w(failedStep ? "test_again" : "test_now"), begin), back);
  if (running) watch(700, readTrial);
  return [
    heading(w("test_title"), w("test_lead")),
    el(
      "ol",
      { class: "card trial", id: "trial", "aria-busy": String(Boolean(running)) },
      TRIAL.map(oneStep),
    ),
    trial.state === "ok" &&
      note(
        "good",
        el("strong", {}, w("test_ok")),
        el("p", {}, w(isNew() ? "test_ok_new" : "test_ok_more")),
      ),
    stillOn(),
    running && el("p", { class: "hint" }, w("test_wait")),
    failedStep &&
      fold("anyway", w("anyway_title"), [
        el("p", {}, w("anyway_why")),
        twice("save-anyway", w("anyway"), w("anyway_sure"), save(true)),
      ]),
  ];
};

// The name of the network the board is to leave for, "" if it stays: what is in use comes with a
// backup, what is to be saved with the settings.
async function isMoving() {
  const used = (await api("GET", "/api/backup?secrets=0")).settings.wifi || {},
    next = (await api("GET", "/api/settings")).wifi || {};
  return sameWifi(used, next) ? "" : next.ssid || nameOf({ hex: next.ssid_hex });
}

// In service on the same network there is nothing to say goodbye to: it is back in a moment.
async function backHome() {
  turn += 1;
  await api("GET", "/api/done");
  forget();
  S.trial = S.state = null;
  S.returns = true;
  history.replaceState(null, "", "#home");
  refill(ask("foot"));
  refill(
    ask("main"),
    el("p", { class: "wait" }, el("span", { class: "spin" }), w("starting_again")),
  );
  await sleep(3000);
  await begin();
  toast(w("saved"));
}

const MARK_OF = { ok: "ok", fail: "no", skip: "on" };

function oneStep(name) {
  const step = (S.trial.steps || []).filter((one) => one.step === name)[0] || { state: "todo" };
  const failed_ = step.state === "fail";
  const known = DATA.codes[step.code];
  const args = (step.args || []).filter((arg) => arg !== null && arg !== "").join(", ");
  return el(
    "li",
    { class: step.state, id: `trial-${name}` },
    el(
      "span",
      { class: "dot" },
      step.state === "run"
        ? el("span", { class: "spin" })
        : MARK_OF[step.state] && icon(MARK_OF[step.state]),
    ),
    el(
      "div",
      {},
      el(
        "strong",
        {},
        w(`trial_${name}`),
        el("span", { class: "quietly" }, ` ${w(`state_${step.state}`)}`),
      ),
      !failed_ && args && el("small", {}, args),
      failed_ &&
        el(
          "div",
          { class: "reason" },
          el("p", {}, known ? t(known[0]) : w("error", step.code || "?")),
          known && el("p", { class: "remedy" }, t(known[1])),
          args && el("p", { class: "detail" }, args),
        ),
    ),
  );
}

async function readTrial() {
  const before = S.trial,
    now = await api("GET", "/api/test");
  S.trial = now;
  if (!before || before.state !== now.state) {
    render();
    const ended = now.state === "ok" || now.state === "failed";
    if (ended && before) {
      const wrong = now.steps.filter((step) => step.state === "fail")[0];
      const code = wrong && DATA.codes[wrong.code];
      tell(
        wrong ? `${w(`trial_${wrong.step}`)}: ${code ? t(code[0]) : wrong.code}` : w("test_ok"),
      );
      const place = wrong && ask(`trial-${wrong.step}`);
      if (place) place.scrollIntoView({ block: "center" });
    }
    return false; // the view that was just made watches by itself, if there is more to come
  }
  for (const name of TRIAL) {
    const old = ask(`trial-${name}`),
      fresh = oneStep(name);
    if (old && old.outerHTML !== fresh.outerHTML) {
      old.replaceWith(fresh);
      const step = now.steps.filter((one) => one.step === name)[0];
      tell(`${w(`trial_${name}`)}: ${w(`state_${step.state}`)}`);
    }
  }
  return now.state === "running";
}

VIEWS.done = () => {
  const { address, local } = S.saved,
    moves = S.saved.moves;
  const gone = S.saved.gone || S.hello.login;
  const finish_ = nextButton(w("start_now"), async () => {
    try {
      await api("GET", "/api/done");
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem; // it did not wait for us
    }
    S.saved.gone = true;
    render();
  });
  if (!gone) bar(finish_);
  const link = (host) => el("a", { href: `http://${host}/`, class: "address" }, host);
  return el(
    "div",
    { class: "farewell" },
    el("span", { class: "mark big good" }, icon("ok")),
    heading(w("done_title"), w(gone ? "done_gone" : "done_lead")),
    moves && note("wifi", el("p", {}, w("done_moves", moves))),
    card(
      el("p", {}, w("done_address")),
      address && link(address),
      local && link(local),
      address && el("p", { class: "hint" }, w("done_local")),
    ),
    el("p", { class: "hint" }, w("done_app")),
  );
};

// A button that asks again in its own place: there is no confirm() in the iOS sheet.
function twice(id, text, sure, work) {
  const place = el("div", { class: "twice", id });
  const first = () =>
    refill(
      place,
      button(
        text,
        () => {
          refill(
            place,
            el("p", { class: "error", role: "alert" }, icon("care"), el("span", {}, sure)),
            el(
              "div",
              { class: "row" },
              button(w("yes"), work, { class: "danger small", id: `${id}-yes` }),
              button(
                w("no"),
                () => {
                  first();
                  ask(`${id}-ask`).focus();
                },
                { class: "small", id: `${id}-no` },
              ),
            ),
          );
          ask(`${id}-no`).focus();
        },
        { class: "danger-quiet", id: `${id}-ask` },
      ),
    );
  first();
  return place;
}
