import { api as rest, Problem } from '../../lib/api.js';

/** What makes up the sample site, in order. `script/server --demo` prepares the same. */
export const STEPS = ['module', 'connection', 'resources', 'change', 'drift', 'failure'];

const MODULE = 'example';
const PROVIDER = 'simulator';
const TYPE = 'example.server';
const CONNECTION = 'Demo cloud';
const DRIFTED = 'demo-drifted';
const LOOK_AGAIN = 300;

/**
 * Prepares the sample site over REST: a simulator with 200 resources, one that has drifted, one operation that failed.
 * Each step first looks whether it has been done, so that it can be run again after anything that went wrong.
 */
export class SampleSite {
  /** @type {Record<string, {state: 'ahead'|'running'|'done'|'failed', progress?: number, message?: string, count?: number}>} */
  steps = Object.fromEntries(STEPS.map((step) => [step, { state: 'ahead' }]));
  connection;
  server;
  count = 0;

  /**
   * @param {() => void} changed called whenever there is something new to show
   * @param {{api?: typeof rest, pause?: (millis: number) => Promise<void>, permitted?: () => Promise<unknown>}} [parts]
   *     `permitted`: asks anew what the caller may do, since a module brings permissions
   */
  constructor(changed, { api = rest, pause = sleep, permitted = async () => {} } = {}) {
    this.changed = changed;
    this.api = api;
    this.pause = pause;
    this.permitted = permitted;
  }

  get running() {
    return STEPS.some((step) => this.steps[step].state === 'running');
  }

  get done() {
    return STEPS.every((step) => this.steps[step].state === 'done');
  }

  /** @throws {Problem} of the step that failed */
  async run() {
    const work = {
      module: () => this.#install(),
      connection: () => this.#connect(),
      resources: () => this.#arrive(),
      change: () => this.#create(),
      drift: () => this.#drift(),
      failure: () => this.#fail(),
    };
    for (const step of STEPS) {
      if (this.steps[step].state !== 'done') {
        await this.#step(step, work[step]);
      }
    }
  }

  async #step(step, work) {
    this.#say(step, { state: 'running' });
    try {
      await work();
      this.#say(step, { ...this.steps[step], state: 'done', progress: undefined, message: undefined });
    } catch (thrown) {
      this.#say(step, { state: 'failed' });
      throw thrown;
    }
  }

  #say(step, state) {
    this.steps = { ...this.steps, [step]: state };
    this.changed();
  }

  async #install() {
    const { items } = await this.api.list('modules');
    const there = items.find(({ name }) => name === MODULE);
    if (!there) {
      await this.api.post(`modules/${MODULE}/install`, {});
    } else if (there.state !== 'active') {
      await this.api.post(`modules/${MODULE}/enable`, {});
    }
    await this.permitted();
  }

  async #connect() {
    const connections = await this.api.all('ext/infrastructure/connections', { limit: 1000 });
    this.connection = connections.find(({ provider, title }) => provider === PROVIDER && title === CONNECTION);
    if (!this.connection) {
      const body = { title: CONNECTION, provider: PROVIDER, settings: { seed: 1, count: 200 } };
      this.connection = (await this.api.post('ext/infrastructure/connections', body)).data;
    }
  }

  /** The first sync begins by itself; where it has been missed, one is asked for. */
  async #arrive() {
    const { data } = await this.api.get(`ext/infrastructure/connections/${this.connection.id}`);
    let sync = data.sync;
    if (!sync || sync.status === 'failed' || sync.status === 'cancelled') {
      sync = (await this.api.post(`ext/infrastructure/connections/${this.connection.id}/sync`, {})).data;
    }
    await this.#ended('resources', sync.id, async () => {
      await this.#counted();
      return { count: this.count };
    });
    await this.#counted();
    this.#say('resources', { state: 'running', count: this.count });
  }

  async #counted() {
    const filter = `connection == "${this.connection.id}"`;
    this.count = (await this.api.list('items', { filter, limit: 1, total: true })).total ?? 0;
  }

  async #find() {
    const filter = `title == "${DRIFTED}" && connection == "${this.connection.id}"`;
    this.server = (await this.api.list('items', { type: TYPE, filter, limit: 1 })).items[0];
    return this.server;
  }

  async #create() {
    if (await this.#find()) {
      return;
    }
    const { data: change } = await this.api.post('ext/infrastructure/changes', {
      kind: 'create',
      connection: this.connection.id,
      type: TYPE,
      title: DRIFTED,
      values: { hostname: DRIFTED, cores: 2, memory: 4 },
      reason: 'The sample site',
    });
    const { data: operation } = await this.api.post(`ext/infrastructure/changes/${change.id}/apply`, { digest: change.digest });
    await this.#ended('change', operation.id);
    await this.#find();
    await this.#counted();
  }

  async #drift() {
    if (!this.server.management?.drift?.length) {
      await this.#act('drift', 'drift', {});
    }
  }

  async #fail() {
    const failed = await this.api.list('operations', { status: 'failed', target: this.server.id, limit: 1 });
    if (!failed.items.length) {
      await this.#act('failure', 'fail', { parameters: { category: 'transient' } }, { mayFail: true });
    }
  }

  async #act(step, action, body, options) {
    const { data } = await this.api.post(`ext/infrastructure/resources/${this.server.id}/actions/${action}`, body);
    await this.#ended(step, data.id, undefined, options);
  }

  /** Waits for an operation and tells how far it is. */
  async #ended(step, id, more = async () => ({}), { mayFail = false } = {}) {
    for (;;) {
      const { data } = await this.api.get(`operations/${id}`);
      if (data.status === 'succeeded' || (data.status === 'failed' && mayFail)) {
        return;
      }
      if (data.status === 'failed' || data.status === 'cancelled') {
        throw new Problem({ code: data.failure?.code, title: data.title, detail: data.failure?.message, status: -1 });
      }
      this.#say(step, { state: 'running', progress: data.progress, message: data.message, ...(await more()) });
      await this.pause(LOOK_AGAIN);
    }
  }
}

function sleep(millis) {
  return new Promise((done) => setTimeout(done, millis));
}
