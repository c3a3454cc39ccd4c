import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grantsIn, lacking, lineage, newPassword, PermissionSet, topic, tree, wellFormed } from '../../main/web/lib/permissions.js';

const restricted = (name) => name === 'access.grant';

test('a permission is contained by its name, by a pattern, or by the pattern of everything', () => {
  const set = new PermissionSet(['audit.view', '*.edit', 'compute.*'], restricted);
  assert.equal(set.via('audit.view'), 'audit.view');
  assert.equal(set.via('storage.volume.edit'), '*.edit');
  assert.equal(set.via('compute.server.view'), 'compute.*');
  assert.equal(set.via('user.view'), undefined);
  assert.equal(new PermissionSet(['*'], restricted).via('user.view'), '*');
});

test('patterns do not give what is restricted, but a name and the pattern of everything do', () => {
  assert.equal(new PermissionSet(['*.grant', 'access.*'], restricted).has('access.grant'), false);
  assert.equal(new PermissionSet(['access.grant'], restricted).has('access.grant'), true);
  assert.equal(new PermissionSet(['*'], restricted).has('access.grant'), true);
});

test('a pattern is covered by itself, a wider one of its shape, and the pattern of everything', () => {
  const set = new PermissionSet(['compute.*', '*.view']);
  assert.ok(set.covers('compute.*'));
  assert.ok(set.covers('compute.server.*'));
  assert.ok(set.covers('*.view'));
  assert.ok(!set.covers('*'));
  assert.ok(!set.covers('storage.*'));
  assert.ok(!new PermissionSet(['compute.server.view']).covers('compute.*'));
  assert.ok(new PermissionSet(['*']).covers('storage.*'));
});

test('only names and patterns at one end are well formed', () => {
  for (const good of ['*', '*.view', 'compute.*', 'compute.server.view', 'a-b.c_d']) {
    assert.ok(wellFormed(good), good);
  }
  for (const bad of ['', '**', 'a.*.b', '*view', 'a..b', '.a', 'a b', '*.*', 'x'.repeat(201)]) {
    assert.ok(!wellFormed(bad), bad);
  }
});

test('a permission is about what stands before its last part', () => {
  assert.equal(topic('compute.server.view'), 'compute.server');
  assert.equal(topic('alone'), 'alone');
});

const spaces = [
  { id: 'root', title: 'Root' },
  { id: 'b', parent: 'root', title: 'Beta' },
  { id: 'a', parent: 'root', title: 'Alpha' },
  { id: 'a1', parent: 'a', title: 'One' },
  { id: 'x', parent: 'hidden', title: 'Seen without its parent' },
];

test('spaces stand as a tree, by title, and one whose parent is hidden stands at the top', () => {
  assert.deepEqual(
    tree(spaces).map(({ id, depth, children }) => [id, depth, children]),
    [['root', 0, 2], ['a', 1, 1], ['a1', 2, 0], ['b', 1, 0], ['x', 0, 0]],
  );
});

test('a space has itself and all above it in its line', () => {
  assert.deepEqual(lineage(spaces, 'a1'), ['a1', 'a', 'root']);
  assert.deepEqual(lineage(spaces, 'unknown'), ['unknown']);
});

const roles = [
  { id: 'viewer', permissions: ['*.view'] },
  { id: 'all', permissions: ['*'] },
];
const grants = [
  { id: 1, subject: { id: 'ann' }, role: 'viewer', space: 'root' },
  { id: 2, subject: { id: 'team' }, role: 'all', space: 'a' },
  { id: 3, subject: { id: 'bob' }, role: 'all', space: 'root' },
];

test('grants of somebody and of their groups hold in a space and below', () => {
  const ids = (space) => grantsIn({ grants, spaces }, ['ann', 'team'], space).map(({ id }) => id);
  assert.deepEqual(ids('a1'), [1, 2]);
  assert.deepEqual(ids('b'), [1]);
});

test('what somebody lacks of a role is found by what they hold there', () => {
  const inBeta = grantsIn({ grants, spaces }, ['ann', 'team'], 'b');
  assert.deepEqual(lacking(['*.view', 'user.manage', 'audit.view'], inBeta, roles, restricted), ['user.manage']);
  const inAlpha = grantsIn({ grants, spaces }, ['ann', 'team'], 'a1');
  assert.deepEqual(lacking(['*'], inAlpha, roles, restricted), []);
});

test('new passwords are long, differ, and leave out bytes that would favour some letters', () => {
  assert.match(newPassword(), /^([A-Za-z2-9]{6}-){3}[A-Za-z2-9]{6}$/);
  assert.notEqual(newPassword(), newPassword());
  let call = 0;
  const password = newPassword((bytes) => bytes.fill(call++ === 0 ? 255 : 0));
  assert.equal(password, 'aaaaaa-aaaaaa-aaaaaa-aaaaaa');
});
