import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { chooseSafe, contributions, extensions, isSafe, loadElement, loadExtensions } from '../../main/web/lib/registry.js';

const one = { place: 'item-tab', element: 'acme-tab', title: 'A', script: '/x.js', permission: 'p' };

beforeEach(() => {
  extensions.value = [
    {
      module: 'acme',
      api: 1,
      contributions: [one, { ...one, element: 'acme-server-tab', target: 'acme.server' }, { ...one, place: 'nav' }],
    },
    { module: 'broken', problem: 'No script.' },
  ];
});

test('a place is filled by what is made for it', () => {
  assert.deepEqual(
    contributions('item-tab', ['acme.server', 'compute.server']).map(({ element }) => element),
    ['acme-tab', 'acme-server-tab'],
  );
  assert.deepEqual(
    contributions('item-tab', 'acme.network').map(({ element }) => element),
    ['acme-tab'],
  );
  assert.equal(contributions('nav')[0].module, 'acme');
});

function memory() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test('safe mode has no extensions and asks for none', async () => {
  chooseSafe('?safe=1', memory());
  await loadExtensions();
  assert.deepEqual(contributions('nav'), []);
});

test('safe mode stays until it is ended', () => {
  const tab = memory();
  chooseSafe('', tab);
  assert.equal(isSafe(), false);
  chooseSafe('?safe=1', tab);
  assert.equal(isSafe(), true);
  chooseSafe('?type=x', tab);
  assert.equal(isSafe(), true);
  chooseSafe('?safe=0', tab);
  assert.equal(isSafe(), false);
});

const elements = (defined = []) => ({ get: (name) => (defined.includes(name) ? class {} : undefined) });

test('an element that is there already is not loaded again', async () => {
  await loadElement({ ...one, api: 1 }, { elements: elements(['acme-tab']), load: () => assert.fail('loaded') });
});

const failing = async (contribution, parts) => (await loadElement(contribution, parts).catch((thrown) => thrown)).reason;

test('whatever is wrong with an extension has a name', async () => {
  const none = { elements: elements() };
  assert.equal(await failing({ ...one, api: 2 }, none), 'version');
  assert.equal(await failing({ ...one, api: 1 }, { ...none, load: () => Promise.reject(new SyntaxError('x')) }), 'import');
  assert.equal(await failing({ ...one, api: 1 }, { ...none, load: () => Promise.resolve() }), 'undefined');
  assert.equal(await failing({ ...one, api: 1 }, { ...none, load: () => new Promise(() => {}), timeOut: 5 }), 'slow');
});
