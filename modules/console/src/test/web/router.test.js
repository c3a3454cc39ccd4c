import assert from 'node:assert/strict';
import { test } from 'node:test';
import { href, pattern, resolve } from '../../main/web/lib/router.js';

test('a pattern gives the parts it names', () => {
  assert.deepEqual(pattern('/items/:id/:tab?')('/items/42'), { id: '42' });
  assert.deepEqual(pattern('/items/:id/:tab?')('/items/42/audit'), { id: '42', tab: 'audit' });
  assert.equal(pattern('/items/:id/:tab?')('/items'), undefined);
  assert.equal(pattern('/items/:id')('/items/42/audit'), undefined);
});

test('the root is an address like any other', () => {
  assert.deepEqual(pattern('/')('/'), {});
  assert.equal(pattern('/')('/items'), undefined);
});

test('parts are decoded, and one that cannot be is kept', () => {
  assert.deepEqual(pattern('/modules/:name')('/modules/a%2Fb'), { name: 'a/b' });
  assert.deepEqual(pattern('/modules/:name')('/modules/%zz'), { name: '%zz' });
});

test('the first route that matches wins', () => {
  const routes = [{ path: '/items/new' }, { path: '/items/:id' }];
  assert.equal(resolve(routes, '/items/new').route, routes[0]);
  assert.equal(resolve(routes, '/items/7').route, routes[1]);
  assert.equal(resolve(routes, '/nowhere').route, undefined);
});

test('addresses leave out what is empty', () => {
  assert.equal(href('/inventory', { type: 'a.b', q: '', sort: undefined }), '/console/inventory?type=a.b');
  assert.equal(href('/'), '/console/');
});
