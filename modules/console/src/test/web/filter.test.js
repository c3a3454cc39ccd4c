import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, operators, parse, placeOf, toCel, withCondition } from '../../main/web/lib/filter.js';

const plain = (text) => parse(text).map(({ start, end, ...rest }) => rest);

test('a simple comparison becomes a row', () => {
  assert.deepEqual(plain('cores >= 8'), [{ field: 'cores', op: 'ge', value: '8', kind: 'number' }]);
  assert.deepEqual(plain('"web" == title'), [{ field: 'title', op: 'eq', value: 'web', kind: 'string' }]);
  assert.deepEqual(plain('4 < cores'), [{ field: 'cores', op: 'gt', value: '4', kind: 'number' }]);
  assert.deepEqual(plain('drifted && !vanished'), [
    { field: 'drifted', op: 'true' },
    { field: 'vanished', op: 'false' },
  ]);
});

test('labels, fields of the same name as those of every item, and members of lists are rows', () => {
  assert.deepEqual(plain('labels.tier == "prod" && labels["a/b"].startsWith("x") && "odd/one" in labels'), [
    { field: 'labels.tier', op: 'eq', value: 'prod', kind: 'string' },
    { field: 'labels.a/b', op: 'startsWith', value: 'x', kind: 'string' },
    { field: 'labels.odd/one', op: 'present' },
  ]);
  assert.deepEqual(plain('values.state == "on" && values.cores > 2'), [
    { field: 'values.state', op: 'eq', value: 'on', kind: 'string' },
    { field: 'cores', op: 'gt', value: '2', kind: 'number' },
  ]);
  assert.deepEqual(plain('cidr.contains("10.0.0.0/24", addresses)'), [
    { field: 'addresses', op: 'within', value: '10.0.0.0/24', kind: 'string' },
  ]);
  assert.deepEqual(plain('cidr.contains("10.0.0.0/24", "10.0.0.1")'), [{ raw: 'cidr.contains("10.0.0.0/24", "10.0.0.1")' }]);
  assert.deepEqual(plain('cidr.contains("10.0")'), [{ field: 'cidr', op: 'contains', value: '10.0', kind: 'string' }]);
  assert.ok(operators({ type: 'ip-address', flags: ['multiple'] }).includes('within'));
  assert.deepEqual(plain('"10.0.0.1" in addresses'), [{ field: 'addresses', op: 'includes', value: '10.0.0.1', kind: 'string' }]);
});

test('what is no simple comparison stays the text that it is', () => {
  assert.deepEqual(plain('a == "x" || b == "y"'), [{ raw: 'a == "x" || b == "y"' }]);
  assert.deepEqual(plain('drifted && (a == "x" || b == "y")'), [{ field: 'drifted', op: 'true' }, { raw: '(a == "x" || b == "y")' }]);
  assert.deepEqual(plain('title == '), [{ raw: 'title ==' }]);
  assert.deepEqual(plain('title == "open'), [{ raw: 'title == "open' }]);
  assert.deepEqual(plain('((drifted)'), [{ raw: '((drifted)' }]);
  assert.deepEqual(plain('drifted &&'), [{ raw: 'drifted &&' }]);
  assert.deepEqual(plain('flag == false'), [{ raw: 'flag == false' }]);
});

test('rows and text are the same filter', () => {
  for (const text of [
    'cores >= 8',
    'title.contains("a \\"b\\"")',
    '!title.contains("x")',
    'state in ["draft", "published"]',
    '!(state in ["draft"])',
    'has(address) && !has(mac)',
    'labels.tier == "prod" && labels["a/b"] == "c"',
    '"a/b" in labels && !("c/d" in labels)',
    '"x" in tags && !("y" in tags)',
    'bought < timestamp("2026-01-01T00:00:00Z")',
    'drifted && (vanished || managed)',
    'cores == -2.5 && !drifted',
    'values.state == "on"',
    'cidr.contains("10.0.0.0/24", addresses) && !cidr.contains("2001:db8::/32", address)',
  ]) {
    assert.equal(toCel(parse(text)), text);
  }
});

test('brackets that say nothing are left out, and those that say something are put in', () => {
  assert.equal(toCel(parse('(drifted && (cores > 1)) && vanished')), 'drifted && cores > 1 && vanished');
  assert.equal(toCel([...parse('a == "x" || drifted'), { field: 'vanished', op: 'true' }]), '(a == "x" || drifted) && vanished');
  assert.equal(toCel(parse('!(drifted)')), '!drifted');
  assert.deepEqual(plain('!(cores > 4)'), [{ raw: '!(cores > 4)' }]);
});

test('a row that is being typed is no part of the filter', () => {
  assert.equal(complete({ field: 'title', op: 'eq', value: '' }), false);
  assert.equal(complete({ field: 'labels.', op: 'present' }), false);
  assert.equal(toCel([{ field: 'title', op: 'contains', value: '' }, { field: 'drifted', op: 'true' }]), 'drifted');
});

test('a number that is none goes as a text, so that the server can say so', () => {
  assert.equal(toCel([{ field: 'cores', op: 'ge', value: '12', kind: 'number' }]), 'cores >= 12');
  assert.equal(toCel([{ field: 'cores', op: 'ge', value: 'many', kind: 'number' }]), 'cores >= "many"');
});

test('a facet replaces its own condition and leaves the others', () => {
  assert.equal(withCondition('drifted && cores > 2', 'drifted', undefined), 'cores > 2');
  assert.equal(withCondition('a == "x" || cores > 2', 'drifted', { field: 'drifted', op: 'true' }), '(a == "x" || cores > 2) && drifted');
});

test('a message of the server points at its place', () => {
  assert.deepEqual(placeOf('There is no field "x" here. (line 2, column 3)', 'drifted &&\n  x == 1'), {
    offset: 13,
    line: 2,
    column: 3,
    message: 'There is no field "x" here.',
  });
  assert.equal(placeOf('Too long.', 'x'), undefined);
});

test('conditions know where they stand', () => {
  const [, second] = parse('drifted && cores > 2');
  assert.deepEqual([second.start, second.end], [11, 20]);
});

test('every kind of field can be asked for something', () => {
  for (const type of ['string', 'text', 'integer', 'boolean', 'date-time', 'enum', 'cidr', 'mac', 'reference', 'json', 'secret']) {
    assert.ok(operators({ name: 'x', type }).length, type);
  }
  assert.deepEqual(operators({ name: 'tags', type: 'string', flags: ['multiple'] }).slice(0, 2), ['includes', 'notIncludes']);
});
