import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Events } from '../../main/web/lib/events.js';

class Source {
  readyState = 1;
  listeners = {};
  constructor(url) {
    this.url = url;
  }
  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }
  close() {
    this.readyState = 2;
  }
}

function stream() {
  const sources = [];
  const events = new Events({
    open: (url) => {
      const source = new Source(url);
      sources.push(source);
      return source;
    },
    locks: null,
  });
  events.start();
  const send = (event, id = '1') => sources.at(-1).onmessage({ lastEventId: id, data: JSON.stringify(event) });
  return { events, sources, send };
}

test('listeners hear the types and prefixes they asked for', () => {
  const { events, send } = stream();
  const heard = [];
  events.on('item.', ({ type }) => heard.push(`prefix ${type}`));
  events.on('item.created', ({ type }) => heard.push(`exact ${type}`));
  events.on('module.', ({ type }) => heard.push(`other ${type}`));
  send({ type: 'item.created' });
  send({ type: 'item.deleted' });
  assert.deepEqual(heard, ['prefix item.created', 'exact item.created', 'prefix item.deleted']);
  events.stop();
});

test('a reset reaches everybody', () => {
  const { events, sources } = stream();
  const heard = [];
  events.on('item.created', ({ type }) => heard.push(type));
  sources[0].listeners.reset({ lastEventId: '9' });
  assert.deepEqual(heard, ['reset']);
  events.stop();
});

test('a listener that throws does not silence the others', (context) => {
  const { events, send } = stream();
  context.mock.method(console, 'error', () => {});
  let heard = 0;
  events.on('*', () => {
    throw new Error('mine');
  });
  events.on('*', () => heard++);
  send({ type: 'x' });
  assert.equal(heard, 1);
  events.stop();
});

test('whoever has left hears nothing more', () => {
  const { events, send } = stream();
  let heard = 0;
  events.on('*', () => heard++)();
  send({ type: 'x' });
  assert.equal(heard, 0);
  events.stop();
});

test('the state tells whether what is shown is live', () => {
  const { events, sources } = stream();
  assert.equal(events.state.value, 'idle');
  sources[0].onopen();
  assert.equal(events.state.value, 'live');
  sources[0].onerror();
  assert.equal(events.state.value, 'reconnecting');
  events.stop();
  assert.equal(events.state.value, 'idle');
});

test('a stream that the browser gave up is opened again where it ended', (context) => {
  const waiting = [];
  context.mock.method(globalThis, 'setTimeout', (action, wait) => waiting.push({ action, wait }));
  const { events, sources, send } = stream();
  send({ type: 'x' }, 'abc-7');
  sources[0].readyState = 2;
  sources[0].onerror();
  assert.deepEqual(
    waiting.map(({ wait }) => wait),
    [1000],
  );
  waiting[0].action();
  assert.equal(sources.length, 2);
  assert.equal(sources[1].url, '/api/v1/events?lastEventId=abc-7');
  events.stop();
});

test('after a break with nothing heard before, everybody reads anew', () => {
  const { events, sources } = stream();
  const heard = [];
  events.on('item.', ({ type }) => heard.push(type));
  sources[0].onopen();
  assert.deepEqual(heard, []);
  sources[0].onerror();
  sources[0].onopen();
  assert.deepEqual(heard, ['reset']);
  events.stop();
});

test('after a break the server knows where to go on', () => {
  const { events, sources, send } = stream();
  const heard = [];
  events.on('item.', ({ type }) => heard.push(type));
  sources[0].onopen();
  send({ type: 'item.created' }, 'abc-7');
  sources[0].onerror();
  sources[0].onopen();
  assert.deepEqual(heard, ['item.created']);
  events.stop();
});

/** Two tabs of one browser: a lock that is held by one of them, and a channel between them. */
function tabs() {
  const waiting = [];
  let taken = false;
  const next = () => {
    const [run] = waiting.splice(0, 1);
    if (run) {
      taken = true;
      run().then(() => {
        taken = false;
        next();
      });
    }
  };
  const locks = {
    request: (name, run) => {
      waiting.push(run);
      if (!taken) {
        next();
      }
      return Promise.resolve();
    },
  };
  const channels = new Set();
  const channel = () => {
    const own = {
      postMessage: (data) => [...channels].filter((other) => other !== own).forEach((other) => other.onmessage?.({ data })),
      close: () => channels.delete(own),
    };
    channels.add(own);
    return own;
  };
  const sources = [];
  const tab = () =>
    new Events({
      locks,
      channel: channel(),
      open: (url) => {
        const source = new Source(url);
        sources.push(source);
        return source;
      },
    });
  return { tab, sources };
}

test('of two tabs one holds the stream, and the other hears the same', () => {
  const { tab, sources } = tabs();
  const [first, second] = [tab(), tab()];
  const heard = [];
  second.on('*', ({ type }) => heard.push(type));
  first.start();
  sources[0].onopen();
  second.start();
  assert.equal(sources.length, 1);
  assert.equal(second.state.value, 'live');
  sources[0].onmessage({ lastEventId: 'e-1', data: '{"type":"item.created"}' });
  assert.deepEqual(heard, ['item.created']);
});

test('when the tab with the stream closes, the other goes on where it ended', async () => {
  const { tab, sources } = tabs();
  const [first, second] = [tab(), tab()];
  first.start();
  second.start();
  sources[0].onopen();
  sources[0].onmessage({ lastEventId: 'e-5', data: '{"type":"x"}' });
  first.stop();
  await new Promise((done) => setTimeout(done, 5));
  assert.equal(sources.length, 2);
  assert.equal(sources[1].url, '/api/v1/events?lastEventId=e-5');
  sources[1].onopen();
  assert.equal(second.state.value, 'live');
  second.stop();
});
