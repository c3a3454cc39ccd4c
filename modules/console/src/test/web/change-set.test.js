import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinedSteps, keyFor, stepsFor } from '../../main/web/lib/change-set.js';

test('a key says what the step is about and is the only one of its name', () => {
  const taken = new Set();
  assert.deepEqual(
    ['web 1', 'web 1', 'nodes[0]', '…'].map((title) => keyFor(title, taken)),
    ['web-1', 'web-1-2', 'nodes[0]', 'step'],
  );
});

test('the same is wanted of each item', () => {
  assert.deepEqual(stepsFor([{ id: 'a', title: 'web' }, { id: 'b', title: 'web' }], { kind: 'act', action: 'reboot', parameters: {} }), [
    { key: 'web', kind: 'act', action: 'reboot', parameters: {}, item: 'a' },
    { key: 'web-2', kind: 'act', action: 'reboot', parameters: {}, item: 'b' },
  ]);
});

const single = (values) => ({ space: 'root', title: 'a change', values: { connectionId: 'c', resourceType: 'example.server', ...values } });

test('drafts of one resource each become steps', () => {
  assert.deepEqual(
    joinedSteps([
      single({ kind: 'create', resourceTitle: 'web', values: { cores: 2 } }),
      single({ kind: 'update', itemId: 'i', resourceTitle: 'db', values: { cores: 4 } }),
      single({ kind: 'delete', itemId: 'j', resourceTitle: 'old' }),
      single({ kind: 'act', itemId: 'k', resourceTitle: 'db', action: 'reboot', values: {} }),
    ]),
    [
      { key: 'web', kind: 'create', connection: 'c', type: 'example.server', title: 'web', space: 'root', values: { cores: 2 } },
      { key: 'db', kind: 'update', item: 'i', values: { cores: 4 } },
      { key: 'old', kind: 'delete', item: 'j' },
      { key: 'db-2', kind: 'act', item: 'k', action: 'reboot', parameters: {} },
    ],
  );
});

test('steps of several changes go on referring to their own', () => {
  const shop = (space, cidr) => ({
    space,
    values: {
      kind: 'set',
      steps: [
        { key: 'net', kind: 'create', connection: 'c', type: 'example.network', title: 'net', values: { cidr } },
        {
          key: 'web',
          kind: 'create',
          connection: 'c',
          type: 'example.server',
          title: 'web',
          values: { network: 'step:net', also: ['step:net'], rule: { $expression: 'live.n.id', $live: { n: 'step:net' } } },
          after: ['net'],
        },
      ],
    },
  });
  const [, , net, web] = joinedSteps([shop('one', '10.0.0.0/24'), shop('two', '10.0.1.0/24')]);
  assert.equal(net.key, 'net-2');
  assert.deepEqual(web, {
    key: 'web-2',
    kind: 'create',
    connection: 'c',
    type: 'example.server',
    title: 'web',
    space: 'two',
    values: { network: 'step:net-2', also: ['step:net-2'], rule: { $expression: 'live.n.id', $live: { n: 'step:net-2' } } },
    after: ['net-2'],
  });
});
