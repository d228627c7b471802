// What the page does beyond links and forms: times of the reader's clock, and news as they happen.
(() => {
  'use strict';
  const body = document.body;
  const notice = document.getElementById('notice');
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'medium' });

  const localTimes = (root) => {
    for (const each of root.querySelectorAll('time[datetime]')) {
      const at = new Date(each.dateTime);
      if (!Number.isNaN(at.getTime())) {
        const said = clock.format(at);
        if (each.hasAttribute('data-full')) each.textContent = said;
        each.title = said;
      }
    }
  };
  localTimes(document);
  body.addEventListener('htmx:load', (event) => localTimes(event.detail.elt));

  // One stream a tab, and none while nobody looks.
  let source = null;
  let due = null;
  const tell = (name) => body.dispatchEvent(new CustomEvent(name));
  const changed = () => {
    due ??= setTimeout(() => { due = null; tell('changed'); }, 1000);
  };
  const listen = () => {
    if (!body.dataset.live) return;
    if (document.hidden) {
      source?.close();
      source = null;
      clearTimeout(due);
      due = null;
    } else if (source === null) {
      source = new EventSource(body.dataset.live);
      for (const name of ['message', 'attachment', 'job', 'lane']) source.addEventListener(name, changed);
    }
  };
  document.addEventListener('visibilitychange', () => {
    listen();
    if (!document.hidden) tell('tick');
  });
  addEventListener('pagehide', () => source?.close());
  setInterval(() => { if (!document.hidden) tell('tick'); }, 15000);
  listen();

  body.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.target === notice) notice.className = '';
  });

  // What went wrong is said, not swallowed.
  const say = (text) => { notice.textContent = text; notice.className = 'bad'; };
  body.addEventListener('htmx:responseError', (event) => {
    let detail = '';
    try { detail = JSON.parse(event.detail.xhr.responseText).detail ?? ''; } catch { /* no problem document */ }
    say(`${body.dataset.failed} ${detail}`);
  });
  body.addEventListener('htmx:sendError', () => say(body.dataset.failed));

  // A list's boxes: all at once, and how many.
  const count = (form) => {
    const boxes = [...form.querySelectorAll('input[name=id]')];
    const chosen = boxes.filter((box) => box.checked).length;
    for (const button of form.querySelectorAll('button[data-chosen]')) {
      button.disabled = chosen === 0;
      button.textContent = button.dataset.chosen.replace('#', chosen);
    }
    const all = form.querySelector('input[data-all]');
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
  };
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form');
    if (!form) return;
    if (event.target.matches('input[data-all]')) {
      for (const box of form.querySelectorAll('input[name=id]')) box.checked = event.target.checked;
    }
    if (event.target.matches('input[type=checkbox]')) count(form);
    if (event.target.matches('form.filter select')) form.requestSubmit();
  });
})();
