import { addMessages, locale } from '../lib/i18n.js';

/** The languages that have catalogs, in folders of messages/. */
const LOCALES = ['en'];

const loaded = new Map();

/** Takes the reader's language where there is a catalog, and their way to write numbers and times in any case. */
export function chooseLocale(wanted = navigator.languages ?? [navigator.language]) {
  const tag = wanted.find((one) => LOCALES.includes(one.split('-')[0])) ?? 'en';
  locale.value = tag;
  document.documentElement.lang = tag;
}

/** Loads the messages of an area, which are those whose keys begin with its name: a file in the folder of the language. */
export function loadMessages(area) {
  const language = locale.value.split('-')[0];
  const file = `${language}/${area}`;
  if (!loaded.has(file)) {
    const loading = import(`../messages/${language}/${area}.json`).then(({ default: catalog }) => addMessages(catalog));
    loaded.set(file, loading);
    // A failed load is tried again the next time.
    loading.catch(() => loaded.delete(file));
  }
  return loaded.get(file);
}
