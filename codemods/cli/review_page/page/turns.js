"use strict";
// What is pressed is done in turn, each after the one before it with its question and its answer. Where another plan
// comes meanwhile, the page is loaded anew, and what is left is done there.
(() => {
  const page = window.repoint;
  const { one, all, serial, nameOf, byName } = page;
  const token = one("meta[name='repoint-token']").content;
  const acts = {}; // by key, what it does about a file; gives the file that it leads to, where that is another

  let turn = Promise.resolve();
  let waiting = 0; // presses that are not done, with the one under way
  let sending = 0;
  let stage = "working";
  let latest = null; // the state that the server told of last, while something was under way
  let outdated = false; // there is another plan than the page's
  let leaving = false;
  const kept = []; // presses that are left for the page of that plan
  let seen = serial; // the plan of the page on which the one under way was pressed
  let led = null; // the file that the last one led to
  let place = null; // the file that one was at when something was pressed last, or was led to since
  let dialog = null; // the one that the press under way has opened
  let fresh = true; // whether all that is said is about earlier presses

  const say = (lines, wrong = false) => {
    const list = one("#said");
    if (fresh) list.replaceChildren();
    fresh = false;
    for (const line of lines) {
      if ([...list.children].some((item) => item.textContent === line)) continue;
      const item = document.createElement("li");
      item.textContent = line;
      item.classList.toggle("error", wrong);
      list.append(item);
    }
  };
  // The bar is behind a dialog, so an open one says it, too. While it waits for the user, nothing is under way.
  const showWork = () => {
    const busy = sending > 0 || leaving || (waiting > 0 && !dialog?.open);
    one("#busy").hidden = !busy;
    for (const box of all("#busy, .stage")) box.textContent = busy ? `${stage} …` : "";
    one("#main").setAttribute("aria-busy", String(busy));
  };

  const adopt = (state) => {
    if (state.serial === serial) page.adopt(state);
    else outdated = true;
  };
  // Until all is done the page stays: no question goes away, and no text that is being edited.
  const settle = () => {
    if (!waiting && latest) {
      adopt(latest);
      latest = null;
    }
    if (!waiting && outdated && !leaving) {
      leaving = true;
      location.reload();
    }
    showWork();
  };

  const request = async (what, body) => {
    sending += 1;
    showWork();
    try {
      const response = await fetch(`/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Repoint-Token": token },
        body: JSON.stringify({ serial, seen, ...body }),
      });
      return { ...(await response.json()), outdated: response.status === 409 };
    } catch {
      return { error: "repoint does not answer; start `repoint review` again, and go on where you were", gone: true };
    } finally {
      sending -= 1;
      stage = "working";
      showWork();
    }
  };
  // Gives the answer, and with it `at`: the file that one was at before it was shown, which may hide that file.
  const send = async (what, body = {}) => {
    const answer = { ...(await request(what, body)), at: page.current() };
    if (answer.error) {
      outdated ||= answer.outdated && answer.serial !== serial;
      if (dialog?.open) one(".error", dialog).textContent = answer.error;
      if (!dialog?.open || answer.outdated || answer.gone) say([answer.error], true);
    } else {
      say(answer.said ?? []);
      if (answer.state) adopt(answer.state);
    }
    return answer;
  };

  const perform = async ({ key, file, act = acts[key], on = serial }) => {
    const about = file ?? led;
    if (outdated && key) {
      kept.push({ key, name: about ? nameOf(about) : "", on });
      led = null;
    } else if (leaving) {
      say(["the plan is another one now"], true);
    } else {
      seen = on;
      led = about;
      led = (await act(about)) ?? about;
      if (led === page.current()) place = led;
    }
  };
  const done = () => {
    waiting -= 1;
    settle();
  };
  const inTurn = (pressed) => {
    fresh ||= !waiting && !leaving;
    waiting += 1;
    place = page.current();
    showWork();
    turn = turn.then(() => perform(pressed)).finally(done).catch(reportError);
  };
  // A key is for the file that one is at or, typed ahead, for the one that the press before it leads to. Nothing is
  // typed ahead once one has gone elsewhere, or has said no to what was asked.
  const press = (key) => {
    const at = page.current();
    const refused = dialog && dialog.returnValue !== "yes";
    const ahead = (waiting || kept.length) && at === place && !refused;
    inTurn({ key, file: ahead ? null : at });
  };

  // What is pressed in a dialog is done in turn, too, unless it is closed by then.
  let inside = Promise.resolve();
  const within = (act) => {
    const where = dialog;
    inside = inside.then(() => (where.open ? act() : undefined)).catch(reportError);
  };
  // Opens a dialog; whether it was closed with a yes, once what was pressed in it is done.
  const opened = async (next) => {
    dialog = next;
    dialog.returnValue = "no";
    const closed = new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    dialog.showModal();
    showWork();
    await closed;
    await inside;
    dialog = null;
    return next.returnValue === "yes";
  };

  // Where one is, what was said and what is left to do stay across a page that is loaded anew.
  addEventListener("pagehide", () => {
    if (!leaving) return;
    const said = all("#said li").map((item) => [item.textContent, item.classList.contains("error")]);
    const at = page.current();
    sessionStorage.setItem("repoint-before", JSON.stringify({ at: at ? nameOf(at) : "", said, kept }));
  });
  const resume = () => {
    page.show();
    const events = new EventSource(`/events?token=${encodeURIComponent(token)}`);
    events.addEventListener("state", (event) => {
      latest = JSON.parse(event.data);
      settle();
    });
    events.addEventListener("stage", (event) => {
      if (!sending) return;
      stage = JSON.parse(event.data);
      showWork();
    });
    document.documentElement.classList.add("ready");

    const before = JSON.parse(sessionStorage.getItem("repoint-before")) ?? { at: "", said: [], kept: [] };
    sessionStorage.removeItem("repoint-before");
    if (byName.has(before.at)) page.goTo(byName.get(before.at));
    const gone = before.kept.findIndex(({ name }) => name && !byName.has(name));
    const left = gone < 0 ? before.kept : before.kept.slice(0, gone);
    for (const { key, name, on } of left) inTurn({ key, file: name ? byName.get(name) : null, on });
    for (const [line, wrong] of before.said) say([line], wrong);
    if (gone >= 0) say([`${before.kept[gone].name} is gone; what was pressed for it, and after that, was not done`], true);
  };

  const isBusy = () => waiting > 0 || leaving;
  Object.assign(page, { acts, isBusy, say, send, inTurn, press, within, opened, resume });
})();
