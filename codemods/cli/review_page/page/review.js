"use strict";
// The answers: about a file and what lands with it, by change, with an edited text; and the keys they are given by.
(() => {
  const page = window.repoint;
  const { one, all, acts, say, send, inTurn, opened, within, nameOf, byName, stateOf } = page;

  const ask = (question, paths) => {
    const dialog = one("#ask");
    one("h2", dialog).textContent = question;
    one("ul", dialog).replaceChildren(...paths.map((path) => {
      const item = document.createElement("li");
      item.textContent = path;
      return item;
    }));
    return opened(dialog);
  };

  // A file that was decided may be hidden by the filter, so what follows it is told by the page's order.
  const isOpen = (file) => stateOf(file)?.status === "open";
  const after = (file) => page.files.slice(page.files.indexOf(file) + 1).filter((each) => each.shown && isOpen(each));
  const following = (file) => after(file)[0] ?? page.visible().find(isOpen) ?? file;
  // An answer goes on to the next file, but not with somebody who has gone elsewhere meanwhile.
  const goOn = (file, { error, at }) => {
    const next = following(file);
    if (!error && at === file && next !== file) page.goTo(next);
    return next;
  };
  const landsWith = (file) => all(".together li", file.article).map((item) => item.textContent);
  const statusOf = (name) => stateOf(byName.get(name))?.status;
  const withGroup = async (file, what) => {
    const names = landsWith(file).filter((name) => (what === "take" ? statusOf(name) !== "taken" : statusOf(name) !== "open"));
    const count = names.length === 1 ? "the other file that lands" : `the ${names.length} other files that land`;
    const head = what === "take" ? `Take this file and ${count} with it?` : `Forget what was decided about this file and ${count} with it?`;
    const lines = names.map((name) => (statusOf(name) === "left" ? `${name} (left so far)` : name));
    const agreed = !names.length || (await ask(head, lines));
    const result = agreed ? await send(what, { file: file.article.id, group: true }) : { error: "no" };
    return what === "take" ? goOn(file, result) : file;
  };
  const question = (what, names, more) => {
    if (more) return `${what === "take" ? "Take" : "Leave"} this file and ${names.length} more?`;
    const head = names.length === 1 ? "One other file lands with this one, and stays as it is, too" : `${names.length} other files land with this one, and stay as they are, too`;
    return `${head}. Leave it?`;
  };
  const answer = async (file, what, rest = false) => {
    const more = rest ? after(file) : [];
    const names = new Set(more.map(nameOf));
    if (what === "leave") for (const each of [file, ...more]) for (const name of landsWith(each)) names.add(name);
    names.delete(nameOf(file));
    const agreed = !names.size || (await ask(question(what, [...names], more.length), [...names]));
    const body = { file: file.article.id, more: more.map((each) => each.article.id) };
    return goOn(file, agreed ? await send(what, body) : { error: "no" });
  };

  // Deciding by change: each is checked unless it is to be left.
  const split = (file) => {
    if (stateOf(file).edited) {
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
      if (!left.length) inTurn({ key: "y", file });
      else inTurn({ file, act: async () => { await send("hunks", { file: file.article.id, hunks: left }); } });
    });
    bar.append(button);
    one(".body", file.article).prepend(bar);
    one(".pick input", file.article).focus();
  };

  const editing = one("#edit");
  const edit = async (file) => {
    const text = one("textarea", editing);
    const found = await send("text", { file: file.article.id });
    if (found.error) return;
    one(".error", editing).textContent = "";
    text.value = found.text;
    one("[data-save]", editing).onclick = () => within(async () => {
      text.readOnly = true; // what is written while it is proved would be lost
      const result = await send("edit", { file: file.article.id, text: text.value });
      text.readOnly = false;
      if (!result.error) editing.close();
    });
    const closed = opened(editing);
    text.focus();
    await closed;
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
    if (!result.error || result.outdated) writing.close();
  };
  const showBatches = async () => {
    one(".error", writing).textContent = "";
    const result = await send("batches", { series: series() });
    one(".batches", writing).replaceChildren(...(result.batches ?? []).map(([name, files]) => {
      const item = document.createElement("li");
      item.textContent = `${name}: ${files} ${files === 1 ? "file" : "files"}`;
      return item;
    }));
  };
  const openWriting = async () => {
    const { taken, left, open, waiting } = page.counts();
    if (!(taken + waiting)) {
      say(["no file is taken yet, so there is nothing to apply"]);
      return;
    }
    const files = (number, what) => `${number} ${number === 1 ? "file" : "files"} ${what}`;
    const waits = waiting ? `; ${files(waiting, waiting === 1 ? "waits" : "wait")} for others that land with them` : "";
    one(".summary", writing).textContent = `${files(taken, "taken")}${waits}. Stays as it is: ${left} left, ${open} not decided.`;
    one(".error", writing).textContent = "";
    one(".batches", writing)?.replaceChildren();
    await opened(writing);
  };
  one("[data-write]", writing).addEventListener("click", () => within(write));
  one("[data-batches]", writing)?.addEventListener("click", () => within(showBatches));
  one("form", writing).addEventListener("change", () => {
    const how = one("form", writing).elements.how.value;
    for (const label of all(".series", writing)) label.hidden = how === "stage" || (how === "here" && one("[name=branch]", label) !== null);
  });
  const asks = (what) => () => inTurn({ file: page.current(), act: async () => { await send(what); } });
  one("#write").addEventListener("click", () => inTurn({ key: "w", file: page.current() }));
  one("#again-plan").addEventListener("click", asks("plan"));
  one("#undo").addEventListener("click", asks("undo"));

  const buttons = { take: "y", leave: "n", group: "Y" };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-answer]");
    if (button) inTurn({ key: buttons[button.dataset.answer], file: page.byAnchor.get(button.closest("article").id) });
  });
  const about = (act) => (file) => {
    if (stateOf(file)) return act(file);
    if (file) say([`${nameOf(file)}: there is nothing to decide on`]);
    return undefined;
  };
  Object.assign(acts, {
    y: about((file) => answer(file, "take")), n: about((file) => answer(file, "leave")),
    a: about((file) => answer(file, "take", true)), d: about((file) => answer(file, "leave", true)),
    Y: about((file) => withGroup(file, "take")), U: about((file) => withGroup(file, "ask")),
    u: about(async (file) => { await send("ask", { file: file.article.id }); }),
    s: about(split), e: about(edit), w: openWriting,
  });
  const moves = { "]": () => page.hunk(1), "[": () => page.hunk(-1) };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || event.isComposing) return;
    const typing = event.target.matches?.("input:not([type='checkbox']):not([type='radio']), textarea, select");
    if (typing || !(moves[event.key] || acts[event.key])) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (moves[event.key]) moves[event.key]();
    else if (!event.repeat || !page.isBusy()) page.press(event.key); // a key that is held down answers no faster
  }, { capture: true });

  page.resume();
})();
