import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../../main/web/pages/item-edit/merge.js';

test('what only they changed is theirs, what only I changed is mine', () => {
  const { merged, changed } = merge({ a: 1, b: 2 }, { a: 9, b: 2 }, { a: 1, b: 3 });
  assert.deepEqual(merged, { a: 9, b: 3 });
  assert.deepEqual(changed, [{ name: 'a', before: 1, theirs: 9, conflict: false }]);
});

test('what both changed differently stays mine and is a conflict', () => {
  const { merged, changed } = merge({ a: 1 }, { a: 2 }, { a: 3 });
  assert.deepEqual(merged, { a: 3 });
  assert.equal(changed[0].conflict, true);
});

test('what both changed alike is no conflict', () => {
  assert.equal(merge({ a: 1 }, { a: 2 }, { a: 2 }).changed[0].conflict, false);
});

test('what they removed goes, unless I changed it', () => {
  assert.equal(merge({ a: 1 }, {}, { a: 1 }).merged.a, undefined);
  assert.deepEqual(merge({ a: 1 }, {}, { a: 5 }).changed, [{ name: 'a', before: 1, theirs: undefined, conflict: true }]);
});
