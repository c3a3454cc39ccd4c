import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns, formFields, fromInput, mergePatch, same, toInput, valueText } from '../../main/web/lib/schema.js';

const type = {
  fields: [
    { name: 'notes', type: 'text', mode: 'desired', flags: [] },
    { name: 'hostname', type: 'string', label: 'Host name', mode: 'both', flags: ['required', 'searchable'] },
    { name: 'size', type: 'enum', mode: 'both', flags: ['immutable'], options: ['small', 'large'] },
    { name: 'memory', type: 'quantity', mode: 'observed', flags: [], unit: 'GiBy' },
    { name: 'addresses', type: 'ip-address', mode: 'desired', flags: ['multiple'] },
    { name: 'password', type: 'secret', mode: 'desired', flags: [] },
  ],
};

test('a form leaves out what is observed', () => {
  const names = formFields(type, 'create').map((field) => field.name);
  assert.deepEqual(names, ['notes', 'hostname', 'size', 'addresses', 'password']);
});

test('what is immutable can be set once', () => {
  const size = (purpose) => formFields(type, purpose).find((field) => field.name === 'size').readonly;
  assert.equal(size('create'), false);
  assert.equal(size('edit'), true);
});

test('managed items keep fields of both modes as they are', () => {
  const readonly = formFields(type, 'edit', { managed: true }).filter((field) => field.readonly);
  assert.deepEqual(
    readonly.map((field) => field.name),
    ['hostname', 'size'],
  );
});

test('columns hide long values and sort only what has an order', () => {
  const byName = Object.fromEntries(columns(type, { shown: 3 }).map((column) => [column.field.name, column]));
  assert.equal(byName.notes.hidden, true);
  assert.equal(byName.size.hidden, false);
  assert.equal(byName.addresses.sort, undefined);
  assert.equal(byName.memory.sort, 'memory');
  assert.equal(byName.memory.align, 'end');
  assert.equal(byName.password, undefined);
});

test('what a module keeps for itself has no column', () => {
  const kept = { fields: [{ name: 'state', type: 'enum', flags: ['internal'] }, { name: 'size', type: 'integer' }] };
  assert.deepEqual(columns(kept, { shown: 1 }).map(({ id, hidden }) => [id, hidden]), [['values.size', false]]);
});

const read = (fieldType, text, more = {}) => fromInput({ name: 'x', type: fieldType, ...more }, text);

test('nothing typed is no value', () => {
  assert.deepEqual(read('string', ''), {});
  assert.deepEqual(read('integer', '  '), {});
});

test('typed text becomes a value of the type', () => {
  assert.deepEqual(read('integer', ' 42 '), { value: 42 });
  assert.deepEqual(read('decimal', '1.50'), { value: 1.5 });
  assert.deepEqual(read('duration', 'pt1h'), { value: 'PT1H' });
  assert.deepEqual(read('json', '{"a": [1]}'), { value: { a: [1] } });
  assert.deepEqual(read('date-time', '2026-01-01T00:00:00Z'), { value: '2026-01-01T00:00:00.000Z' });
  assert.deepEqual(read('string', ' a '), { value: ' a ' });
});

const refused = [
  ['integer', '1.5'],
  ['integer', '9007199254740993'],
  ['decimal', 'many'],
  ['duration', '1h'],
  ['date-time', 'tomorrow'],
  ['ip-address', '300.1.1.1'],
  ['ip-address', '01.2.3.4'],
  ['ip-address', '1::2::3'],
  ['ip-address', '1:2:3:4:5:6:7'],
  ['cidr', '10.0.0.0'],
  ['cidr', '10.0.0.0/33'],
  ['mac', '52:54:00:12:34'],
  ['url', 'example.org'],
  ['url', 'https://me:secret@example.org'],
  ['json', '{'],
];
for (const [fieldType, text] of refused) {
  test(`${fieldType} refuses ${text}`, () => {
    const { value, error } = read(fieldType, text);
    assert.equal(value, undefined);
    assert.match(error, /^field\./);
  });
}

const taken = [
  ['ip-address', '192.0.2.10'],
  ['ip-address', '2001:db8::10'],
  ['ip-address', '::'],
  ['ip-address', '::ffff:192.0.2.1'],
  ['cidr', '10.0.0.0/24'],
  ['cidr', 'fd00::/8'],
  ['mac', '52-54-00-12-34-56'],
  ['url', 'https://example.org/a?b=c'],
];
for (const [fieldType, text] of taken) {
  test(`${fieldType} takes ${text}`, () => {
    assert.deepEqual(read(fieldType, text), { value: text });
  });
}

test('an enum takes only its options', () => {
  assert.deepEqual(read('enum', 'small', { options: ['small'] }), { value: 'small' });
  assert.equal(read('enum', 'huge', { options: ['small'] }).error, 'field.option');
});

test('what is shown in an input reads back as the same value', () => {
  const field = { type: 'date-time' };
  const value = '2026-03-04T05:06:07.000Z';
  assert.deepEqual(fromInput(field, toInput(field, value)), { value });
});

test('values are told in words', () => {
  assert.equal(valueText({ type: 'integer' }, 12_000), '12,000');
  assert.equal(valueText({ type: 'labels' }, { a: '1', b: '2' }), 'a=1, b=2');
  assert.equal(valueText({ type: 'ip-address' }, ['192.0.2.1', '192.0.2.2']), '192.0.2.1, 192.0.2.2');
  assert.equal(valueText({ type: 'secret' }, 'secret:7#1'), 'common.secretSet');
  assert.equal(valueText({ type: 'string' }, undefined), '');
});

test('a merge patch holds only what changed', () => {
  assert.equal(mergePatch({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }), undefined);
  assert.deepEqual(mergePatch({ a: 1, b: 2 }, { a: 1, c: 3 }), { b: null, c: 3 });
  assert.deepEqual(mergePatch({ labels: { x: '1', y: '2' } }, { labels: { y: '3' } }), { labels: { x: null, y: '3' } });
});

test('missing and empty are the same to a form', () => {
  assert.equal(same({ a: '' }, {}), true);
  assert.equal(same({ a: [] }, { a: null }), true);
  assert.equal(same({ a: false }, {}), false);
});
