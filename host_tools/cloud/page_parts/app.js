// The page: one WebSocket, what is known of the world, and where cards stand.

let catalogue = { categories: {}, functions: {} };
const world = { devices: new Map(), problems: [], messages: [], notices: [], board: {}, settings: {}, ca: "" };
const cards = new Map();
let socket = null, clockOffset = 0, toastTimer = null;

function serverNow() {
  return Date.now() / 1000 + clockOffset;
}

function order(what) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(what));
  else toast(word("page_off"));
}

function toast(text) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { node.hidden = true; }, 6000);
}

function connect() {
  const address = new URL("cloud.ws", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  socket = new WebSocket(address);
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = () => {
    showLink();
    setTimeout(connect, 1000);
  };
}

function take(news) {
  if (news.kind === "all") {
    ({ catalogue } = news);
    clockOffset = news.now - Date.now() / 1000;
    Object.assign(world, { ...news, devices: new Map(news.devices.map((item) => [item.id, item])) });
    showAll();
  } else if (news.kind === "list") {
    world.problems = news.problems;
    world.devices = new Map(news.devices.map((item) => [item.id, item]));
    showDevices();
  } else if (news.kind === "devices") {
    const places = placesKey();
    for (const device of news.devices) world.devices.set(device.id, device);
    if (places === placesKey()) news.devices.forEach((device) => cards.get(device.id)?.set(device));
    else showDevices();
  } else if (news.kind === "message") {
    world.messages.push(news.message);
    if (world.messages.length > KEPT) world.messages.shift();
    addMessage(news.message);
    world.board.last_seen = news.message.up ? news.message.time : world.board.last_seen;
  } else if (news.kind === "notice") {
    world.notices.push(news.notice);
    addNotice(news.notice);
    toast(both(news.notice));
  } else if (news.kind === "board") {
    world.board = news.board;
    showLink();
  } else if (news.kind === "failed") {
    toast(news.text);
  }
}

// Where every card stands; while this does not change, cards are refreshed in place.
function placesKey() {
  return JSON.stringify([...world.devices.values()].map((item) =>
    [item.id, item.room, item.accepted, signatureOf(item)]));
}

function showLink() {
  const board = world.board, node = document.getElementById("link");
  let state = "off", text = word("board_off");
  if (!socket || socket.readyState !== WebSocket.OPEN) [state, text] = ["lost", word("page_off")];
  else if (!board.broker) [state, text] = ["lost", word("broker_off")];
  else if (board.connections > 1) [state, text] = ["some", `${board.connections} ${word("board_many")}`];
  else if (board.subscribed) [state, text] = ["on", word("board_listening")];
  else if (board.connected) [state, text] = ["some", word("board_on")];
  else if (board.connected === null && board.last_seen) [state, text] = ["some", ""];
  const seen = board.last_seen ? `${word("last_seen")}: ${ago(serverNow() - board.last_seen)}` : word("never");
  const dot = el("span", { class: `dot ${{ on: "online", some: "some" }[state] || "offline"}` });
  node.className = `link ${state}`;
  node.replaceChildren(dot, el("span", {}, text), el("small", { "aria-live": "off" }, seen));
}

function showDevices() {
  const rooms = new Map(), dropped = [];
  for (const id of [...cards.keys()]) if (!world.devices.has(id)) cards.delete(id);
  for (const device of world.devices.values()) {
    let card = cards.get(device.id);
    if (!card || card.signature !== signatureOf(device)) cards.set(device.id, card = makeCard(device));
    else card.set(device);
    if (!device.accepted) dropped.push(card);
    else rooms.set(device.room, [...(rooms.get(device.room) || []), card]);
  }
  const names = [...rooms.keys()].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b));
  const sections = names.map((name) => makeRoom(name || word("no_room"), rooms.get(name)));
  if (dropped.length) sections.unshift(makeRoom(word("dropped"), dropped, word("dropped_text")));
  document.getElementById("rooms").replaceChildren(...sections, el("datalist", { id: "rooms-known" },
    ...names.filter(Boolean).map((name) => el("option", { value: name }))));
  const whole = document.getElementById("whole");
  whole.replaceChildren(...(world.problems.length
    ? [el("h2", {}, word("whole")), problemList(world.problems)] : []));
  const welcome = document.getElementById("welcome");
  welcome.hidden = world.devices.size > 0 || world.problems.length > 0;
  welcome.replaceChildren(icon("cloud"), el("h2", {}, word("welcome")), el("p", {}, word("welcome_text")));
}

function makeRoom(name, list, text) {
  const id = freshId();
  const style = `--wanted: ${Math.min(list.length, columns())}`;
  return el("section", { class: text ? "room refused" : "room", "aria-labelledby": id, style, "data-count": list.length },
    el("h2", { id }, name, el("span", { class: "count" }, String(list.length))),
    text ? el("p", {}, text) : null,
    el("div", { class: "grid" }, ...list.map((card) => card.node)));
}

// How many cards fit side by side; small rooms share a row, and none is wider than the page.
function columns() {
  const width = document.getElementById("rooms").clientWidth;
  return Math.max(1, Math.floor((width + 16) / (268 + 16)));
}

function showAll() {
  document.documentElement.lang = language;
  document.title = word("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  document.getElementById("brand-icon").replaceChildren(icon("cloud"));
  const other = document.getElementById("language");
  other.textContent = word("other_language");
  other.lang = language === "ru" ? "en" : "ru";
  showTheme();
  showLink();
  showDevices();
  fillJournal();
  fillConnect();
  document.getElementById("connect").open = !world.devices.size;
}

function isDark() {
  return (localStorage.getItem("theme")
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

function showTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  const button = document.getElementById("theme");
  button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  button.setAttribute("aria-label", word(isDark() ? "theme_light" : "theme_dark"));
  button.title = button.getAttribute("aria-label");
}

document.getElementById("ask-status").addEventListener("click", () => order({ do: "status" }));
document.getElementById("ask-config").addEventListener("click", () => order({ do: "config" }));
document.getElementById("theme").addEventListener("click", () => {
  localStorage.setItem("theme", isDark() ? "light" : "dark");
  showTheme();
});
document.getElementById("language").addEventListener("click", () => {
  language = language === "ru" ? "en" : "ru";
  localStorage.setItem("language", language);
  showAll();
});
new ResizeObserver(() => {
  const most = columns();
  for (const room of document.querySelectorAll(".room")) {
    room.style.setProperty("--wanted", Math.min(Number(room.dataset.count), most));
  }
}).observe(document.getElementById("rooms"));
setUpJournal();
showAll();
connect();
setInterval(() => {
  showLink();
  document.querySelectorAll(".ages").forEach((node) => node.refresh());
  for (const card of cards.values()) {
    const command = card.device.command;
    if (command && command.ack_ms === null) card.set(card.device);
  }
}, 1000);
