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
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { events, sources, send } = stream();
  send({ type: 'x' }, 'abc-7');
  sources[0].readyState = 2;
  sources[0].onerror();
  context.mock.timers.tick(1000);
  assert.equal(sources.length, 2);
  assert.equal(sources[1].url, '/api/v1/events?lastEventId=abc-7');
  events.stop();
});
