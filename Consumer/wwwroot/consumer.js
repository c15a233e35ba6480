// Follows the stream; the page is complete without this.
(() => {
  'use strict';
  const mostRows = 100;
  const mostLarge = 280;
  const announceEvery = 5000;
  const byId = id => document.getElementById(id);
  const rows = byId('rows');
  const blank = byId('row').content.querySelector('li');
  const pause = byId('pause');
  const waiting = new Map();
  let paused = false;
  let latestId = 0;
  let latestOpened = byId('latest-text').className === 'clear';
  let announcedAt = 0;

  const filter = byId('filter');

  function fill(row, message) {
    const part = selector => row.querySelector(selector);
    if (row.dataset.state === 'sealed' && message.state === 'opened' && row.dataset.id === String(message.id)) {
      row.classList.add('opening');
    }
    row.dataset.id = message.id;
    row.dataset.state = message.state;
    part('time').dateTime = message.timestamp;
    part('time').textContent = message.time;
    part('.place').textContent = `partition ${message.partition} · offset ${message.offset}`;
    part('.key').hidden = message.keyVersion === null;
    part('.key').title = message.keyId ?? '';
    part('.key').textContent = `key ${message.keyVersion}`;
    part('.trace').hidden = message.traceUrl === null;
    if (message.traceUrl !== null) {
      part('.trace').href = message.traceUrl;
      part('.trace').textContent = `trace ${message.traceId.slice(0, 8)}`;
    }
    part('.short').textContent = message.ends;
    part('.whole').textContent = message.sealed;
    part('.format').textContent = message.format;
    part('.chip').textContent = message.state;
    part('.text bdi').textContent = message.text ?? message.reason ?? '';
    part('.all').hidden = message.characters === null;
    part('.all').href = `/messages/${Number(message.id)}`;
    part('.all').textContent = `Shortened: see all ${message.characters} characters`;
    sift(row);
  }

  function sift(row) {
    const words = filter.value.trim().toLowerCase();
    const parts = ['.text', '.chip', '.key', '.trace'].map(selector => row.querySelector(selector).textContent);
    row.classList.toggle('out', words !== '' && !`${parts.join(' ')} ${row.querySelector('.key').title}`.toLowerCase().includes(words));
  }

  function show(message) {
    let row = rows.querySelector(`li[data-id="${Number(message.id)}"]`);
    if (row === null) {
      const newest = Number(rows.firstElementChild?.dataset.id ?? 0);
      if (message.id < newest) {
        return;
      }
      row = blank.cloneNode(true);
      row.classList.add('fresh');
      row.querySelector('details').open = byId('both').getAttribute('aria-pressed') === 'true';
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
    const shown = message.text ?? message.sealed;
    latest.querySelector('bdi').textContent = shown.length <= mostLarge ? shown : `${shown.slice(0, mostLarge)}…`;
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
    refreshProof();
  }

  // The server renders the chain; what it sends is encoded there.
  async function refreshProof() {
    const answer = await fetch('/proof');
    if (answer.ok) {
      const proof = byId('proof');
      const open = new Set([...proof.querySelectorAll('.link details[open]')].map(details => details.closest('.link').dataset.link));
      const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
      proof.replaceChildren(...parsed.body.childNodes);
      proof.querySelectorAll('.link details').forEach(details => { details.open ||= open.has(details.closest('.link').dataset.link); });
    }
  }

  function showChart(chart) {
    for (const [id, path] of [['rate', chart.rate], ['rate-area', chart.rateArea], ['median', chart.median], ['within95', chart.within95]]) {
      byId(id).setAttribute('d', path);
    }
    write('rate-text', chart.rateText);
    write('rate-top', chart.rateTop);
    write('latency-text', chart.latencyText);
    write('latency-top', chart.latencyTop);
  }

  function showServices(services) {
    for (const service of services) {
      const item = document.querySelector(`[data-service="${service.name}"]`);
      item.dataset.state = service.state;
      item.querySelector('span').textContent = service.text;
    }
  }

  let left = { oneIn: 1, notShown: 0 };
  let whilePaused = 0;
  function showNotes() {
    const notes = [];
    if (paused && whilePaused > 0) {
      notes.push(`Paused: ${whilePaused} newer changes wait.`);
    }
    if (left.oneIn > 1) {
      notes.push(`Too many to read: showing 1 in ${left.oneIn}.`);
    }
    if (left.notShown > 0) {
      notes.push(`${left.notShown} messages not shown.`);
    }
    byId('sampling').hidden = notes.length === 0;
    write('sampling', notes.join(' '));
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
  byId('both').hidden = false;
  byId('apply').hidden = true;
  byId('both').addEventListener('click', () => {
    const open = byId('both').getAttribute('aria-pressed') !== 'true';
    byId('both').setAttribute('aria-pressed', String(open));
    rows.querySelectorAll('details').forEach(details => { details.open = open; });
  });
  filter.addEventListener('input', () => rows.querySelectorAll('li').forEach(sift));
  filter.form.addEventListener('submit', event => event.preventDefault());
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
    if (!paused) {
      waiting.forEach(show);
      waiting.clear();
      whilePaused = 0;
    }
    showNotes();
  });

  const stream = new EventSource(`/api/messages/stream?after=${encodeURIComponent(document.body.dataset.lastEvent)}`);
  stream.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    if (paused) {
      waiting.set(message.id, message);
      whilePaused++;
      showNotes();
      if (waiting.size > mostRows) {
        waiting.delete(waiting.keys().next().value);
      }
    } else {
      show(message);
    }
  });
  for (const [name, listener] of [['chart', showChart], ['services', showServices], ['sampling', view => { left = view; showNotes(); }]]) {
    stream.addEventListener(name, event => listener(JSON.parse(event.data)));
  }
  stream.addEventListener('attestation', event => showAttestation(JSON.parse(event.data)));
  stream.addEventListener('error', async () => {
    // The browser follows on by itself unless it was refused; when the login has ended, the page leads to a new one.
    if (stream.readyState === EventSource.CLOSED && (await fetch('/api/attestation')).status === 401) {
      location.reload();
    }
  });
  stream.addEventListener('counts', event => showCounts(JSON.parse(event.data)));
})();
