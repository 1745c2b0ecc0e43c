"use strict";
(() => {
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const token = one("meta[name='repoint-token']").content;
  const page = window.repoint;
  let state = JSON.parse(one("#state").textContent);
  let busy = 0;

  const words = { taken: "taken", left: "left", open: "" };
  const items = new Map(all("#list [data-file]").map((item) => [item.dataset.file, item]));
  const total = Object.keys(state.files).length;
  const decidable = (file) => file && state.files[file.article.id];

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
    const done = one("#done");
    done.hidden = !state.done;
    done.textContent = state.done;
    if (state.can_undo) {
      const undo = document.createElement("button");
      undo.type = "button";
      undo.id = "undo";
      undo.textContent = "Undo";
      undo.addEventListener("click", () => send("undo"));
      done.append(" ", undo);
    }
    one("#stale").hidden = !state.stale;
    one("#write").disabled = busy > 0 || !(taken + waiting);
    if (one("#filters input[name='status']:checked")) page.filter();
  };

  const say = (lines, wrong = false) => {
    const list = one("#said");
    list.replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      item.classList.toggle("error", wrong);
      return item;
    }));
  };
  // The bar is behind a dialog, so an open one says it, too.
  const tell = (stage) => {
    for (const box of all("#busy, .stage")) box.textContent = busy ? `${stage} …` : "";
  };
  const work = (more, stage = "working") => {
    busy += more;
    one("#busy").hidden = !busy;
    tell(stage);
    one("#main").setAttribute("aria-busy", String(busy > 0));
    one("#write").disabled = busy > 0;
  };

  // Where one is stays across a page that is loaded anew with another plan.
  const reload = () => {
    const file = page.current();
    if (file) history.replaceState(null, "", `#${file.article.id}`);
    location.reload();
  };
  const adopt = (next) => {
    if (next.serial !== state.serial) return reload();
    state = next;
    show();
    return undefined;
  };
  const send = async (what, body = {}, dialog = null) => {
    work(1, "working");
    try {
      const response = await fetch(`/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Repoint-Token": token },
        body: JSON.stringify({ serial: state.serial, ...body }),
      });
      const answer = await response.json();
      if (!response.ok) {
        if (response.status === 409 && answer.serial !== state.serial) {
          sessionStorage.setItem("repoint-said", JSON.stringify([answer.error]));
          reload();
        }
        if (dialog) one(".error", dialog).textContent = answer.error;
        else say([answer.error], true);
        return { error: answer.error };
      }
      say(answer.said ?? []);
      if (answer.state) {
        if (answer.said?.length) sessionStorage.setItem("repoint-said", JSON.stringify(answer.said));
        adopt(answer.state);
      }
      return answer;
    } catch {
      const gone = "repoint does not answer; start `repoint review` again, and go on where you were";
      if (dialog) one(".error", dialog).textContent = gone;
      say([gone], true);
      return { error: "gone" };
    } finally {
      work(-1);
      show();
    }
  };

  const ask = (question, paths) => new Promise((resolve) => {
    const dialog = one("#ask");
    one("h2", dialog).textContent = question;
    one("ul", dialog).replaceChildren(...paths.map((path) => {
      const item = document.createElement("li");
      item.textContent = path;
      return item;
    }));
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });

  // A file that was decided may be hidden by the filter, so what follows it is told by the page's order.
  const after = (file) => page.files.slice(page.files.indexOf(file) + 1).filter((each) => each.shown && isOpen(each));
  const isOpen = (file) => decidable(file) && state.files[file.article.id].status === "open";
  const following = (file) => after(file)[0] ?? page.visible().find(isOpen);
  const nameOf = (file) => one("h3", file.article).textContent;
  const landsWith = (file) => all(".together li", file.article).map((item) => item.textContent);
  const byName = new Map(page.files.map((file) => [nameOf(file), file]));
  const statusOf = (name) => state.files[byName.get(name)?.article.id]?.status;
  const withGroup = async (file, what) => {
    if (!decidable(file) || busy) return;
    const names = landsWith(file).filter((name) => (what === "take" ? statusOf(name) !== "taken" : statusOf(name) !== "open"));
    const count = names.length === 1 ? "the other file that lands" : `the ${names.length} other files that land`;
    const head = what === "take" ? `Take this file and ${count} with it?` : `Forget what was decided about this file and ${count} with it?`;
    const lines = names.map((name) => (statusOf(name) === "left" ? `${name} (left so far)` : name));
    if (names.length && !(await ask(head, lines))) return;
    const result = await send(what, { file: file.article.id, group: true });
    const next = !result.error && what === "take" && following(file);
    if (next) page.goTo(next);
  };
  const question = (what, names, more) => {
    if (more) return `${what === "take" ? "Take" : "Leave"} this file and ${names.length} more?`;
    const head = names.length === 1 ? "One other file lands with this one, and stays as it is, too" : `${names.length} other files land with this one, and stay as they are, too`;
    return `${head}. Leave it?`;
  };
  const answer = async (file, what, rest = false) => {
    if (!decidable(file) || busy) return;
    const more = rest ? after(file) : [];
    const names = new Set(more.map(nameOf));
    if (what === "leave") for (const each of [file, ...more]) for (const name of landsWith(each)) names.add(name);
    names.delete(nameOf(file));
    if (names.size && !(await ask(question(what, [...names], more.length), [...names]))) return;
    const result = await send(what, { file: file.article.id, more: more.map((each) => each.article.id) });
    const next = !result.error && following(file);
    if (next) page.goTo(next);
  };

  // Deciding by change: each is checked unless it is to be left.
  const split = (file) => {
    if (!decidable(file) || busy) return;
    if (state.files[file.article.id].edited) {
      say([`${nameOf(file)}: its text is edited; forget that (u) to decide by change`], true);
      return;
    }
    page.fill(file);
    const shown = all(".pick", file.article);
    if (shown.length) {
      for (const each of shown) each.remove();
      one(".splitting", file.article)?.remove();
      return;
    }
    const hunks = all("tbody.hunk", file.article);
    if (hunks.length < 2) {
      say([`${nameOf(file)} has only one change`]);
      return;
    }
    for (const [number, hunk] of hunks.entries()) {
      const label = document.createElement("label");
      label.className = "pick";
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = true;
      label.append(box, `take change ${number + 1} of ${hunks.length}`);
      one(".at td", hunk).prepend(label);
    }
    const bar = document.createElement("p");
    bar.className = "splitting";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Leave the changes that are not checked";
    button.addEventListener("click", () => {
      const left = all(".pick input", file.article).flatMap((box, number) => (box.checked ? [] : [number]));
      if (left.length) send("hunks", { file: file.article.id, hunks: left });
      else answer(file, "take");
    });
    bar.append(button);
    one(".body", file.article).prepend(bar);
    one(".pick input", file.article).focus();
  };

  const edit = async (file) => {
    if (!decidable(file) || busy) return;
    const dialog = one("#edit");
    const found = await send("text", { file: file.article.id });
    if (found.error) return;
    one(".error", dialog).textContent = "";
    one("textarea", dialog).value = found.text;
    one("[data-save]", dialog).onclick = async () => {
      const result = await send("edit", { file: file.article.id, text: one("textarea", dialog).value }, dialog);
      if (!result.error) dialog.close();
    };
    dialog.showModal();
    one("textarea", dialog).focus();
  };

  const writing = one("#apply");
  const series = () => {
    const form = one("form", writing);
    const how = form.elements.how.value;
    if (how === "stage") return null;
    return { branch: how === "branch" ? form.elements.branch.value : "", batch_by: form.elements.by.value };
  };
  const write = async () => {
    if (busy) return;
    const result = await send("apply", { series: series() }, writing);
    if (!result.error) writing.close();
  };
  const openWriting = () => {
    if (busy) return;
    const { taken, left, open, waiting } = state.counts;
    if (!(taken + waiting)) {
      say(["no file is taken yet, so there is nothing to apply"]);
      return;
    }
    const files = (number, what) => `${number} ${number === 1 ? "file" : "files"} ${what}`;
    const waits = waiting ? `; ${files(waiting, waiting === 1 ? "waits" : "wait")} for others that land with them` : "";
    one(".summary", writing).textContent = `${files(taken, "taken")}${waits}. Stays as it is: ${left} left, ${open} not decided.`;
    one(".error", writing).textContent = "";
    one(".batches", writing)?.replaceChildren();
    writing.showModal();
  };
  one("#write").addEventListener("click", openWriting);
  one("[data-write]", writing).addEventListener("click", write);
  one("[data-batches]", writing)?.addEventListener("click", async () => {
    if (busy) return;
    one(".error", writing).textContent = "";
    const result = await send("batches", { series: series() }, writing);
    one(".batches", writing).replaceChildren(...(result.batches ?? []).map(([name, files]) => {
      const item = document.createElement("li");
      item.textContent = `${name}: ${files} ${files === 1 ? "file" : "files"}`;
      return item;
    }));
  });
  one("form", writing).addEventListener("change", () => {
    const how = one("form", writing).elements.how.value;
    for (const label of all(".series", writing)) label.hidden = how === "stage" || (how === "here" && one("[name=branch]", label) !== null);
  });
  one("#again-plan").addEventListener("click", () => send("plan"));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-answer]");
    if (!button) return;
    const file = page.byAnchor.get(button.closest("article").id);
    if (button.dataset.answer === "group") withGroup(file, "take");
    else answer(file, button.dataset.answer);
  });
  const presses = {
    y: (file) => answer(file, "take"), n: (file) => answer(file, "leave"),
    a: (file) => answer(file, "take", true), d: (file) => answer(file, "leave", true),
    Y: (file) => withGroup(file, "take"), U: (file) => withGroup(file, "ask"),
    s: split, e: edit, w: openWriting,
    u: (file) => decidable(file) && !busy && send("ask", { file: file.article.id }),
    "]": () => page.hunk(1), "[": () => page.hunk(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || event.isComposing) return;
    const typing = event.target.matches?.("input:not([type='checkbox']):not([type='radio']), textarea, select");
    if (typing || !presses[event.key]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    presses[event.key](page.current());
  }, { capture: true });

  const events = new EventSource(`/events?token=${encodeURIComponent(token)}`);
  events.addEventListener("state", (event) => { if (!busy) adopt(JSON.parse(event.data)); });
  events.addEventListener("stage", (event) => { if (busy) tell(JSON.parse(event.data)); });

  const kept = sessionStorage.getItem("repoint-said");
  if (kept) say(JSON.parse(kept));
  sessionStorage.removeItem("repoint-said");
  show();
})();
