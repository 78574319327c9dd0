// Begin: ask the board who it is, then show what there is to do.

async function start() {
  S.hello = await api("GET", "/api/hello");
  S.token = S.hello.token || S.token;
  if (S.hello.finishing) {
    // The one that saved waits for the board to be back; whoever comes now is told where it goes.
    if (S.returns) throw new Refused("away");
    S.saved = S.hello.farewell || { address: S.hello.address, local: S.hello.local };
  }
  S.returns = false;
  S.quiet = false;
  render(true);
}

async function begin() {
  for (;;) {
    try {
      return await start();
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      refill(
        ask("main"),
        el("p", { class: "wait" }, el("span", { class: "spin" }), w("no_board")),
      );
      await sleep(1500);
    }
  }
}

window.addEventListener("hashchange", () => S.hello && render(true));
begin();
