// The parts that views are made of: fields, choices, notes, the buttons at the bottom.

function button(text, work, more) {
  const { icon: shape, ...rest } = more || {};
  const node = el(
    "button",
    { type: "button", ...rest },
    shape && icon(shape),
    el("span", {}, text),
  );
  node.addEventListener("click", () => doing(node, async () => work(node)));
  return node;
}

// A field bound to holder[key]. more: hint, error, type, attributes of the input.
function field(holder, key, label, more) {
  const { hint, error, typed, type, ...rest } = more || {};
  const id = rest.id || `f-${key}`;
  const told = [error && `${id}-e`, hint && `${id}-h`].filter(Boolean).join(" ");
  const input = el(type === "area" ? "textarea" : "input", {
    id,
    type: type === "area" ? null : type || "text",
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: "false",
    value: holder[key] === undefined || holder[key] === null ? "" : holder[key],
    "aria-describedby": told || null,
    "aria-invalid": error ? "true" : null,
    ...rest,
    oninput: () => {
      holder[key] =
        type === "number" ? (input.value === "" ? "" : Number(input.value)) : input.value;
      if (typed) typed();
    },
  });
  return el(
    "div",
    { class: `field ${error ? "wrong" : ""}` },
    el("label", { for: id }, label),
    el("div", { class: "inputs" }, input),
    error && el("p", { class: "error", id: `${id}-e` }, icon("care"), el("span", {}, error)),
    hint && el("p", { class: "hint", id: `${id}-h` }, hint),
  );
}

// A password with a button that shows it; stored: one is on the board already.
function secret(holder, key, label, more) {
  const { stored, ...rest } = more || {};
  const node = field(holder, key, label, {
    type: "password",
    placeholder: stored ? w("stored") : null,
    ...rest,
  });
  const input = node.querySelector("input");
  const eye = el(
    "button",
    {
      type: "button",
      class: "eye",
      id: `${input.id}-eye`,
      "aria-pressed": "false",
      "aria-label": w("show"),
      onclick: () => {
        const shown = input.type === "password";
        input.type = shown ? "text" : "password";
        eye.setAttribute("aria-pressed", String(shown));
      },
    },
    icon("eye"),
  );
  node.querySelector(".inputs").append(eye);
  return node;
}

// One of several, as a row of buttons. choices: [[value, text], ...]
function choice(label, value, choices, pick, more) {
  const id = `c-${(more && more.id) || label}`;
  // Buttons stand beside each other only where their words fit a phone.
  const longest = Math.max(...choices.map(([, text]) => text.length));
  if (choices.length > 4 || longest * choices.length > 30 || (more && more.menu))
    return menu(label, id, value, choices, pick, more);
  const group = el(
    "div",
    { class: "segments", role: "group", "aria-label": label },
    choices.map(([each, text], at) =>
      el(
        "button",
        {
          type: "button",
          id: `${id}-${at}`,
          "aria-pressed": String(each === value),
          onclick: () => {
            for (const one of group.children) one.setAttribute("aria-pressed", "false");
            group.children[at].setAttribute("aria-pressed", "true");
            pick(each);
          },
        },
        text,
      ),
    ),
  );
  return el(
    "div",
    { class: "field" },
    el("span", { class: "label", "aria-hidden": "true" }, label),
    group,
    more && more.hint && el("p", { class: "hint" }, more.hint),
  );
}

function menu(label, id, value, choices, pick, more) {
  const select = el(
    "select",
    { id, onchange: () => pick(select.value) },
    choices.map(([each, text]) => el("option", { value: each }, text)),
  );
  select.value = value;
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    select,
    more && more.hint && el("p", { class: "hint" }, more.hint),
  );
}

// On or off, with its words.
function flip(id, label, value, pick, more) {
  const node = el(
    "button",
    {
      type: "button",
      id,
      role: "switch",
      class: "flip",
      "aria-checked": String(Boolean(value)),
      "aria-label": label,
      onclick: () => {
        const now = node.getAttribute("aria-checked") !== "true";
        node.setAttribute("aria-checked", String(now));
        pick(now, node);
      },
    },
    el("i", {}),
  );
  return more === null
    ? node
    : el(
        "div",
        { class: "flip-row" },
        el("div", {}, el("span", {}, label), more && el("p", { class: "hint" }, more)),
        node,
      );
}

// kind: good, care, bad, or the name of an icon
function note(kind, ...kids) {
  const shapes = { good: "ok", care: "care", bad: "no" };
  return el("div", { class: `note ${kind}` }, icon(shapes[kind] || kind), el("div", {}, ...kids));
}

function fold(id, title, kids, open) {
  const node = el(
    "details",
    { id, class: "fold" },
    el("summary", {}, title),
    el("div", { class: "inside" }, kids),
  );
  node.open = Boolean(open || FOLDS[id]);
  node.addEventListener("toggle", () => {
    FOLDS[id] = node.open;
  });
  return node;
}
const FOLDS = {};

const card = (...kids) => el("section", { class: "card" }, ...kids);
const heading = (text, lead) => [
  el("h1", { tabindex: "-1" }, text),
  lead && el("p", { class: "lead" }, lead),
];

// The sticky bar: next is the one thing to do, back is beside it.
function bar(next, back) {
  refill(ask("foot"), el("div", { class: "bar" }, back || null, next || null));
}

const backButton = (work) => button(w("back"), work, { class: "quiet", icon: "back", id: "back" });
const nextButton = (text, work) => button(text, work, { class: "main", id: "next" });

// Hand a text over: copied, saved as a file, or taken from the field by hand.
function handOver(id, name, text) {
  const area = el("textarea", {
    id,
    readonly: true,
    rows: "8",
    class: "code",
    "aria-label": name,
    value: text,
  });
  const copy = button(
    w("copy"),
    async () => {
      area.select();
      area.setSelectionRange(0, text.length);
      // navigator.clipboard exists on secure pages only, and this one is plain http.
      toast(document.execCommand("copy") ? w("copied") : w("copy_self"));
    },
    { icon: "copy", class: "small" },
  );
  const save = button(
    w("download"),
    async () => {
      const place = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      const link = el("a", { href: place, download: name });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(place), 5000);
    },
    { icon: "down", class: "small" },
  );
  return el("div", { class: "hand-over" }, area, el("div", { class: "row" }, copy, save));
}

// Take a text: pasted, or from a file where the browser lets one choose (the iOS sheet does not).
function takeIn(id, label, act, work, accept) {
  const held = { text: "" };
  const area = field(held, "text", label, { type: "area", rows: "4", class: "code", id });
  const file = el("input", {
    type: "file",
    id: `${id}-file`,
    accept,
    class: "file",
    "aria-label": w("from_file"),
    onchange: () =>
      file.files[0] &&
      doing(file, async () => {
        const data = await new Response(file.files[0]).arrayBuffer();
        file.value = "";
        await work(data);
      }),
  });
  const go_ = button(act, async () => work(new TextEncoder().encode(held.text).buffer), {
    class: "small",
  });
  return el("div", { class: "take-in" }, area, el("div", { class: "row" }, go_, file));
}
