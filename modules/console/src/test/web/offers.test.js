import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinedOffers } from '../../main/web/lib/offers.js';

const offer = (name, more = {}) => ({ name, title: name, description: `${name} it`, disruptive: false, parameters: [], ...more });
const server = { id: 's', type: 'example.server' };
const instance = { id: 'i', type: 'aws.instance' };
const host = { id: 'h', type: 'ssh.host' };
const names = (offers) => offers.map(({ name }) => name);

test('an action that all have is there once, before what only some have', () => {
  const offers = joinedOffers([
    { item: server, offers: [offer('drift'), offer('stop')] },
    { item: instance, offers: [offer('stop', { description: 'Shuts it down', disruptive: true }), offer('resize')] },
  ]);
  assert.deepEqual(names(offers), ['stop', 'drift', 'resize']);
  assert.deepEqual(offers[0].can, [server, instance]);
  assert.equal(offers[0].disruptive, true);
  assert.deepEqual([...offers[0].descriptions], [['example.server', 'stop it'], ['aws.instance', 'Shuts it down']]);
});

test('who cannot, and who has no such action, is told', () => {
  const [stop] = joinedOffers([
    { item: server, offers: [offer('stop')] },
    { item: instance, offers: [offer('stop', { unavailable: 'The instance is stopped.' })] },
    { item: host, offers: [] },
  ]);
  assert.deepEqual(stop.can, [server]);
  assert.deepEqual([...stop.cannot], [['i', 'The instance is stopped.'], ['h', '']]);
});

test('what could not be asked says why', () => {
  const [stop] = joinedOffers([
    { item: server, offers: [offer('stop')] },
    { item: host, offers: [], failure: 'The connection is closed.' },
  ]);
  assert.deepEqual([...stop.cannot], [['h', 'The connection is closed.']]);
});

const field = (name, more = {}) => ({ name, type: 'string', label: name, ...more });

test('only what all of them take is asked for', () => {
  const [image] = joinedOffers([
    { item: server, offers: [offer('create-image', { parameters: [field('name')] })] },
    { item: instance, offers: [offer('create-image', { parameters: [field('name'), field('restart', { type: 'boolean' })] })] },
  ]);
  assert.deepEqual(names(image.parameters), ['name']);
  assert.equal(image.differs, false);
});

test('what has to be said of some only cannot be said for all', () => {
  const required = { flags: ['required'] };
  const [resize] = joinedOffers([
    { item: server, offers: [offer('resize', { parameters: [field('cores', { ...required, type: 'integer' })] })] },
    { item: instance, offers: [offer('resize', { parameters: [field('instanceType', required)] })] },
  ]);
  assert.deepEqual(resize.parameters, []);
  assert.equal(resize.differs, true);
});

test('a reference to things of another type is another question', () => {
  const volume = (type) => [field('volume', { type: 'reference', flags: ['required'], options: [type] })];
  const attach = (type) => offer('attach-volume', { parameters: volume(type) });
  const [apart] = joinedOffers([
    { item: server, offers: [attach('example.volume')] },
    { item: instance, offers: [attach('aws.volume')] },
  ]);
  assert.equal(apart.differs, true);
  const [same] = joinedOffers([
    { item: server, offers: [attach('example.volume')] },
    { item: host, offers: [attach('example.volume')] },
  ]);
  assert.equal(same.differs, false);
  assert.deepEqual(names(same.parameters), ['volume']);
});

test('what cannot take it now does not narrow what is asked', () => {
  const [resize] = joinedOffers([
    { item: server, offers: [offer('resize', { parameters: [field('cores', { flags: ['required'] })] })] },
    { item: instance, offers: [offer('resize', { unavailable: 'No.', parameters: [] })] },
  ]);
  assert.deepEqual(names(resize.parameters), ['cores']);
  assert.equal(resize.differs, false);
});
