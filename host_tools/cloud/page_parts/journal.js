// The message log, and the sheet that says how to connect a board.

const KEPT = 300;
const journal = { paused: false, held: [] };

function addMessage(message) {
  if (journal.paused) {
    journal.held.push(message);
    if (journal.held.length > KEPT) journal.held.shift();
    showPause();
    return;
  }
  const list = document.getElementById("messages");
  list.querySelector(".nothing")?.remove();
  list.prepend(makeMessage(message));
  while (list.children.length > KEPT) list.lastChild.remove();
}

function makeMessage(message) {
  const body = el("code", {}, message.body || word("empty_body"));
  const arrow = el("span", { class: "arrow", role: "img", "aria-label": word(message.up ? "from_board" : "to_board") },
    message.up ? "↑" : "↓");
  const tail = message.tail.replace(/^(up|down)\//, "");
  return el("li", { class: message.up ? "up" : "down" },
    el("details", {},
      el("summary", {}, arrow, el("b", {}, tail), el("time", {}, clock(message.time))),
      el("pre", {}, pretty(message.body))),
    el("div", { class: "body" }, body));
}

function addNotice(notice) {
  const list = document.getElementById("messages");
  list.querySelector(".nothing")?.remove();
  list.prepend(el("li", { class: "remark" }, el("time", {}, clock(notice.time)), " ", both(notice)));
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text || word("empty_body");
  }
}

function showPause() {
  const button = document.getElementById("pause");
  const held = journal.held.length ? ` (${journal.held.length})` : "";
  button.textContent = journal.paused ? word("resume") + held : word("pause");
  button.setAttribute("aria-pressed", String(journal.paused));
}

function setUpJournal() {
  document.getElementById("pause").addEventListener("click", () => {
    journal.paused = !journal.paused;
    if (!journal.paused) journal.held.splice(0).forEach(addMessage);
    showPause();
  });
  document.getElementById("clear").addEventListener("click", () => {
    journal.held = [];
    world.messages = [];
    world.notices = [];
    fillJournal();
  });
}

function fillJournal() {
  const list = document.getElementById("messages");
  list.replaceChildren();
  // One list by time; the newest is on top.
  const all = [...world.messages, ...world.notices].sort((a, b) => a.time - b.time).slice(-KEPT);
  const paused = journal.paused;
  journal.paused = false;
  for (const item of all) item.tail === undefined ? addNotice(item) : addMessage(item);
  journal.paused = paused;
  if (!all.length) list.append(el("li", { class: "nothing" }, word("no_messages")));
  showPause();
}

function fillConnect() {
  const text = JSON.stringify(world.settings, null, 1);
  const shown = el("pre", { tabindex: 0 }, text);
  const copy = el("button", {
    type: "button", class: "small",
    onclick: () => navigator.clipboard.writeText(text).then(
      () => { copy.textContent = word("copied"); },
      () => getSelection().selectAllChildren(shown)), // not allowed: selected, for Ctrl-C
  }, word("copy"));
  document.getElementById("connect-body").replaceChildren(
    el("p", {}, word("connect_1")), shown, copy,
    el("p", {}, word("connect_2")),
    el("p", {}, el("code", {}, world.ca)),
    el("p", {}, el("a", { href: "ca.der", download: "local-cloud.der" }, word("download"))));
}
