import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systems } from '../../main/web/pages/setup/systems.js';

const CATALOG = [
  { name: 'infrastructure' },
  { name: 'openstack', requires: ['infrastructure'] },
  { name: 'aws', requires: ['infrastructure'] },
  { name: 'aws-ec2', requires: ['aws'] },
  { name: 'aws-s3', requires: ['aws'] },
  { name: 'aws-s3', requires: ['aws'], version: 'older' },
  { name: 'reports', requires: ['aws'] },
];
const active = (...names) => names.map((name) => ({ name, state: 'active' }));
const named = (found) => Object.fromEntries(found.map(({ name, there, parts }) => [name, { there, parts: parts.map((part) => part.name) }]));

test('a module whose services are modules of their own is offered with them, each once', () => {
  assert.deepEqual(named(systems(CATALOG, [])), {
    openstack: { there: false, parts: [] },
    aws: { there: false, parts: ['aws-ec2', 'aws-s3'] },
  });
});

test('such a module alone connects nothing yet', () => {
  assert.equal(named(systems(CATALOG, active('infrastructure', 'aws'))).aws.there, false);
  assert.equal(named(systems(CATALOG, active('infrastructure', 'aws', 'aws-s3'))).aws.there, true);
});

test('what is installed and not active is not there', () => {
  assert.equal(named(systems(CATALOG, [{ name: 'openstack', state: 'failed' }])).openstack.there, false);
  assert.equal(named(systems(CATALOG, active('openstack'))).openstack.there, true);
});
