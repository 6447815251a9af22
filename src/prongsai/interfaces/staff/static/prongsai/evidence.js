/* Uploads with progress: one request per file; one that fails stays in the list and can be tried again, the others go on. */
"use strict";

document.querySelectorAll("[data-uploads]").forEach((form) => {
  const find = (selector, root = form) => root.querySelector(selector);
  const input = find("input[type=file]");
  const list = find("[data-upload-list]");
  const words = form.dataset;
  const waiting = [];
  let running = false;
  let taken = 0;

  const mb = (bytes) => (bytes / 1048576).toFixed(1);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const next = () => {
    const entry = waiting.shift();
    running = Boolean(entry);
    if (entry) send(entry);
    else if (taken && !find(".is-failed", list)) location.assign(words.then);
    else if (taken) find("[data-upload-next]").hidden = false;
  };

  const settle = (entry, fault, mayRetry) => {
    entry.request = null;
    entry.part.classList.toggle("is-failed", Boolean(fault));
    find("[data-fault]", entry.part).textContent = fault;
    find("[data-retry]", entry.part).hidden = !mayRetry;
    find("[data-cancel]", entry.part).hidden = !fault;
    if (fault) entry.show(0, "");
    next();
  };

  const answered = (entry) => {
    let told;
    try { told = JSON.parse(entry.request.responseText); } catch { return settle(entry, words.broken, true); }
    if (told.refused.length) return settle(entry, told.refused[0].message, entry.request.status >= 500);
    taken += 1;
    entry.show(1, words.done);
    find("[data-upload-said]").textContent = fill(words.taken, { name: entry.file.name });
    return settle(entry, "");
  };

  const send = (entry) => {
    const { file, part, show } = entry;
    const data = new FormData(form);
    const request = new XMLHttpRequest();
    const total = mb(file.size);
    data.set(input.name, file, file.name);
    entry.request = request;
    part.classList.remove("is-failed");
    find("[data-fault]", part).textContent = "";
    find("[data-retry]", part).hidden = true;
    find("[data-cancel]", part).hidden = false;
    show(0, fill(words.bytes, { done: mb(0), total }));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      const share = event.total ? event.loaded / event.total : 0;
      show(share, share < 1 ? fill(words.bytes, { done: mb(share * file.size), total }) : words.storing);
    });
    request.addEventListener("load", () => answered(entry));
    request.addEventListener("error", () => settle(entry, words.broken, true));
    request.addEventListener("abort", () => { part.remove(); settle(entry, ""); });
    request.send(data);
  };

  const add = (file) => {
    const part = find("template").content.firstElementChild.cloneNode(true);
    const bar = find("[role=progressbar]", part);
    const show = (share, text) => {
      bar.setAttribute("aria-valuenow", Math.round(100 * share));
      find(".bar-brand", part).setAttribute("width", `${100 * share}%`);
      find("[data-bytes]", part).textContent = text;
    };
    const entry = { file, part, show };
    find("[data-name]", part).textContent = file.name;
    bar.setAttribute("aria-label", file.name);
    find("[data-cancel]", part).addEventListener("click", () => {
      if (entry.request) return entry.request.abort();
      if (waiting.includes(entry)) waiting.splice(waiting.indexOf(entry), 1);
      part.remove();
      return running || next();
    });
    find("[data-retry]", part).addEventListener("click", () => { waiting.push(entry); running || next(); });
    show(0, words.waits);
    list.append(part);
    waiting.push(entry);
  };

  find("button:not([type=button])").hidden = true;
  input.addEventListener("change", () => {
    [...input.files].forEach(add);
    input.value = "";
    find(".drop-names").hidden = true;
    running || next();
  });
  window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
});
