// Chooses light or dark before anything is drawn: as the system has it, unless the switch has set something else.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem('theme');

  const apply = () => {
    const theme = chosen() ?? (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.themeChoice = chosen() ?? 'system';
  };

  addEventListener('click', event => {
    if (!event.target.closest?.('[data-theme-switch]')) return;
    const other = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    // Back to what the system has: follow it again.
    if (other === (dark.matches ? 'dark' : 'light')) localStorage.removeItem('theme');
    else localStorage.setItem('theme', other);
    apply();
  });
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
  apply();
})();
