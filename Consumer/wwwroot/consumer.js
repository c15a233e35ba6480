// Follows the stream; the page is complete without this.
(() => {
  'use strict';
  const mostRows = 100;
  const announceEvery = 5000;
  const byId = id => document.getElementById(id);
  const rows = byId('rows');
  const blank = byId('row').content.querySelector('tr');
  const pause = byId('pause');
  const waiting = new Map();
  let paused = false;
  let latestId = 0;
  let latestOpened = byId('latest-text').className === 'clear';
  let announcedAt = 0;

  const shorten = text => text.length <= 44 ? text : `${text.slice(0, 22)}…${text.slice(-18)}`;

  function fill(row, message) {
    const part = selector => row.querySelector(selector);
    const time = part('time');
    row.dataset.id = message.id;
    row.dataset.state = message.state;
    time.dateTime = message.timestamp;
    time.textContent = new Date(message.timestamp).toISOString().slice(11, 19);
    part('small').textContent = `${message.partition}/${message.offset}`;
    part('.short').textContent = shorten(message.sealed);
    part('.whole').textContent = message.sealed;
    part('.format').textContent = message.format;
    part('.key').textContent = message.keyId ?? '';
    part('.chip').textContent = message.state;
    part('.text').textContent = message.text ?? message.reason ?? '';
  }

  function show(message) {
    let row = rows.querySelector(`tr[data-id="${Number(message.id)}"]`);
    if (row === null) {
      const newest = Number(rows.firstElementChild?.dataset.id ?? 0);
      if (message.id < newest) {
        return;
      }
      row = blank.cloneNode(true);
      row.classList.add('fresh');
      rows.prepend(row);
      while (rows.childElementCount > mostRows) {
        rows.lastElementChild.remove();
      }
    }
    fill(row, message);
    byId('empty').hidden = true;
    showLatest(message);
  }

  function showLatest(message) {
    const opened = message.text !== null;
    if (message.id < latestId && !(opened && !latestOpened) || !opened && latestOpened) {
      return;
    }
    latestId = message.id;
    latestOpened = opened;
    const latest = byId('latest-text');
    latest.className = opened ? 'clear' : 'cipher';
    latest.textContent = message.text ?? message.sealed;
    if (Date.now() - announcedAt > announceEvery) {
      announcedAt = Date.now();
      byId('announce').textContent = opened ? `Newest message: ${message.text}` : 'A sealed message arrived.';
    }
  }

  const titles = {
    none: 'Holds no key', attesting: 'Asking for the key', released: 'Key released', refused: 'Key refused', unavailable: 'Key not available',
  };
  const sentences = {
    none: view => view.reason,
    attesting: view => `No key is held yet. ${view.reason ?? ''}`,
    released: view => `The pod was attested, and the key vault released the key ${view.keyId} to it.`,
    refused: view => `No key is held, because it was refused: ${view.reason}`,
    unavailable: view => `No key is held, because it could not be asked for: ${view.reason}`,
  };

  // A screen reader announces what is written anew, so only what differs is written.
  function write(id, text) {
    if (byId(id).textContent !== text) {
      byId(id).textContent = text;
    }
  }

  function showAttestation(view) {
    document.body.dataset.state = view.state;
    document.title = `${titles[view.state]} – Confidential Kafka messages`;
    write('state-title', titles[view.state]);
    write('state-text', sentences[view.state](view));
    byId('claims-none').hidden = view.claims.length > 0;
    byId('claims-source').hidden = view.claims.length === 0;
    write('claims-maa', view.maaEndpoint ?? '');
    write('claims-akv', view.akvEndpoint ?? '');
    byId('claims').replaceChildren(...view.claims.map(claim => {
      const entry = element('div', '');
      const name = element('dt', '');
      name.append(element('code', claim.name));
      const meaning = element('dd', '');
      meaning.append(element('span', claim.value, 'value'), ' ', element('span', claim.meaning, 'quiet'));
      entry.append(name, meaning);
      return entry;
    }));
  }

  function element(name, text, className = '') {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) {
      made.className = className;
    }
    return made;
  }

  function showCounts(counts) {
    if (counts.board !== document.body.dataset.board) {
      // The consumer was started anew; what is shown here is another run's.
      location.reload();
      return;
    }
    byId('count-received').textContent = counts.received;
    byId('count-opened').textContent = counts.opened;
    byId('count-refused').textContent = counts.refused;
    byId('count-rate').textContent = counts.perSecond.toFixed(1);
  }

  pause.hidden = false;
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
    if (!paused) {
      waiting.forEach(show);
      waiting.clear();
    }
  });

  const stream = new EventSource(`/api/messages/stream?after=${encodeURIComponent(document.body.dataset.lastEvent)}`);
  stream.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    if (paused) {
      waiting.set(message.id, message);
      if (waiting.size > mostRows) {
        waiting.delete(waiting.keys().next().value);
      }
    } else {
      show(message);
    }
  });
  stream.addEventListener('attestation', event => showAttestation(JSON.parse(event.data)));
  stream.addEventListener('error', async () => {
    // The browser follows on by itself unless it was refused; when the login has ended, the page leads to a new one.
    if (stream.readyState === EventSource.CLOSED && (await fetch('/api/attestation')).status === 401) {
      location.reload();
    }
  });
  stream.addEventListener('counts', event => showCounts(JSON.parse(event.data)));
})();
