// The step of the Sber login, with where in Studio to find it, and the password of these pages.

VIEWS.sber = () => {
  if (!S.settings) return loading(readSettings);
  const typed = S.settings.sber;
  // What is stored is for the server and the login as they were.
  const changed = () => {
    ask("f-password").placeholder = sberStored() ? w("stored") : "";
  };
  bar(
    nextButton(w("next"), async () => {
      typed.login = typed.login.trim();
      typed.host = typed.host.trim();
      S.sberError = typed.login ? null : w("need_login");
      S.sberError2 =
        typed.password || sberStored()
          ? null
          : w(S.stored.sber ? "password_again" : "need_password");
      if (S.sberError || S.sberError2) return failed();
      if (!(await sendSettings("sber"))) return failed();
      go(isNew() ? "page" : "setup");
    }),
    backButton(() => go(isNew() ? "wifi" : "setup")),
  );
  return [
    heading(w("sber_title"), w("sber_lead")),
    fold(
      "where",
      w("where_title"),
      [
        el(
          "ol",
          { class: "how" },
          [1, 2, 3].map((step) => el("li", {}, w(`where_${step}`))),
        ),
        studio(),
        note("care", el("strong", {}, w("not_user")), el("p", {}, w("not_user_why"))),
      ],
      !typed.login,
    ),
    card(
      field(typed, "login", w("login"), {
        error: S.sberError || problemOf("sber.login"),
        typed: changed,
        maxlength: "200",
      }),
      secret(typed, "password", w("sber_password"), {
        stored: sberStored(),
        error: S.sberError2 || problemOf("sber.password"),
        maxlength: "200",
      }),
      el("p", { class: "hint" }, w("one_board")),
    ),
    fold(
      "advanced",
      w("advanced"),
      [
        field(typed, "host", w("host"), {
          error: problemOf("sber.host"),
          inputmode: "url",
          typed: changed,
        }),
        field(typed, "port", w("port"), {
          error: problemOf("sber.port"),
          type: "number",
          typed: changed,
          min: "1",
          max: "65535",
        }),
        field(S.settings, "home", w("home_name"), {
          error: problemOf("home"),
          hint: w("home_hint"),
          autocapitalize: "sentences",
        }),
        field(S.settings, "name", w("hub_name"), {
          error: problemOf("name"),
          hint: w("hub_hint"),
          autocapitalize: "sentences",
        }),
        field(S.settings, "ntp", w("ntp"), { error: problemOf("ntp"), hint: w("ntp_hint") }),
        el("h2", {}, w("certificate")),
        el("p", { class: "hint" }, w("certificate_hint")),
        takeIn("root", w("root_paste"), w("root_add"), addRoot, ".der,.cer,.crt,.pem"),
        el(
          "div",
          { class: "row" },
          button(
            w("root_remove"),
            async () => {
              await api("DELETE", "/api/root");
              edited();
              toast(w("root_removed"));
            },
            { class: "quiet small", icon: "bin" },
          ),
        ),
        flip(
          "verify",
          w("verify_off"),
          !typed.verify,
          (off) => {
            typed.verify = !off;
            render();
          },
          w("verify_off_hint"),
        ),
      ],
      !typed.verify,
    ),
  ];
};

// What the gear tab of Studio looks like, roughly: three lines, two of which belong here.
function studio() {
  const row = (label, text, mine) =>
    el("div", { class: mine ? "mine" : "" }, el("small", {}, label), el("code", {}, text));
  return el(
    "div",
    { class: "studio", role: "img", "aria-label": w("studio_picture") },
    el(
      "div",
      { class: "studio-tabs", "aria-hidden": "true" },
      el("i", {}),
      el("i", {}),
      el("b", {}, icon("gear")),
    ),
    el(
      "div",
      { class: "studio-rows", "aria-hidden": "true" },
      row(w("host"), DATA.host),
      row(w("login"), "mq4k…8z", true),
      row(w("sber_password"), "••••••••", true),
    ),
  );
}

// PEM as text or DER as bytes; the board takes DER.
async function addRoot(data) {
  let der = data;
  const text = new TextDecoder().decode(data);
  const found = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END/.exec(text);
  if (found) {
    try {
      const raw = atob(found[1].replace(/\s/g, ""));
      der = new Uint8Array(raw.length).map((_, at) => raw.charCodeAt(at)).buffer;
    } catch (problem) {
      return toast(w("root_bad"));
    }
  }
  if (new Uint8Array(der)[0] !== 0x30 || der.byteLength < 100) return toast(w("root_bad"));
  const answer = await api("PUT", "/api/root", der);
  edited();
  toast(w("root_added"));
  if (!answer.problems.length) return;
  // The password was typed for those who were trusted before.
  S.stored.sber = false;
  S.problems = answer.problems;
  failed();
}

VIEWS.page = () => {
  if (!S.settings) return loading(readSettings);
  const typed = S.settings;
  if (!isNew()) return changePassword();
  bar(
    nextButton(w("next"), async () => {
      const long = typed.page_password.length;
      S.pageError = long >= 8 || (long === 0 && S.stored.page) ? null : w("page_password_length");
      if (S.pageError) return failed();
      if (!(await sendSettings("page"))) return failed();
      go("devices");
    }),
    backButton(() => go("sber")),
  );
  return [
    heading(w("page_title"), w("page_lead")),
    card(
      secret(typed, "page_password", w("page_password"), {
        stored: S.stored.page,
        error: S.pageError || problemOf("page_password"),
        hint: w("page_password_hint"),
        maxlength: "64",
        autocomplete: "new-password",
      }),
    ),
    note("key", w("page_forgotten")),
  ];
};

function changePassword() {
  const typed = S.change || (S.change = { old: "", new_: "" });
  bar(
    nextButton(w("change"), async () => {
      if (typed.new_.length < 8) return toast(w("page_password_length"));
      await api("POST", "/api/password", { old: typed.old, new: typed.new_ });
      S.change = null;
      toast(w("changed_password"));
      go("setup");
    }),
    backButton(() => go("setup")),
  );
  return [
    heading(w("change_title")),
    card(
      secret(typed, "old", w("old_password"), { autocomplete: "current-password" }),
      secret(typed, "new_", w("new_password"), {
        hint: w("page_password_hint"),
        autocomplete: "new-password",
      }),
    ),
  ];
}

VIEWS.login = () => {
  // Kept for a change of the language: what is typed, and what was said to it.
  const typed = S.entry || (S.entry = { password: "" });
  const enter = async () => {
    try {
      const answer = await api("POST", "/api/login", { password: typed.password });
      S.token = answer.token;
      S.entry = null;
      await start();
    } catch (problem) {
      if (problem.status !== 401 && problem.status !== 429) throw problem;
      typed.problem = problem;
      refill(ask("refused"), refused());
      ask("f-password").select();
    }
  };
  const refused = () =>
    typed.problem &&
    note(
      "bad",
      el(
        "strong",
        {},
        t(DATA.codes[typed.problem.code === "wait" ? "wait" : "wrong_page_password"][0]),
      ),
      typed.problem.args[0] ? el("p", {}, w("wait_s", typed.problem.args[0])) : null,
    );
  const open = button(w("log_in"), enter, { class: "main", id: "next" });
  return el(
    "form",
    {
      class: "log-in",
      onsubmit: (event) => {
        event.preventDefault();
        open.click();
      },
    },
    el("span", { class: "mark big" }, icon("lock")),
    heading(w("login_title"), w("login_lead")),
    el("div", { id: "refused", role: "alert" }, refused()),
    card(
      secret(typed, "password", w("page_password"), {
        autocomplete: "current-password",
      }),
      open,
    ),
    el("p", { class: "hint" }, w("page_forgotten")),
  );
};
