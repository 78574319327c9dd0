// What is known of the kinds, read from their rows: kind|roles;roles|options, see the firmware's own
// table, kinds/table.py.

const KINDS = {};

for (const row of TABLES[2].split("\n")) {
  const [kind, written, more] = row.split("|");
  const ports = Object.create(null),
    may = [];
  const sets = written.split(";").map((set) => {
    const parts = [[], []];
    for (const token of set.split(" ")) {
      const [, roles, port, spare] = /(.*)=(\w+)([?]?)/.exec(token);
      for (const role of roles.split("+")) {
        parts[spare ? 1 : 0].push(role);
        ports[role] = port;
      }
    }
    may.push(parts[1]);
    return parts[0];
  });
  // [name, default, accepted]: texts, [low, high], or "device"
  const options = (more.match(/\S+/g) || []).map((option) => {
    const [, name, usual, takes] = /(.*?)=(.*):(.*)/.exec(option);
    const range = takes.split("..").map(Number);
    if (range[1] !== undefined) return [name, Number(usual), range];
    return [name, usual, takes === "device" ? takes : takes.split(",")];
  });
  const toggles = sets.some((set, at) => set.concat(may[at]).indexOf("button") > 0);
  KINDS[kind] = { ports, sets, may, options, toggles };
}
