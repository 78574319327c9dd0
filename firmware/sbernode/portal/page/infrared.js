// Teach a device the codes of its remote control, try them, forget them.

function remoteCodes({ id, kind, pins }) {
  const asked = { id, key: "", gpio: pinOf(pins.receiver).gpio };
  const place = el("div", { role: "status" });
  const load = async () => {
    const { state, code, keys } = await api("GET", `/api/codes?id=${id}`);
    refill(place, el("p", {}, w(`ir_${state}`), " ", code), el("p", { class: "wires" }, keys.join(" · ")));
    return state === "listening";
  };
  const act = (name) => async () => {
    try {
      await api("POST", `/api/${name}`, asked);
      while (await load()) await sleep(999);
    } catch (problem) {
      complain(problem);
    }
  };
  return fold("codes", w("ir_title"), [
    field(asked, "key", w("ir_key"), { list: "keys", hint: w("ir_hint") }),
    el(
      "datalist",
      { id: "keys" },
      DATA.texts.keys[kind].split(" ").map((key) => {
        const [name, value] = key.split("=");
        return el("option", { value: key }, functionName(name), ": ", value && sayValue(name, value));
      }),
    ),
    el(
      "div",
      { class: "row" },
      [pins.receiver !== undefined && "learn", "press", "unlearn"].map(
        (name) => name && button(w(`ir_${name}`), act(name), { class: "small", id: `ir-${name}` }),
      ),
    ),
    place,
  ]);
}
