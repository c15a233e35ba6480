// What the pages need beside Blazor: its start, and scrolling that a round trip to the server would make jerky.
(() => {
  Blazor.start({
    circuit: {
      reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: attempt => Math.min(250 * 2 ** attempt, 3000) },
    },
  });

  // A dashboard that was started afresh knows nothing of this page: load it again.
  document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected' || event.detail.state === 'resume-failed') location.reload();
  });

  // [data-follow] keeps its end in view while the user is there; the button [data-follow-switch] shows and sets it.
  const followers = new WeakMap();
  const button = element => document.querySelector(`[data-follow-switch="${element.id}"]`);
  const set = (element, on) => {
    followers.get(element).on = on;
    button(element)?.setAttribute('aria-pressed', on);
    if (on) element.scrollTop = element.scrollHeight;
  };
  const attach = element => {
    const state = { on: true, last: 0 };
    followers.set(element, state);
    element.addEventListener('scroll', () => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
      // Only a way up is the user's: content that grows leaves the position as it is.
      if (state.on && element.scrollTop < state.last - 4 && !atEnd) set(element, false);
      else if (!state.on && atEnd && element.scrollTop > state.last) set(element, true);
      state.last = element.scrollTop;
    }, { passive: true });
    new MutationObserver(() => { if (state.on) element.scrollTop = element.scrollHeight; }).observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] });
    set(element, true);
  };
  new MutationObserver(() => {
    for (const element of document.querySelectorAll('[data-follow]')) if (!followers.has(element)) attach(element);
  }).observe(document.body, { childList: true, subtree: true });
  addEventListener('click', event => {
    const pressed = event.target.closest?.('[data-follow-switch]');
    const element = pressed && document.getElementById(pressed.dataset.followSwitch);
    if (element) set(element, !followers.get(element).on);
  });

  // [data-close-on-escape] is the button that closes what is open.
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented) document.querySelector('[data-close-on-escape]')?.click();
  });

  // What opens beside a table takes the focus, and gives it back when it is closed.
  let details = null;
  let opener = null;
  new MutationObserver(() => {
    const shown = document.querySelector('.details');
    if (shown === details) return;
    if (shown && !details) {
      opener = document.activeElement;
      shown.focus({ preventScroll: true });
    } else if (!shown && opener?.isConnected && (document.activeElement === document.body || !document.activeElement)) opener.focus({ preventScroll: true });
    details = shown;
  }).observe(document.body, { childList: true, subtree: true });
})();
