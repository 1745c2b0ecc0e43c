"use strict";
// What is decided about each file, as the page shows it.
(() => {
  const page = window.repoint;
  const { one, all } = page;
  let state = JSON.parse(one("#state").textContent);

  const words = { taken: "taken", left: "left", open: "" };
  const items = new Map(all("#list [data-file]").map((item) => [item.dataset.file, item]));
  const total = Object.keys(state.files).length;
  const painted = new Map(); // what is shown of each file: an answer changes few of hundreds
  const show = () => {
    for (const [anchor, file] of Object.entries(state.files)) {
      const told = JSON.stringify(file);
      if (painted.get(anchor) === told) continue;
      painted.set(anchor, told);
      const article = document.getElementById(anchor);
      article.dataset.status = file.status;
      items.get(anchor).dataset.status = file.status;
      const said = [words[file.status], file.waits && "waits for its group", file.edited && "edited", file.lines && "some lines left"];
      one(".answers output", article).textContent = said.filter(Boolean).join(", ");
      one("[data-answer='take']", article).setAttribute("aria-pressed", String(file.status === "taken"));
      one("[data-answer='leave']", article).setAttribute("aria-pressed", String(file.status === "left"));
    }
    const { taken, left, open, waiting } = state.counts;
    const parts = [`${taken} taken`, waiting && `${waiting} waiting for others`, `${left} left`, `${open} not decided`];
    one("#counts").textContent = total ? `${parts.filter(Boolean).join(", ")}, of ${total} ${total === 1 ? "file" : "files"}` : "There is nothing to decide on.";
    for (const count of all("[data-count]")) count.textContent = state.counts[count.dataset.count];
    one(".track .taken").style.width = `${(100 * (taken + waiting)) / (total || 1)}%`;
    one(".track .left").style.width = `${(100 * left) / (total || 1)}%`;
    one("#done").hidden = !state.done;
    one("#done span").textContent = state.done;
    one("#undo").hidden = !state.can_undo;
    one("#stale").hidden = !state.stale;
    one("#write").disabled = !(taken + waiting);
    if (one("#filters input[name='status']:checked")) page.filter();
  };

  // Answers and events come on ways of their own, so an older state may come after a newer one.
  const adopt = (next) => {
    if (next.number <= state.number) return;
    state = next;
    show();
  };

  const nameOf = (file) => one("h3", file.article).textContent;
  const byName = new Map(page.files.map((file) => [nameOf(file), file]));
  const stateOf = (file) => file && state.files[file.article.id];
  Object.assign(page, { serial: state.serial, counts: () => state.counts, show, adopt, nameOf, byName, stateOf });
})();
