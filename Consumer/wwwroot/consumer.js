// Follows the stream; the page is complete without this.
(() => {
  'use strict';
  const mostRows = 100;
  const announceEvery = 10000;
  const byId = id => document.getElementById(id);
  const rows = byId('rows');
  const blank = byId('row').content.querySelector('li');
  const pause = byId('pause');
  const waiting = new Map();
  let paused = false;
  let latest = null;
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
  }

  function showLatest(latest) {
    byId('latest-sealed').querySelector('bdi').textContent = latest.sealed;
    const text = byId('latest-text');
    text.className = latest.text === null ? 'closed' : 'clear';
    text.querySelector('bdi').textContent = latest.text ?? byId('unread').content.textContent;
    // Who listens to the page hears a sample, and none of a flood.
    if (left.oneIn === 1 && Date.now() - announcedAt > announceEvery) {
      announcedAt = Date.now();
      byId('announce').textContent = latest.text === null ? 'A sealed message arrived.' : `Newest message: ${latest.text}`;
    }
  }

  // A screen reader announces what is written anew, so only what differs is written.
  function write(id, text) {
    if (byId(id).textContent !== text) {
      byId(id).textContent = text;
    }
  }

  function showAttestation(headline) {
    document.body.dataset.state = headline.state;
    document.title = `${headline.title} – Confidential Kafka messages`;
    write('state-title', headline.title);
    write('state-text', headline.sentence);
    refreshProof();
  }

  // The server renders the chain; what it sends is encoded there.
  let shownProof = '';
  async function refreshProof() {
    const answer = await fetch('/proof');
    const html = answer.ok ? await answer.text() : shownProof;
    if (html === shownProof) {
      return;
    }
    shownProof = html;
    const proof = byId('proof');
    // An opened detail stays open, and the keyboard where it is.
    const nameOf = details => `${details.closest('.link')?.dataset.link} ${details.className}`;
    const open = new Set([...proof.querySelectorAll('details[open]')].map(nameOf));
    const focused = proof.contains(document.activeElement) ? nameOf(document.activeElement.closest('details')) : null;
    proof.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
    for (const details of proof.querySelectorAll('details')) {
      details.open ||= open.has(nameOf(details));
      if (nameOf(details) === focused) {
        details.querySelector('summary').focus({ preventScroll: true });
      }
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

  // The figures change every second; that there is a flood, and that it is over, is said once each.
  function showSampling(view) {
    if (view.oneIn > 1 !== left.oneIn > 1) {
      byId('announce').textContent = view.oneIn > 1 ? 'Too many messages to read: a sample is shown.' : 'All messages are shown again.';
    }
    left = view;
    showNotes();
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
    pause.textContent = paused ? 'Go on' : 'Pause';
    pause.classList.toggle('on', paused);
    if (!paused) {
      if (latest !== null) {
        showLatest(latest);
      }
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
  for (const [name, listener] of [['chart', showChart], ['services', showServices], ['sampling', showSampling]]) {
    stream.addEventListener(name, event => listener(JSON.parse(event.data)));
  }
  stream.addEventListener('latest', event => {
    latest = JSON.parse(event.data);
    if (!paused) {
      showLatest(latest);
    }
  });
  stream.addEventListener('open', () => write('offline', ''));
  stream.addEventListener('attestation', event => showAttestation(JSON.parse(event.data)));
  stream.addEventListener('error', async () => {
    write('offline', 'The consumer does not answer. What is shown here may be old; the page goes on by itself when it is back.');
    // The browser follows on by itself unless it was refused; when the login has ended, the page leads to a new one.
    if (stream.readyState === EventSource.CLOSED && (await fetch('/api/attestation')).status === 401) {
      location.reload();
    }
  });
  stream.addEventListener('counts', event => showCounts(JSON.parse(event.data)));
})();
