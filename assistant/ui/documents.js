// Files of unknown kinds or above the limit are refused one by one, before anything is sent: Gradio would refuse all.
(() => {
  const refused = (file, kinds, most) => {
    const name = file.name.toLowerCase();
    if (!kinds.some((kind) => name.length > kind.length && name.endsWith(kind))) return "files of this kind cannot be read";
    const size = file.size / 2 ** 20;
    return size > most ? `it has ${size.toFixed(1)} MB; the limit is ${most} MB` : "";
  };

  const line = (name, reason) => {
    const item = document.createElement("li");
    const told = document.createElement("bdi");
    told.textContent = name;
    item.append(told, `: ${reason}`);
    return item;
  };

  // The files that may be sent; the others are listed.
  const sorted = (files) => {
    const list = document.querySelector("#refused-here .refused");
    const kinds = JSON.parse(list.dataset.kinds);
    const kept = new DataTransfer();
    const lines = [];
    for (const file of files) {
      const reason = refused(file, kinds, Number(list.dataset.mostMb));
      if (reason) lines.push(line(file.name, reason)); else kept.items.add(file);
    }
    list.firstElementChild.replaceChildren(...lines);
    return { kept: kept.files, all: lines.length === 0 };
  };

  const given = (event) => {
    const input = event.target;
    if (!input.matches?.("#drop input[type=file]") || event.detail === "sorted") return;
    const { kept, all } = sorted([...input.files]);
    if (all) return;
    event.stopImmediatePropagation();
    input.files = kept;
    if (kept.length) input.dispatchEvent(new CustomEvent("change", { detail: "sorted" }));
  };

  const dropped = (event) => {
    if (!event.target.closest?.("#drop") || !event.dataTransfer?.files.length) return;
    const { kept, all } = sorted([...event.dataTransfer.files]);
    if (all) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const input = document.querySelector("#drop input[type=file]");
    input.files = kept;
    if (kept.length) input.dispatchEvent(new CustomEvent("change", { detail: "sorted" }));
  };

  document.addEventListener("change", given, true);
  document.addEventListener("drop", dropped, true);

  document.addEventListener("click", (event) => {
    const to = event.target.closest?.("[data-tab], [data-focus]");
    if (!to) return;
    if (to.dataset.tab) document.getElementById(`${to.dataset.tab}-button`)?.click();
    else document.querySelector(`#${to.dataset.focus} :is(input, textarea, button)`)?.focus();
  });
})();
