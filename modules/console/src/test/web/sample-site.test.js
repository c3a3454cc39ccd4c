import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleSite, STEPS } from '../../main/web/pages/setup/sample-site.js';

/** A server in memory, as far as the sample site needs one. Operations end at the second look. */
class Fake {
  modules = [];
  connections = [];
  servers = [];
  operations = [];
  posts = [];
  breaks = '';

  list = async (path, query = {}) => {
    if (path === 'modules') {
      return { items: this.modules };
    }
    if (path === 'items') {
      return { items: this.servers, total: 200 + this.servers.length };
    }
    return { items: this.operations.filter(({ status, target }) => status === query.status && target === query.target) };
  };

  all = async () => this.connections;

  get = async (path) => {
    const id = path.split('/').at(-1);
    const operation = this.operations.find((one) => one.id === id);
    if (operation) {
      operation.looks = (operation.looks ?? 0) + 1;
      return { data: { ...operation, status: operation.looks > 1 ? operation.status : 'running', progress: 0.5 } };
    }
    return { data: { id, sync: this.operations.find(({ id: one }) => one === 'sync') } };
  };

  post = async (path, body) => {
    if (this.breaks && path.includes(this.breaks)) {
      throw new Error('broken');
    }
    this.posts.push(path);
    const operation = (id, status = 'succeeded', target = undefined) => {
      this.operations.push({ id, status, target });
      return { data: { id } };
    };
    if (path.endsWith('/install')) {
      this.modules.push({ name: 'example', state: 'active' });
    } else if (path.endsWith('connections')) {
      this.connections.push({ id: 'c1', ...body });
      operation('sync');
      return { data: this.connections[0] };
    } else if (path.endsWith('changes')) {
      return { data: { id: 'ch1', digest: 'd' } };
    } else if (path.endsWith('/apply')) {
      assert.deepEqual(body, { digest: 'd' });
      this.servers.push({ id: 's1' });
      return operation('apply');
    } else if (path.endsWith('/drift')) {
      this.servers[0].management = { drift: ['cores'] };
      return operation('drift');
    } else if (path.endsWith('/fail')) {
      return operation('fail', 'failed', 's1');
    }
    return { data: {} };
  };
}

const site = (api) => new SampleSite(() => {}, { api, pause: async () => {} });

test('the sample site is prepared step by step, and counts what has arrived', async () => {
  const api = new Fake();
  const sample = site(api);
  await sample.run();
  assert.ok(sample.done);
  assert.equal(sample.count, 201);
  assert.equal(sample.connection.title, 'Demo cloud');
  assert.deepEqual(
    api.posts.map((path) => path.split('/').at(-1)),
    ['install', 'connections', 'changes', 'apply', 'drift', 'fail'],
  );
});

test('what has been done before is not done again', async () => {
  const api = new Fake();
  await site(api).run();
  api.posts = [];
  await site(api).run();
  assert.deepEqual(api.posts, []);
});

test('a step that fails can be repeated, and the ones before it are left alone', async () => {
  const api = new Fake();
  api.breaks = 'changes';
  const sample = site(api);
  await assert.rejects(sample.run(), /broken/);
  assert.equal(sample.steps.change.state, 'failed');
  assert.equal(sample.steps.drift.state, 'ahead');
  api.breaks = '';
  api.posts = [];
  await sample.run();
  assert.ok(STEPS.every((step) => sample.steps[step].state === 'done'));
  assert.ok(!api.posts.some((path) => path.includes('install')));
});

test('a sync that fails is told with its own words', async () => {
  const api = new Fake();
  api.modules.push({ name: 'example', state: 'active' });
  api.connections.push({ id: 'c1', provider: 'simulator', title: 'Demo cloud' });
  api.operations.push({ id: 'sync', status: 'failed' });
  const again = { id: 'again', status: 'failed', failure: { message: 'No route to the cloud.' } };
  api.post = async () => {
    api.operations.push(again);
    return { data: again };
  };
  await assert.rejects(site(api).run(), /No route to the cloud/);
});
