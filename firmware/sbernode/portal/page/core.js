// What every view uses: elements, words, the API of the board, and what is known about it.

const ask = (id) => document.getElementById(id);
const clone = (value) => JSON.parse(JSON.stringify(value));

// The builder has put the texts, [English, Russian], beside the rest of what is known: null there
// is the next one of them, a negative number one that was there before.
const TEXTS = TABLES.slice(0, 2).map((table) => table.split("\n"));
let told = 0;
const DATA = JSON.parse(TABLES[3], (key, value) =>
  value === null ? told++ : value < 0 ? -1 - value : value,
);

// Everything that is known or typed, so that a change of language or of step loses nothing.
const S = {
  hello: null,
  token: null,
  scan: null,
  board: null,
  trial: null,
  state: null,
  saved: null,
  settings: null, // as typed: {wifi, sber, home, name, page_password}
  stored: {}, // which secrets the board holds: {wifi, sber, page}
  sent: null, // {wifi, sber} as the board has them: what its secrets are for
  devices: null, // the document, as edited
  told: [], // what did not fit in the document as it came, as faults
  problems: [], // of settings: [part, field, rule, detail]
  faults: [], // of devices: [device, field, rule, detail]
  edit: null, // the device in the editor
  quiet: false, // the board did not answer the last time
};

let lang = /^ru|^uk|^be|^kk/i.test(navigator.language || "") ? 1 : 0;

// A text in the language of the reader: of a pair [English, Russian], or by its number in the
// tables that the builder made of all such pairs.
const t = (text) => (Array.isArray(text) ? text : TEXTS.map((table) => table[text]))[lang];

function fill(text, args) {
  return text.replace(/\{(\w+)\}/g, (all, key) => (args[key] === undefined ? all : args[key]));
}

// The words of words.json, by name (or by number, as the builder writes it), with {0}, {1} filled.
function w(key, ...args) {
  return fill(t(typeof key === "number" ? key : DATA.words[key]), args);
}

// el("p", {class: "soft"}, "text", [more]): null and false are left out.
function el(tag, props, ...kids) {
  const node =
    SVG_TAGS.indexOf(tag) < 0
      ? document.createElement(tag)
      : document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const key of Object.keys(props || {})) {
    const value = props[key];
    if (value === null || value === undefined || value === false) continue;
    if (key.slice(0, 2) === "on") node.addEventListener(key.slice(2), value);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  return put(node, kids);
}

const SVG_TAGS = ["svg", "path", "rect", "circle", "text", "g"];

function put(node, kids) {
  for (const kid of kids) {
    if (Array.isArray(kid)) put(node, kid);
    else if (kid !== null && kid !== undefined && kid !== false) node.append(kid);
  }
  return node;
}

function refill(node, ...kids) {
  node.textContent = "";
  return put(node, kids);
}

function icon(name, more) {
  return el(
    "svg",
    { viewBox: "0 0 24 24", class: `icon ${more || ""}`, "aria-hidden": "true" },
    el("path", { d: ICONS[name] || ICONS.chip }),
  );
}

// The board does not answer ("away"), or says no with a code of its own.
class Refused extends Error {
  constructor(code, args, status) {
    super(code);
    Object.assign(this, { code, args: args || [], status });
  }
}

// Ask the board; body: an object (sent as JSON) or bytes. Throws Refused.
async function api(method, path, body, seconds) {
  try {
    return await askBoard(method, path, body, seconds);
  } catch (problem) {
    // Started anew, the board has another token; once is enough to tell.
    if (problem.code !== "no_token") throw problem;
    S.token = (await askBoard("GET", "/api/hello")).token;
    return askBoard(method, path, body, seconds);
  }
}

async function askBoard(method, path, body, seconds) {
  const headers = {};
  if (S.token) headers["X-Token"] = S.token;
  let payload;
  if (body instanceof ArrayBuffer) payload = body;
  else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    payload = typeof body === "string" ? body : JSON.stringify(body);
  }
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), (seconds || 12) * 1000);
  let text, answer;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: payload,
      signal: given.signal,
      credentials: "same-origin",
    });
    text = await answer.text();
  } catch (problem) {
    throw new Refused("away", []);
  } finally {
    clearTimeout(timer);
  }
  let result = text;
  if (!/^\/api\/config/.test(path)) {
    try {
      result = text ? JSON.parse(text) : {};
    } catch (problem) {
      result = {};
    }
  }
  if (!answer.ok)
    throw new Refused(result.error || `HTTP ${answer.status}`, result.args, answer.status);
  return result;
}

// Tell what went wrong with an action of the reader; never silent.
function complain(problem) {
  if (!(problem instanceof Refused)) throw problem;
  const code = problem.code,
    args = problem.args;
  if (problem.status === 401 || code === "log_in") {
    S.hello.login = true;
    render();
  }
  const known = DATA.codes[code],
    gpio = args[0];
  // About a pin the board says no by the name of a rule.
  const rule = DATA.rules[code] && { gpio, why: S.board ? reasons(gpio) : "" };
  toast(
    known
      ? fill(`${t(known[0])}. ${t(known[1])}`, args)
      : rule
        ? fill(t(DATA.rules[code]), rule)
        : w("error", code),
  );
}

// A button's work: the button waits, and what fails is told.
async function doing(button, work) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (problem) {
    complain(problem);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// With an act (to undo something) it ends with the view, as the act does.
let toastTimer = 0;
function toast(text, act, work) {
  S.offer = Boolean(act);
  const node = refill(
    ask("toast"),
    el("span", {}, text),
    act &&
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            endToast();
            doing(node, async () => work());
          },
        },
        act,
      ),
  );
  node.className = "shown";
  clearTimeout(toastTimer);
  toastTimer = setTimeout(endToast, act ? 9000 : 4500);
}

function endToast() {
  ask("toast").className = "";
}

// For ears only: said by a screen reader, politely.
function tell(text) {
  if (ask("told").textContent !== text) ask("told").textContent = text;
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const bytes = (text) => new TextEncoder().encode(text).length;

// Ask again and again while the view is the same and the page is seen; work() false ends it.
let turn = 0;
async function watch(ms, work) {
  const mine = turn;
  for (;;) {
    if (mine !== turn) return;
    if (!document.hidden) {
      try {
        if ((await work()) === false || mine !== turn) return;
        S.quiet = false;
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem;
        if (problem.code === "away" || problem.status > 499) S.quiet = true;
        else if (problem.code !== "busy") return void complain(problem);
      }
      if (mine !== turn) return;
      showQuiet();
    }
    await sleep(ms);
  }
}
