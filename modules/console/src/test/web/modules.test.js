import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, hasUpgrade } from '../../main/web/pages/modules/actions.js';

test('versions are ordered as numbers, then by their qualifier', () => {
  const ordered = ['0.9.0', '1.0.0', '1.0.0.beta', '1.2.0', '1.10.0', '2.0.0'];
  assert.deepEqual([...ordered].reverse().sort(compareVersions), ordered);
  assert.equal(compareVersions('1.0.0', '1.0.0'), 0);
});

test('what is newer than the installed one is an upgrade, and so is another build of it', () => {
  const installed = { version: '1.2.0', digest: 'aa' };
  const offer = (version, digest) => ({ version, digest, versions: [version] });
  assert.equal(hasUpgrade(installed, offer('1.10.0', 'bb')), true);
  assert.equal(hasUpgrade(installed, offer('1.2.0', 'bb')), true);
  assert.equal(hasUpgrade(installed, offer('1.2.0', 'aa')), false);
  assert.equal(hasUpgrade(installed, offer('1.1.0', 'bb')), false);
  assert.equal(hasUpgrade(installed, undefined), false);
});
