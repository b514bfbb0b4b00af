// Markers lead to their card and back; an answer is copied with its references. Events are delegated: cards come and go.
(() => {
  const flash = (target) => {
    target.scrollIntoView({ behavior: "smooth", block: "center" });
    target.classList.remove("flash");
    void target.offsetWidth;
    target.classList.add("flash");
    target.focus({ preventScroll: true });
  };
  const copy = async (button) => {
    const text = button.parentElement.querySelector("template").content.textContent;
    const told = button.parentElement.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    told.textContent = "Copied with references";
    setTimeout(() => { told.textContent = ""; }, 4000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-target], .copy");
    if (!button) return;
    if (button.classList.contains("copy")) { void copy(button); return; }
    const target = document.getElementById(button.dataset.target);
    if (target) flash(target);
  });
  document.documentElement.lang = "en";
})();
