// Keeps the pages up to date. Every page is complete without it; the server renders all HTML, this file only puts it in place.
(() => {
  'use strict';
  document.documentElement.classList.add('js');

  const announcement = document.getElementById('announcement');
  const linkState = document.getElementById('link-state');
  const toSecond = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  const clocks = {
    s: new Intl.DateTimeFormat(undefined, toSecond),
    ms: new Intl.DateTimeFormat(undefined, { ...toSecond, fractionalSecondDigits: 3 }),
  };

  // Times come in UTC and are shown in the reader's time zone.
  function localizeTimes(root) {
    for (const time of root.querySelectorAll('time[datetime]')) {
      time.textContent = clocks[time.dataset.to].format(new Date(time.dateTime));
    }
  }

  // Changes `current` into `wanted` with as few edits as possible, so that focus, selection and open details stay.
  function morph(current, wanted) {
    if (current.nodeType === Node.TEXT_NODE) {
      if (current.data !== wanted.data) {
        current.data = wanted.data;
      }
      return;
    }
    if (current.nodeType !== Node.ELEMENT_NODE) {
      return;
    }
    for (const { name } of [...current.attributes]) {
      if (!wanted.hasAttribute(name) && !(name === 'open' && current.localName === 'details')) {
        current.removeAttribute(name);
      }
    }
    for (const { name, value } of wanted.attributes) {
      if (current.getAttribute(name) !== value) {
        current.setAttribute(name, value);
      }
    }
    morphChildren(current, wanted);
  }

  const keyOf = node => node.nodeType === Node.ELEMENT_NODE ? node.dataset.key : undefined;
  const fits = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

  function morphChildren(current, wanted) {
    const keyed = new Map();
    for (const child of current.children) {
      if (child.dataset.key !== undefined) {
        keyed.set(child.dataset.key, child);
      }
    }
    let place = current.firstChild;
    for (const child of [...wanted.childNodes]) {
      const known = keyed.get(keyOf(child)) ?? (place && fits(place, child) ? place : null);
      if (known && known.nodeName === child.nodeName) {
        if (known === place) {
          place = place.nextSibling;
        } else {
          current.insertBefore(known, place);
        }
        morph(known, child);
      } else {
        current.insertBefore(child, place);
      }
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  function announce(sentence, isGood) {
    announcement.classList.toggle('bad', !isGood);
    announcement.textContent = sentence;
  }

  function showLink(isOn) {
    linkState.classList.toggle('on', isOn);
    const text = isOn ? 'Live' : 'Connection to the dashboard lost, trying again';
    if (linkState.textContent !== text) {
      linkState.textContent = text;
    }
  }

  // A browser allows few connections to one host: a hidden tab gives its own back.
  function listen(address, handlers) {
    let source = null;
    const open = () => {
      if (source) {
        return;
      }
      source = new EventSource(typeof address === 'function' ? address() : address);
      source.onopen = () => showLink(true);
      source.onerror = () => {
        showLink(false);
        if (source.readyState === EventSource.CLOSED) {
          close();
          setTimeout(() => document.hidden || open(), 2000);
        }
      };
      for (const [name, handle] of Object.entries(handlers)) {
        source.addEventListener(name, handle);
      }
    };
    const close = () => {
      source?.close();
      source = null;
    };
    document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
    addEventListener('pagehide', close);
    open();
  }

  const live = document.getElementById('live');
  localizeTimes(document);
  if (live?.dataset.live) {
    listen(live.dataset.live, {
      content: event => {
        const wanted = document.createElement('div');
        wanted.innerHTML = event.data;
        localizeTimes(wanted);
        morphChildren(live, wanted);
      },
    });
  }

  // Commands: asked, sent and answered without leaving the page.
  document.addEventListener('submit', async event => {
    const form = event.target.closest('form[data-command]');
    if (!form) {
      return;
    }
    event.preventDefault();
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) {
      return;
    }
    const button = form.querySelector('button');
    button.disabled = true;
    announce(`${button.getAttribute('aria-label') ?? button.textContent} …`, true);
    try {
      const answer = await fetch(form.dataset.command, { method: 'POST', headers: { Accept: 'application/json' } });
      if (answer.ok) {
        const { success, message } = await answer.json();
        announce(message, success);
      } else {
        announce(answer.status === 404 ? 'The resource does not offer this command at present.' : await answer.text(), false);
      }
    } catch {
      announce('The command could not be sent: the dashboard does not answer.', false);
    } finally {
      button.disabled = false;
      button.focus();
    }
  });

  // Console log
  const log = document.getElementById('console');
  if (log) {
    const most = 2000;
    const lines = log.querySelector('ol');
    const filter = document.getElementById('filter');
    const follow = document.getElementById('follow');
    const errorsOnly = document.getElementById('errors-only');
    const count = document.getElementById('line-count');
    let following = true;
    let last = log.dataset.after;

    const isShown = item => (!errorsOnly.checked || item.classList.contains('err'))
      && item.querySelector('.text').textContent.toLowerCase().includes(filter.value.toLowerCase());

    const setFollowing = on => {
      following = on;
      follow.setAttribute('aria-pressed', String(on));
      toEnd();
    };
    const toEnd = () => {
      if (following) {
        log.scrollTop = log.scrollHeight;
      }
    };
    const showCount = () => {
      const shown = lines.querySelectorAll('li:not([hidden])').length;
      count.textContent = shown === lines.children.length ? `${shown} lines` : `${shown} of ${lines.children.length} lines`;
    };
    const applyFilter = () => {
      for (const item of lines.children) {
        item.hidden = !isShown(item);
      }
      showCount();
      toEnd();
    };

    let pending = [];
    const flush = () => {
      for (const { timestamp, isError, text } of pending) {
        const item = document.createElement('li');
        item.classList.toggle('err', isError);
        const time = document.createElement('time');
        time.dateTime = time.title = timestamp;
        time.textContent = clocks.ms.format(new Date(timestamp));
        const stream = document.createElement('span');
        stream.className = 'stream';
        stream.textContent = isError ? 'err' : '';
        const content = document.createElement('span');
        content.className = 'text';
        content.textContent = text;
        item.append(time, ' ', stream, ' ', content);
        item.hidden = !isShown(item);
        lines.append(item);
      }
      pending = [];
      while (lines.children.length > most) {
        lines.firstElementChild.remove();
      }
      showCount();
      toEnd();
    };

    listen(() => `${log.dataset.stream}?after=${encodeURIComponent(last)}`, {
      reset: () => {
        pending = [];
        lines.replaceChildren();
        showCount();
      },
      line: event => {
        last = event.lastEventId;
        if (pending.push(JSON.parse(event.data)) === 1) {
          requestAnimationFrame(flush);
        }
      },
    });
    filter.form.addEventListener('submit', event => event.preventDefault());
    filter.addEventListener('input', applyFilter);
    errorsOnly.addEventListener('change', applyFilter);
    follow.addEventListener('click', () => setFollowing(!following));
    log.addEventListener('scroll', () => {
      const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
      if (atEnd !== following) {
        setFollowing(atEnd);
      }
    });
    applyFilter();
  }
})();
