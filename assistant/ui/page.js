// Markers lead to their card and back, passages and reasons unfold, answers are copied, examples are asked.
// Events are delegated to the document: what they concern comes and goes with every answer.
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 900px)");
  let lastMarker = null;

  const bring = (element, block) => element.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block });

  const show = (panel) => {
    document.querySelectorAll(".panel").forEach((each) => each.classList.toggle("front", each === panel));
  };

  const flash = (element) => {
    document.querySelectorAll(".flash").forEach((each) => each.classList.remove("flash"));
    void element.offsetWidth;
    element.classList.add("flash");
    bring(element, wide.matches ? "nearest" : "start");
    element.focus({ preventScroll: true });
  };

  const toCard = (marker) => {
    const card = document.getElementById(marker.dataset.card);
    if (!card) return;
    lastMarker = marker;
    show(card.closest(".panel"));
    flash(card);
  };

  const toMarker = (name) => {
    const known = lastMarker?.isConnected && lastMarker.dataset.card === name;
    const marker = known ? lastMarker : document.querySelector(`.marker[data-card="${name}"]`);
    if (marker) flash(marker);
  };

  const toPanel = (name) => {
    const panel = document.getElementById(name);
    if (!panel) return;
    show(panel);
    bring(panel, "start");
    panel.focus({ preventScroll: true });
  };

  const unfold = (button) => {
    const whole = button.closest(".card").classList.toggle("whole");
    button.setAttribute("aria-expanded", whole);
    button.textContent = whole ? "Less" : "Whole passage";
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  const copy = async (button) => {
    const tools = button.parentElement;
    const done = await copied(button.dataset.text);
    const told = tools.querySelector(".copied");
    told.textContent = done ? "Copied with references" : "The browser did not allow copying";
    setTimeout(() => { told.textContent = ""; }, 4000);
  };

  const box = () => document.querySelector("#question textarea");

  const ask = (text, button = "ask") => {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById(button).click(), 30);
    if (wide.matches) box().focus();
  };

  const explain = (button) => {
    const reason = document.getElementById(button.getAttribute("aria-controls"));
    reason.hidden = !reason.hidden;
    button.setAttribute("aria-expanded", !reason.hidden);
  };

  // What a person says of an answer goes to the program by a field and a button that nobody sees.
  const say = (turn, told) => {
    const field = document.querySelector("#opinion textarea, #opinion input");
    field.value = JSON.stringify({ turn: Number(turn), ...told });
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById("say").click(), 30);
  };

  const object = (button) => {
    const form = document.getElementById(button.getAttribute("aria-controls"));
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", !form.hidden);
    if (!form.hidden) form.querySelector("input").focus();
  };

  const objected = (form) => {
    const given = new FormData(form);
    const turn = form.dataset.turn;
    say(turn, { good: false, reason: given.get(`reason-${turn}`), wanted: given.get("wanted"), note: given.get("note") });
  };

  let answered = null;
  const hear = () => {
    const told = document.querySelector("#heard [data-turn]");
    if (!told?.textContent || told.outerHTML === answered) return;
    answered = told.outerHTML;
    const turn = document.getElementById(`turn-${told.dataset.turn}`);
    if (!turn) return;
    turn.querySelector(".copied").textContent = told.textContent;
    if (told.dataset.kept !== "true") return;
    const form = turn.querySelector(".opinion");
    form.hidden = true;
    turn.querySelector(".bad").setAttribute("aria-expanded", false);
  };

  // The conversation is kept by this browser alone, until a new one is begun. A browser may forbid that.
  const KEY = "dialogue";
  globalThis.dialogueStored = () => {
    try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; }
  };
  let keeping = null;
  const keep = () => {
    const text = document.querySelector("#kept p")?.textContent;
    if (text === undefined || text === keeping) return;
    keeping = text;
    try {
      if (text) localStorage.setItem(KEY, text);
      else localStorage.removeItem(KEY);
    } catch { /* no room, or not allowed: the conversation stays on the page */ }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.(".opinion")) return;
    event.preventDefault();
    objected(event.target);
  });

  const actions = {
    ".marker": toCard,
    ".number": (button) => toMarker(button.dataset.back),
    "[data-panel]": (button) => toPanel(button.dataset.panel),
    ".unfold": unfold,
    ".why": explain,
    ".requote": (button) => ask(button.dataset.question, "quote"),
    ".copy": copy,
    ".good": (button) => say(button.dataset.turn, { good: true }),
    ".bad": object,
    ".example": (button) => ask(button.textContent),
  };

  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(actions)) {
      const button = event.target.closest?.(selector);
      if (button) { void act(button); return; }
    }
  });

  // What is told is read out; the page follows what is being said, unless the person has scrolled away from it.
  let seen = null;
  let following = true;
  const atEnd = () => {
    const doing = document.getElementById("doing");
    return !doing || doing.getBoundingClientRect().bottom < innerHeight + 160;
  };
  addEventListener("scroll", () => { following = atEnd(); }, { capture: true, passive: true });

  const follow = () => {
    const [pending, chat, doing, told] = ["pending", "chat", "doing", "told"].map((id) => document.getElementById(id));
    if (!pending || !chat || !doing || !told) return;
    told.setAttribute("aria-live", "polite");
    const working = doing.querySelector(".working");
    const answering = working !== null;
    if (answering !== document.body.classList.contains("answering")) {
      document.body.classList.toggle("answering", answering);
      if (["ask", "stop"].includes(document.activeElement?.id)) box()?.focus();
      following = true;
    }
    if (working && following) bring(working, "nearest");
    const turns = chat.querySelectorAll(".turn");
    const notice = pending.querySelector(".notice");
    const state = `${turns.length} ${answering} ${notice !== null}`;
    if (seen === state) return;
    const grown = seen !== null;
    seen = state;
    const last = turns[turns.length - 1];
    if (notice) bring(notice, "nearest");
    else if (last && grown && !answering) last.scrollIntoView({ block: last.querySelector(".written") ? "nearest" : "start" });
    document.body.classList.toggle("talking", turns.length > 0);
    if (grown && !answering) document.getElementById("right")?.scrollTo({ top: 0 });
  };
  new MutationObserver(() => { follow(); hear(); keep(); }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  document.documentElement.lang = "en";
})();
