// Runs before anything is painted, so that a chosen theme does not flash in the other colours.
try {
  const theme = localStorage.getItem('plenum.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is closed to this page: the system's theme it is.
}
