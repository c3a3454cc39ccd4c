import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine, csvValue } from '../../main/web/lib/csv.js';

test('a cell with a comma, a quote or a line break is quoted', () => {
  assert.equal(csvLine(['a,b', 'say "x"', 'two\nlines', 4]), '"a,b","say ""x""","two\nlines",4\r\n');
});

test('a text that a spreadsheet would run is made a text', () => {
  assert.equal(csvLine(['=1+1', '+x', '-x', '@x', -5]), "'=1+1,'+x,'-x,'@x,-5\r\n");
});

test('lists, labels and other objects are one cell', () => {
  assert.equal(csvValue(['a', 'b']), 'a; b');
  assert.equal(csvValue({ tier: 'prod', site: 'b' }), 'tier=prod; site=b');
  assert.equal(csvValue({ a: { b: 1 } }), '{"a":{"b":1}}');
  assert.equal(csvValue(undefined), '');
  assert.equal(csvValue(false), false);
});
