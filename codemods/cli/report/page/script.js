"use strict";
(() => {
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const page = document.documentElement;
  const search = one("#search");
  const filters = one("#filters");
  const keys = one("#keys");
  const panel = one("#panel");
  const side = one("#side");

  // A file's diff waits as the text of a <noscript>, which costs nothing until it is put into the page.
  const ROW = 20;
  const KINDS = ["category", "applicability", "code", "rule", "owner", "folder"];
  const files = JSON.parse(one("#index").textContent).map(([anchor, text, ...values]) => {
    const article = document.getElementById(anchor);
    const diff = one("noscript", article);
    if (diff) one(".body", article).style.minHeight = `${article.dataset.rows * ROW}px`;
    return { article, values, text, diff, code: null, shown: true };
  });
  const byAnchor = new Map(files.map((file) => [file.article.id, file]));

  const fill = (file) => {
    if (!file.diff) return;
    const box = document.createElement("div");
    box.innerHTML = file.diff.textContent;
    file.diff.replaceWith(...box.childNodes);
    file.diff = null;
    one(".body", file.article).style.minHeight = "";
  };
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      fill(byAnchor.get(target.id));
      near.unobserve(target);
    }
  }, { rootMargin: "1000px" });
  for (const file of files) if (file.diff) near.observe(file.article);

  const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": "\"", "&#x27;": "'" };
  const code = (file) => {
    if (file.code === null) {
      const html = file.diff ? file.diff.textContent : (one("table", file.article)?.outerHTML ?? "");
      const text = html.replace(/<\/t[dr]>/g, "\n").replace(/<[^>]*>/g, "");
      file.code = text.replace(/&(lt|gt|amp|quot|#x27);/g, (entity) => entities[entity]).toLowerCase();
    }
    return file.code;
  };

  // Search and filters: every word must be somewhere; of each kind of filter any one that is chosen must fit.
  const tally = one("#tally");
  const links = new Map();
  for (const item of all("[data-file]")) {
    links.set(item.dataset.file, [...(links.get(item.dataset.file) ?? []), item]);
  }
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = { status: [] };
    for (const kind of KINDS) chosen[kind] = [];
    for (const box of all("input:checked", filters)) chosen[box.name].push(box.value);
    const fits = (kind, values) => !chosen[kind].length || chosen[kind].some((each) => values.includes(each));
    let count = 0;
    for (const file of files) {
      file.shown = KINDS.every((kind, place) => fits(kind, file.values[place])) && fits("status", [file.article.dataset.status])
        && words.every((word) => file.text.includes(word) || code(file).includes(word));
      file.article.hidden = !file.shown;
      for (const item of links.get(file.article.id) ?? []) item.hidden = !file.shown;
      count += file.shown;
    }
    for (const folder of all("#list .folder")) {
      let item = folder.nextElementSibling;
      while (item && item.hidden && item.dataset.file) item = item.nextElementSibling;
      folder.hidden = !item?.dataset.file;
    }
    for (const group of all(".group")) {
      const unchosen = chosen.code.length && !chosen.code.includes(group.id);
      group.hidden = unchosen || !one("li[data-file]:not([hidden])", group);
    }
    for (const message of all(".message")) message.hidden = !one("li:not([hidden])", message.nextElementSibling);
    for (const advice of all(".advice")) advice.hidden = !one("li:not([hidden])", advice);
    const narrowed = words.length || Object.values(chosen).some((each) => each.length);
    const noun = files.length === 1 ? "file" : "files";
    tally.textContent = narrowed ? `${count} of ${files.length} ${noun}` : `${files.length} ${noun}`;
    one("#reset").hidden = !narrowed;
    one("#none").hidden = count > 0 || !files.length;
  };
  const clear = () => {
    search.value = "";
    for (const box of all("input:checked", filters)) box.checked = false;
    apply();
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  filters.addEventListener("change", apply);
  filters.addEventListener("submit", (event) => event.preventDefault());
  one("#reset").addEventListener("click", (event) => { event.preventDefault(); clear(); });
  one("#again").addEventListener("click", clear);
  for (const button of all("[data-category]")) {
    button.addEventListener("click", () => {
      const box = all("input[name=category]").find((each) => each.value === button.dataset.category);
      if (!box) return;
      box.checked = !box.checked;
      apply();
      one("#files").scrollIntoView();
    });
  }

  // Going places.
  const top = () => one(".top").offsetHeight + 10;
  const goTo = (file, line) => {
    if (!file.shown) clear();
    fill(file);
    fold(file, false);
    // What is filled on the way changes heights, so the way is gone twice.
    const target = (line && document.getElementById(line)) || file.article;
    const block = target === file.article ? "start" : "center";
    target.scrollIntoView({ block });
    file.article.focus({ preventScroll: true }); // at once: the next key is about this file
    requestAnimationFrame(() => {
      target.scrollIntoView({ block });
      mark(file);
    });
    if (target !== file.article) {
      target.classList.remove("aim");
      requestAnimationFrame(() => target.classList.add("aim"));
    }
  };
  const follow = (hash) => {
    const [anchor, line] = hash.slice(1).split("L");
    const file = byAnchor.get(anchor);
    if (file) goTo(file, line && hash.slice(1));
    const group = !file && document.getElementById(hash.slice(1));
    if (group instanceof HTMLDetailsElement) {
      group.open = true;
      group.scrollIntoView();
      one("summary", group).focus({ preventScroll: true });
    }
    return Boolean(file) || group instanceof HTMLDetailsElement;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    openPanel(false);
    if (follow(link.getAttribute("href"))) {
      event.preventDefault();
      history.pushState(null, "", link.getAttribute("href"));
    }
  });
  addEventListener("popstate", () => follow(location.hash));

  const visible = () => files.filter((file) => file.shown);
  const here = () => {
    // They stand below each other, so the first that is not yet past is found by halving.
    const shown = visible();
    const line = top() + 1;
    let [low, high] = [0, shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shown[middle].article.getBoundingClientRect().bottom > line) high = middle;
      else low = middle + 1;
    }
    return shown[low];
  };
  let current = null;
  const mark = (file) => {
    current?.removeAttribute("aria-current");
    current = file && one(`#list a[href='#${file.article.id}']`);
    if (!current) return;
    current.setAttribute("aria-current", "true");
    const list = panel.getBoundingClientRect();
    const item = current.getBoundingClientRect();
    if (item.top < list.top || item.bottom > list.bottom) panel.scrollTop += item.top - list.top - list.height / 3;
  };
  let drawn = false;
  addEventListener("scroll", () => {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(() => {
      drawn = false;
      const first = here();
      mark(first && first.article.getBoundingClientRect().top < innerHeight / 2 ? first : null);
    });
  }, { passive: true });

  const step = (way) => {
    const shown = visible();
    const first = here();
    if (!first) return;
    const place = shown.indexOf(first);
    const offset = first.article.getBoundingClientRect().top - top();
    const focused = shown.find((file) => file.article === document.activeElement);
    const at = focused && Math.abs(focused.article.getBoundingClientRect().top - top()) < innerHeight
      ? shown.indexOf(focused) : null;
    let next = offset > 1 ? place : place + 1;
    if (at !== null) next = at + 1;
    if (way < 0) next = at !== null ? at - 1 : (offset < -1 ? place : place - 1);
    if (shown[next]) goTo(shown[next]);
  };
  const hunk = (way) => {
    const line = one(".top").offsetHeight + 54; // where the style sheet lets a change come to stand
    const shown = visible().filter((file) => Number(file.article.dataset.hunks));
    if (way < 0) shown.reverse();
    for (const file of shown) {
      const box = file.article.getBoundingClientRect();
      if (way > 0 ? box.bottom < line : box.top > line) continue;
      fill(file);
      fold(file, false);
      const found = all(".hunk", file.article);
      if (way < 0) found.reverse();
      const next = found.find((each) => (each.getBoundingClientRect().top - line) * way > 4);
      if (!next) continue;
      next.scrollIntoView({ block: "start" });
      file.article.focus({ preventScroll: true });
      mark(file);
      return;
    }
  };

  const fold = (file, folded) => {
    file.article.classList.toggle("folded", folded);
    one(".fold", file.article).setAttribute("aria-expanded", String(!folded));
  };
  for (const file of files) {
    one(".fold", file.article).addEventListener("click", () => {
      fold(file, !file.article.classList.contains("folded"));
    });
  }

  // Selecting in one half of a diff takes that half only.
  document.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest?.(".two td");
    if (!cell) return;
    const table = cell.closest("table");
    table.classList.toggle("before-only", cell.cellIndex < 2);
    table.classList.toggle("after-only", cell.cellIndex >= 2);
  });

  const theme = () => {
    const dark = getComputedStyle(page).colorScheme === "dark"
      || (page.dataset.theme === undefined && matchMedia("(prefers-color-scheme: dark)").matches);
    page.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("repoint-theme", page.dataset.theme); } catch { /* not kept, then */ }
  };
  const openPanel = (open) => {
    panel.classList.toggle("open", open);
    side.setAttribute("aria-expanded", String(open));
  };
  one("#theme").addEventListener("click", theme);
  one("#help").addEventListener("click", () => keys.showModal());
  side.addEventListener("click", () => openPanel(!panel.classList.contains("open")));

  const focusSearch = () => { search.focus(); search.select(); };
  const escape = () => {
    if (panel.classList.contains("open")) openPanel(false);
    else if (document.activeElement === search && search.value) { search.value = ""; apply(); }
    else document.activeElement?.blur();
  };
  const presses = {
    j: () => step(1), k: () => step(-1), n: () => hunk(1), p: () => hunk(-1), "/": focusSearch, t: theme,
    x: () => { const file = here(); if (file) fold(file, !file.article.classList.contains("folded")); },
    f: () => { openPanel(true); one("input", filters)?.focus(); },
    g: () => { scrollTo(0, 0); one("#main").focus({ preventScroll: true }); },
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !one("dialog[open]")) { escape(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || event.isComposing) return;
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (typing) {
      if (event.key === "Enter") { apply(); const first = visible()[0]; if (first) goTo(first); }
      return;
    }
    if (presses[event.key]) { event.preventDefault(); presses[event.key](); }
  });

  const focused = () => files.find((file) => file.shown && file.article.contains(document.activeElement));
  // For the page of a review, which is this one with decisions.
  window.repoint = { one, all, files, byAnchor, visible, fill, goTo, hunk, filter: apply, current: () => focused() ?? here() };

  if (location.hash) follow(location.hash);
})();
