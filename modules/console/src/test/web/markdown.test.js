import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInlines, parseMarkdown } from '../../main/web/lib/markdown.js';

const kinds = (text) => parseMarkdown(text).map((block) => block.kind);

test('a README falls into its blocks', () => {
  const text = '# Title\nSome words\nthat go on.\n\n- one\n  and more\n- two\n\n```js\nlet a = 1;\n\n```\n> said\n\n---\n1. first\n2. second';
  assert.deepEqual(kinds(text), ['heading', 'paragraph', 'list', 'code', 'quote', 'rule', 'list']);
  const [, paragraph, list, code, , , ordered] = parseMarkdown(text);
  assert.equal(paragraph.inlines[0].text, 'Some words that go on.');
  assert.deepEqual(
    list.items.map((item) => item[0].text),
    ['one and more', 'two'],
  );
  assert.equal(code.text, 'let a = 1;\n');
  assert.equal(ordered.ordered, true);
});

test('a table has a head and rows', () => {
  const [table] = parseMarkdown('| A | B |\n|---|---|\n| 1 | `2` |\n| 3 | 4 |');
  assert.equal(table.kind, 'table');
  assert.equal(table.rows.length, 2);
  assert.deepEqual(table.rows[0][1], [{ kind: 'code', text: '2' }]);
});

test('words in a line have their marks', () => {
  assert.deepEqual(parseInlines('a **b** `c` *d* [e](https://example.org/) f'), [
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'c' },
    { kind: 'text', text: ' ' },
    { kind: 'em', text: 'd' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'e', href: 'https://example.org/' },
    { kind: 'text', text: ' f' },
  ]);
});

test('names with underscores and stars in sums stay as they are', () => {
  assert.deepEqual(parseInlines('some_long_name and 2 * 3 * 4'), [{ kind: 'text', text: 'some_long_name and 2 * 3 * 4' }]);
});

test('an address that could run something is no link', () => {
  assert.deepEqual(parseInlines('[x](javascript:alert)'), [{ kind: 'text', text: 'x' }]);
  assert.deepEqual(parseInlines('[x](data:text/html,y)'), [{ kind: 'text', text: 'x' }]);
  assert.deepEqual(parseInlines('<b>x</b>'), [{ kind: 'text', text: '<b>x</b>' }]);
});

test('odd input ends', () => {
  for (const text of ['', undefined, '```', '|', '| a |\n|--', '- ', '#', '[](', '**', '`'.repeat(5000), '* '.repeat(5000)]) {
    assert.ok(Array.isArray(parseMarkdown(text)));
  }
});
