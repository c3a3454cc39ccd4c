import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { contributions, extensions, isSafe, loadElement, loadExtensions } from '../../main/web/lib/registry.js';

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

test('safe mode has no extensions and asks for none', async () => {
  await loadExtensions({ safeMode: true });
  assert.deepEqual(contributions('nav'), []);
  assert.equal(isSafe('?safe=1'), true);
  assert.equal(isSafe('?safe=0'), false);
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
