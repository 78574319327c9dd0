// A card per device: built once for a set of functions, then only refreshed, so that nothing jumps
// under the finger.

// The details of a card, with everything that is not needed at a glance.
function makeDetails(device) {
  const keys = device.features.filter((key) => catalogue.functions[key]);
  const table = keys.map((key) => {
    const control = makeControl(device, key);
    const note = el("small", { class: "since" });
    const wide = !control.node.matches(".switch, .plain, select");
    return {
      key,
      node: el("div", { class: wide ? "function wide" : "function" },
        el("span", { class: "function-name" }, featureName(key), el("span", {}, el("code", {}, key), note)),
        control.node),
      set(now) {
        const state = now.states[key];
        const event = catalogue.functions[key].event && now.events.filter((item) => item.key === key).pop();
        control.set(event ? event.value : state && state.value);
        const time = event ? event.time : state && state.time;
        note.textContent = time ? clock(time) : "";
      },
    };
  });
  const raw = el("pre", {});
  const answer = el("p", { class: "answer-line" });
  const place = makePlace(device);
  const node = el("details", { class: "more" },
    el("summary", {}, word("details")),
    el("h4", {}, word("functions")), ...table.map((row) => row.node),
    el("h4", {}, word("came_back")), answer,
    el("details", { class: "raw" }, el("summary", {}, word("last_status")), raw),
    el("button", { type: "button", class: "small", onclick: () => order({ do: "status", ids: [device.id] }) },
      word("ask_one")),
    el("h4", {}, word("place")), place.node,
    el("p", { class: "ids" }, el("code", {}, device.id), " · ", el("code", {}, device.category), " · ",
      el("code", {}, device.model_id || "—")));
  return {
    node,
    set(now) {
      table.forEach((row) => row.set(now));
      answer.replaceChildren(...answerParts(now, true));
      raw.textContent = now.last_status ? JSON.stringify(now.last_status, null, 1) : "—";
      place.set(now);
    },
  };
}

function makePlace(device) {
  const fields = ["name", "room", "home"].map((key) => {
    const input = el("input", { type: "text", maxlength: 60, autocomplete: "off" });
    return { key, input, node: el("label", {}, el("span", {}, word(key)), input) };
  });
  const [name, room, home] = fields.map((field) => field.input);
  room.setAttribute("list", "rooms-known");
  let now = device;
  const node = el("form", {
    class: "place",
    onsubmit: (event) => {
      event.preventDefault();
      if (name.value !== now.name) order({ do: "rename", id: device.id, name: name.value });
      if (room.value !== now.room || home.value !== now.home) {
        order({ do: "move", id: device.id, room: room.value, home: home.value });
      }
    },
  }, ...fields.map((field) => field.node), el("button", { type: "submit" }, word("save")));
  return {
    node,
    set(fresh) {
      now = fresh;
      for (const { key, input } of fields) {
        if (document.activeElement !== input) input.value = fresh[key];
      }
    },
  };
}

// What was sent and how the board answered.
function answerParts(device, long) {
  const command = device.command;
  if (!command) return long ? [word("nothing_sent")] : [];
  const parts = [];
  if (long) {
    const sent = Object.entries(command.states).map(([key, item]) => `${featureName(key)}: ${sayValue(key, item)}`);
    parts.push(el("span", {}, sent.join(", ")));
  }
  if (command.ack_ms === null) {
    const late = serverNow() - command.sent > 2;
    parts.push(el("span", { class: late ? "badge bad" : "badge" }, word("waiting")));
  } else {
    const ms = command.ack_ms < 10 ? decimal(command.ack_ms, 1) : decimal(command.ack_ms, 0);
    parts.push(el("span", { class: "badge good" }, `${word("answered")} ${ms} ${word("ms")}`));
    if (!command.same) parts.push(el("span", { class: "badge" }, word("differs")));
  }
  return parts;
}

function problemList(problems) {
  return el("ul", { class: "problems" }, ...problems.map((item) => el("li", {
    class: item.drops ? "drops" : "warns",
  }, el("span", {}, both(item)), item.path ? el("code", {}, item.path) : null)));
}

function makeCard(device) {
  const symbol = el("span", { class: "symbol", "aria-hidden": "true" }, icon(device.category));
  const title = el("h3", {}), subtitle = el("small", {});
  const dot = el("span", { class: "dot", role: "img" });
  const power = device.accepted && has(device, "on_off") ? toggle({
    label: featureName("on_off"), big: true,
    onChange: (on) => order({ do: "send", id: device.id, values: { on_off: on } }),
  }) : null;
  const face = device.accepted ? makeFace(device) : { nodes: [], set() {} };
  const answer = el("p", { class: "answer", "aria-live": "off" });
  const problems = el("div", {});
  const details = makeDetails(device);
  const battery = el("small", { class: "battery" });
  const node = el("article", { class: `card ${device.category}`, "data-id": device.id },
    el("header", {}, symbol, el("div", { class: "names" }, title, el("div", { class: "under" }, dot, subtitle, battery)),
      power && power.node),
    el("div", { class: "face" }, ...face.nodes), problems, answer, details.node);
  const card = {
    node,
    signature: signatureOf(device),
    device,
    set(now) {
      card.device = now;
      title.textContent = now.name || now.id;
      subtitle.textContent = categoryName(now.category);
      const state = now.online === true ? "online" : now.online === false ? "offline" : "unknown";
      dot.className = `dot ${state}`;
      dot.setAttribute("aria-label", word(state));
      dot.title = word(state);
      if (state !== "online" && now.accepted) subtitle.textContent += ` · ${word(state)}`;
      node.classList.toggle("away", state === "offline");
      node.classList.toggle("lit", value(now, "on_off") === true && now.online === true);
      node.style.setProperty("--glow", glowOf(now));
      if (power) {
        power.set(value(now, "on_off"));
        power.node.setAttribute("aria-label", `${now.name}: ${featureName("on_off")}`);
      }
      const charge = value(now, "battery_percentage");
      battery.replaceChildren(...(charge === undefined ? [] : [icon("battery"), `${charge} %`]));
      battery.classList.toggle("low", value(now, "battery_low_power") === true || charge < 15);
      face.set(now);
      answer.replaceChildren(...answerParts(now, false));
      problems.replaceChildren(...(now.problems.length ? [problemList(now.problems)] : []));
      details.set(now);
    },
  };
  card.set(device);
  return card;
}

// The colour in which a lit card glows.
function glowOf(device) {
  const colour = value(device, "light_colour"), mode = value(device, "light_mode");
  if (colour && mode !== "white") return cssColour(colour.h, colour.s, 1000);
  const warmth = value(device, "light_colour_temp");
  if (warmth !== undefined) return cssWarmth(warmth);
  return has(device, "on_off") && device.category.match(/light|led/) ? "#ffc44d" : "var(--accent)";
}

// What makes a card be built anew.
function signatureOf(device) {
  return JSON.stringify([language, device.category, device.features, device.allowed, device.accepted]);
}
