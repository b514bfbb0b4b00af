// Markers lead to their card and back, passages unfold, answers are copied, examples are asked.
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
    const done = await copied(tools.querySelector("template").content.textContent);
    const told = tools.querySelector(".copied");
    told.textContent = done ? "Copied with references" : "The browser did not allow copying";
    setTimeout(() => { told.textContent = ""; }, 4000);
  };

  const ask = (text) => {
    const box = document.querySelector("#question textarea");
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById("ask").click(), 30);
    if (wide.matches) box.focus();
  };

  const actions = {
    ".marker": toCard,
    ".number": (button) => toMarker(button.dataset.back),
    "[data-panel]": (button) => toPanel(button.dataset.panel),
    ".unfold": unfold,
    ".copy": copy,
    ".example": (button) => ask(button.textContent),
  };

  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(actions)) {
      const button = event.target.closest?.(selector);
      if (button) { void act(button); return; }
    }
  });

  // The conversation is a live region, and follows what is being said.
  let seen = null;
  const follow = () => {
    const pending = document.getElementById("pending");
    const chat = document.getElementById("chat");
    if (!pending || !chat) return;
    pending.setAttribute("aria-live", "polite");
    const turns = chat.querySelectorAll(".turn");
    const working = pending.querySelector(".turn, .notice");
    const state = `${turns.length} ${working?.className ?? ""}`;
    if (seen === state) return;
    const grown = seen !== null;
    seen = state;
    if (working) bring(working, "nearest");
    else if (turns.length && grown) turns[turns.length - 1].scrollIntoView({ block: "start" });
    document.body.classList.toggle("talking", turns.length > 0);
    if (grown) document.getElementById("right")?.scrollTo({ top: 0 });
  };
  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });
  document.documentElement.lang = "en";
})();
