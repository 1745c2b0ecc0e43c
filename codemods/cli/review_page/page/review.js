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

  const show = () => {
    for (const [anchor, file] of Object.entries(state.files)) {
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
  const work = (more, stage) => {
    busy += more;
    const box = one("#busy");
    box.hidden = !busy;
    if (stage) box.textContent = `${stage} …`;
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
  const send = async (what, body = {}) => {
    work(1, "working");
    try {
      const response = await fetch(`/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Repoint-Token": token },
        body: JSON.stringify({ serial: state.serial, ...body }),
      });
      const answer = await response.json();
      if (!response.ok) {
        if (answer.serial && answer.serial !== state.serial) reload();
        say([answer.error], true);
        return { error: answer.error };
      }
      say(answer.said ?? []);
      if (answer.state) {
        if (answer.said?.length) sessionStorage.setItem("repoint-said", JSON.stringify(answer.said));
        adopt(answer.state);
      }
      return answer;
    } catch {
      say(["repoint does not answer; start `repoint review` again, and go on where you were"], true);
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

  const following = (file) => {
    const shown = page.visible().filter(decidable);
    const at = shown.indexOf(file);
    const open = (each) => state.files[each.article.id].status === "open";
    return shown.slice(at + 1).find(open) ?? shown.find(open);
  };
  const later = (file) => page.files.slice(page.files.indexOf(file) + 1).filter(
    (each) => decidable(each) && state.files[each.article.id].status === "open",
  );
  const nameOf = (file) => one("h3", file.article).textContent;
  const answer = async (file, what, rest = false) => {
    if (!decidable(file) || busy) return;
    const others = all(".together li", file.article).map((item) => item.textContent);
    const more = rest ? later(file) : [];
    if (what === "leave" && others.length) {
      const head = others.length === 1 ? "One other file lands with this one, and stays as it is, too" : `${others.length} other files land with this one, and stay as they are, too`;
      if (!(await ask(`${head}. Leave it?`, others))) return;
    }
    if (rest && more.length && !(await ask(`${what === "take" ? "Take" : "Leave"} this file and ${more.length} more?`, more.map(nameOf)))) return;
    const result = await send(what, { file: file.article.id, later: rest });
    const next = !result.error && following(file);
    if (next) page.goTo(next);
  };

  // Deciding by change: each is checked unless it is to be left.
  const split = (file) => {
    if (!decidable(file) || busy) return;
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
      const result = await send("edit", { file: file.article.id, text: one("textarea", dialog).value });
      if (result.error) one(".error", dialog).textContent = result.error;
      else dialog.close();
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
    const result = await send("apply", { series: series() });
    if (result.error) one(".error", writing).textContent = result.error;
    else writing.close();
  };
  one("#write").addEventListener("click", () => {
    one(".error", writing).textContent = "";
    writing.showModal();
  });
  one("[data-write]", writing).addEventListener("click", write);
  one("[data-batches]", writing)?.addEventListener("click", async () => {
    const result = await send("batches", { series: series() });
    one(".error", writing).textContent = result.error ?? "";
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
    if (button) answer(page.byAnchor.get(button.closest("article").id), button.dataset.answer);
  });
  const presses = {
    y: (file) => answer(file, "take"), n: (file) => answer(file, "leave"),
    a: (file) => answer(file, "take", true), d: (file) => answer(file, "leave", true),
    s: split, e: edit,
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
  events.addEventListener("stage", (event) => { if (busy) one("#busy").textContent = `${JSON.parse(event.data)} …`; });

  const kept = sessionStorage.getItem("repoint-said");
  if (kept) say(JSON.parse(kept));
  sessionStorage.removeItem("repoint-said");
  show();
})();
