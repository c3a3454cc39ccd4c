import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addMessages, locale, t } from '../../main/web/lib/i18n.js';

const web = fileURLToPath(new URL('../../main/web', import.meta.url));

test('values stand in the place of their names', () => {
  addMessages({ 'x.hello': 'Hello {name}, you have {count, number} things.' });
  locale.value = 'en';
  assert.equal(t('x.hello', { name: 'Ada', count: 1234 }), 'Hello Ada, you have 1,234 things.');
});

test('plurals follow the rules of the language', () => {
  addMessages({ 'x.rows': '{count, plural, =0 {no rows} one {# row} other {# rows}}' });
  locale.value = 'en';
  assert.deepEqual(
    [0, 1, 1000].map((count) => t('x.rows', { count })),
    ['no rows', '1 row', '1,000 rows'],
  );
});

test('plurals use the forms that a language has', () => {
  addMessages({ 'x.files': '{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}' });
  locale.value = 'pl';
  assert.deepEqual(
    [1, 3, 5].map((n) => t('x.files', { n })),
    ['1 plik', '3 pliki', '5 plików'],
  );
  locale.value = 'en';
});

test('choices by word fall back to other', () => {
  addMessages({ 'x.kind': '{kind, select, a {first {n}} other {else}}' });
  assert.equal(t('x.kind', { kind: 'a', n: 2 }), 'first 2');
  assert.equal(t('x.kind', { kind: 'z' }), 'else');
});

test('quoted braces are plain', () => {
  addMessages({ 'x.brace': "Write '{name'} like this" });
  assert.equal(t('x.brace'), 'Write {name} like this');
});

function files(folder, ending) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name), ending) : entry.name.endsWith(ending) ? [join(folder, entry.name)] : [],
  );
}

/** Every catalog of a language, by area. */
function catalogs(language) {
  const folder = join(web, 'messages', language);
  return new Map(readdirSync(folder).map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))]));
}

/** Areas whose file has another name: they are the components' own and always there. */
const COMMON = ['common', 'call', 'confirm', 'diff', 'extension', 'field', 'log', 'plan', 'problem', 'state', 'table', 'option'];

test('every key that a source uses has a message', () => {
  const known = new Set([...catalogs('en').values()].flatMap(Object.keys));
  const missing = [];
  for (const file of files(web, '.js')) {
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
      if (!known.has(key)) {
        missing.push(`${file.slice(web.length + 1)}: ${key}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});

test('a page uses only messages of its own area and common ones', () => {
  const foreign = [];
  for (const file of files(join(web, 'pages'), '.js')) {
    const own = file.slice(join(web, 'pages').length + 1).split('/')[0];
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
      const area = key.split('.')[0];
      if (!pageAreas(own).includes(area) && !COMMON.includes(area) && area !== 'shell') {
        foreign.push(`${file.slice(web.length + 1)}: ${key}`);
      }
    }
  }
  assert.deepEqual(foreign, []);
});

/** The areas that are loaded before a page of this folder is shown: by routes.js, that of each page in it. */
function pageAreas(folder) {
  const routes = readFileSync(join(web, 'shell/routes.js'), 'utf8');
  return [...routes.matchAll(/page: '([\w-]+)'[^}]*pages\/([\w-]+)\//g)]
    .filter(([, , inFolder]) => inFolder === folder)
    .map(([, page]) => page);
}

test('messages stand in the file of their area', () => {
  const strays = [];
  for (const [area, catalog] of catalogs('en')) {
    for (const key of Object.keys(catalog)) {
      const first = key.split('.')[0];
      if (first !== area && !(area === 'common' && COMMON.includes(first))) {
        strays.push(`${area}.json: ${key}`);
      }
    }
  }
  assert.deepEqual(strays, []);
});

test('every page has a title', () => {
  const routes = readFileSync(join(web, 'shell/routes.js'), 'utf8');
  const all = catalogs('en');
  const pages = [...routes.matchAll(/page: '([\w-]+)'/g)].map(([, page]) => page);
  assert.ok(pages.length > 3);
  assert.deepEqual(
    pages.filter((page) => !all.get(page)?.[`${page}.title`]),
    [],
  );
});
