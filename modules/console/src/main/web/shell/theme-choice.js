import { Store } from '../lib/store.js';

const KEY = 'plenum.theme';

/** 'system' | 'light' | 'dark' */
export const theme = new Store(document.documentElement.dataset.theme ?? 'system');

export function setTheme(choice) {
  theme.value = choice;
  if (choice === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = choice;
  }
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // It holds for this tab only.
  }
}
