// A quotation where it stands: a dialog with HTML that the server made.
(() => {
  let opened = null;

  const made = () => {
    const dialog = document.createElement("dialog");
    dialog.id = "viewer";
    dialog.setAttribute("aria-labelledby", "view-title");
    dialog.innerHTML = '<div class="view-bar"><button type="button" class="tool zoom" hidden>Full size</button>'
      + '<button type="button" class="tool shut">Close</button></div><div class="view prose" tabindex="-1"></div>';
    document.querySelector(".gradio-container .contain").append(dialog);
    dialog.addEventListener("close", () => { opened?.focus(); opened = null; });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.querySelector(".shut").addEventListener("click", () => dialog.close());
    dialog.querySelector(".zoom").addEventListener("click", (event) => {
      const full = dialog.classList.toggle("full");
      event.target.textContent = full ? "Fit to width" : "Full size";
      toFirst(dialog);
    });
    dialog.addEventListener("error", (event) => {
      const sheet = event.target.closest?.(".sheet");
      if (sheet) sheet.outerHTML = '<p class="notice">The image of this page could not be made.</p>';
    }, true);
    dialog.addEventListener("load", (event) => event.target.closest?.(".sheet")?.classList.add("there"), true);
    return dialog;
  };

  const toFirst = (dialog) => dialog.querySelector(".lit")?.scrollIntoView({ block: "center", inline: "center" });

  const told = (title, text) => `<h2 id="view-title">${title}</h2><p class="quiet" role="status">${text}</p>`;

  const fetched = async (address) => {
    try {
      const answer = await fetch(address);
      const kind = answer.headers.get("content-type") ?? "";
      if (kind.startsWith("text/html")) return await answer.text();
    } catch { /* told below */ }
    return told("This cannot be shown", "The program did not answer. Check that it is still running, and try again.");
  };

  const open = async (button) => {
    const dialog = document.getElementById("viewer") ?? made();
    const view = dialog.querySelector(".view");
    const zoom = dialog.querySelector(".zoom");
    opened = button;
    dialog.classList.remove("full");
    zoom.textContent = "Full size";
    zoom.hidden = true;
    view.innerHTML = told("One moment", "Opening the document ...");
    dialog.showModal();
    const html = await fetched(button.dataset.view);
    if (opened !== button) return;
    view.innerHTML = html;
    zoom.hidden = !view.querySelector(".sheet");
    view.scrollTo(0, 0);
    toFirst(dialog);
    view.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-view]");
    if (button) void open(button);
  });
})();
