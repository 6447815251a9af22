/* What script adds to the pages: each part is a comfort, and every page works without it. */
"use strict";

document.documentElement.classList.add("js");

(() => {
  const each = (root, selector, act) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  };

  // Toasts: closed by their button, or by themselves when there is nothing in them to press.
  const STAYS = 8000;
  const setUpToast = (toast) => {
    toast.querySelector(".flash-close")?.addEventListener("click", () => toast.remove());
    if (toast.querySelector("a, button:not(.flash-close)")) return;
    let timer;
    const start = () => { timer = setTimeout(() => toast.remove(), STAYS); };
    ["mouseenter", "focusin"].forEach((event) => toast.addEventListener(event, () => clearTimeout(timer)));
    ["mouseleave", "focusout"].forEach((event) => toast.addEventListener(event, start));
    start();
  };

  // Bulk bar: shown with the first ticked box. The box in the table's head ticks them all.
  const setUpBulk = (form) => {
    const bar = form.querySelector("[data-bulk-bar]");
    const all = form.querySelector("[data-tick-all]");
    const boxes = () => [...form.querySelectorAll("[data-tick]")];
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      boxes().forEach((box) => box.closest("tr")?.classList.toggle("is-picked", box.checked));
      if (all) {
        all.checked = ticked > 0 && ticked === boxes().length;
        all.indeterminate = ticked > 0 && !all.checked;
      }
      if (!bar) return;
      bar.hidden = ticked === 0;
      const words = bar.querySelector("[data-bulk-words]");
      if (words) words.textContent = words.dataset.bulkWords.replace("{count}", ticked);
    };
    form.addEventListener("change", (event) => {
      if (event.target === all) boxes().forEach((box) => { box.checked = all.checked; });
      if (event.target === all || event.target.matches("[data-tick]")) show();
    });
    form.querySelector("[data-untick]")?.addEventListener("click", (event) => {
      event.preventDefault();
      boxes().forEach((box) => { box.checked = false; });
      show();
    });
    if (all) all.closest("[hidden]")?.removeAttribute("hidden");
    show();
  };

  // Busy: the pressed button says what is going on, keeps its width, and a second press does nothing.
  const busy = new WeakSet();
  const markBusy = (form, button) => {
    if (!button) return;
    button.style.minWidth = `${button.offsetWidth}px`;
    const spinner = document.createElement("span");
    const words = document.createElement("span");
    spinner.className = "spinner";
    spinner.setAttribute("aria-hidden", "true");
    words.className = "btn-busy-word";
    words.textContent = form.dataset.busy;
    if (!button.querySelector("span")) button.innerHTML = `<span>${button.innerHTML}</span>`;
    button.append(spinner, words);
    button.classList.add("is-busy");
    button.setAttribute("aria-disabled", "true");
  };
  const unmarkBusy = (form) => {
    busy.delete(form);
    each(form, ".is-busy", (button) => {
      each(button, ".spinner, .btn-busy-word", (part) => part.remove());
      button.classList.remove("is-busy");
      button.removeAttribute("aria-disabled");
      button.style.minWidth = "";
    });
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-busy]") || event.defaultPrevented) return;
    if (busy.has(form)) {
      event.preventDefault();
      return;
    }
    busy.add(form);
    markBusy(form, event.submitter || form.querySelector("button:not([type=button])"));
  });
  window.addEventListener("pageshow", () => each(document, "[data-busy]", unmarkBusy));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.matches?.("[data-busy]")) unmarkBusy(event.target);
  });

  // A fault told in answer to a part of the page that was sent is shown as the page that it is: what was typed stands on it.
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, requestConfig } = event.detail;
    const told = new DOMParser().parseFromString(xhr.responseText, "text/html");
    if (xhr.status < 500 || requestConfig.verb === "get" || !told.querySelector("h1")) return;
    document.title = told.title;
    document.body.replaceWith(document.adoptNode(told.body));
    setUp(document.body);
    const heading = document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  });

  // File drop: the box is the input's own; here the names of the chosen files are written into it.
  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const setUpDrop = (drop) => {
    const input = drop.querySelector("input[type=file]");
    const names = drop.querySelector(".drop-names");
    const show = () => {
      names.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} · ${size(file.size)}`;
        return line;
      }));
      names.hidden = input.files.length === 0;
    };
    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach((event) => drop.addEventListener(event, () => drop.classList.add("is-over")));
    ["dragleave", "drop"].forEach((event) => drop.addEventListener(event, () => drop.classList.remove("is-over")));
    show();
  };

  // What-if: moving the slider of a target writes its value beside it and ticks its line.
  const setUpWhatIf = (form) => form.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const line = event.target.closest("li");
    line.querySelector("[type=checkbox]").checked = true;
    const output = line.querySelector("output");
    output.textContent = output.dataset.words.replace("{target}", event.target.value);
  });

  // Menus: one open at a time, closed by Escape (the focus goes back) or by a press elsewhere.
  const closeMenus = (except) => each(document, "details[data-menu][open]", (menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement?.closest("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Ctrl+/ goes to the search box. A key alone would be a letter on a Thai keyboard, and in the way of those who speak to their machine.
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Slash" || !(event.ctrlKey || event.metaKey)) return;
    const box = ["#search-q", "#topbar-search"].map((one) => document.querySelector(one)).find((one) => one?.offsetParent);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const setUp = (root) => {
    each(root, ".flash", setUpToast);
    each(root, "[data-bulk]", setUpBulk);
    each(root, "[data-drop]", setUpDrop);
    each(root, "[data-what-if]", setUpWhatIf);
  };
  setUp(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target === document.body) return;
    setUp(event.target);
    event.target.querySelector("[data-errors]")?.focus();
  });
})();
