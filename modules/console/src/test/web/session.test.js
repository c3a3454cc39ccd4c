import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { api } from '../../main/web/lib/api.js';
import { can, decisions, loadSession, logIn, logOut, session, whyNot } from '../../main/web/lib/session.js';

const real = globalThis.fetch;
let answers;
let calls;

beforeEach(() => {
  calls = [];
  answers = {
    'POST /api/v1/session': () => Response.json({ subject: { id: 'u' }, csrfToken: 'tok', permissions: ['a.view', 'b.edit'] }),
    'DELETE /api/v1/session': () => new Response(null, { status: 204 }),
  };
  globalThis.fetch = async (url, { method, headers }) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    calls.push({ what: `${method} ${pathname}`, headers });
    return answers[`${method} ${pathname}`]?.(searchParams) ?? new Response('{}', { status: 404 });
  };
});

afterEach(() => {
  globalThis.fetch = real;
});

test('whoever logs in may do what the server says', async () => {
  await logIn('ada', 'secret');
  assert.equal(session.value.subject.id, 'u');
  assert.equal(can('a.view'), true);
  assert.equal(can('a.edit'), false);
  assert.equal(can(undefined), true);
  assert.equal(whyNot('a.edit', (key, { permission }) => `${key} ${permission}`), 'common.needsPermission a.edit');
  assert.equal(whyNot('a.view', () => 'x'), '');
});

test('whoever logs out may do nothing, and sends no token any more', async () => {
  await logIn('ada', 'secret');
  await logOut();
  assert.equal(session.value, null);
  assert.equal(can('a.view'), false);
  await api.post('things', {}).catch(() => {});
  assert.equal('X-CSRF-Token' in calls.at(-1).headers, false);
});

test('nobody signed in is an answer and not an error', async () => {
  answers['GET /api/v1/session'] = () => Response.json({ code: 'not-signed-in' }, { status: 401 });
  assert.equal(await loadSession(), null);
});

test('a server that fails is an error and not nobody', async () => {
  answers['GET /api/v1/session'] = () => Response.json({}, { status: 503 });
  await assert.rejects(loadSession(), { status: 503 });
});

test('a session that the server has ended is nobody from then on', async () => {
  await logIn('ada', 'secret');
  answers['GET /api/v1/items'] = () => Response.json({ code: 'session-ended' }, { status: 401 });
  await api.list('items').catch(() => {});
  assert.equal(session.value, null);
});

test('what holds in a space is asked once and told to whoever watches', async () => {
  await logIn('ada', 'secret');
  answers['GET /api/v1/access/explain'] = (query) => Response.json({ allowed: query.get('space') === 'here' });
  let told = 0;
  const end = decisions.subscribe(() => told++);
  assert.equal(can('b.edit', 'there'), true);
  assert.equal(can('b.edit', 'there'), true);
  await setImmediate();
  await setImmediate();
  assert.equal(can('b.edit', 'there'), false);
  assert.equal(can('b.edit'), true);
  assert.equal(told, 1);
  assert.equal(calls.filter(({ what }) => what.includes('explain')).length, 1);
  end();
});

test('what is held nowhere is not asked about', async () => {
  await logIn('ada', 'secret');
  assert.equal(can('c.edit', 'here'), false);
  assert.equal(calls.filter(({ what }) => what.includes('explain')).length, 0);
});

test('a token that another tab has replaced is got anew, once', async () => {
  await logIn('ada', 'secret');
  answers['GET /api/v1/session'] = () => Response.json({ subject: { id: 'u' }, csrfToken: 'newer', permissions: [] });
  answers['POST /api/v1/things'] = () =>
    calls.at(-1).headers['X-CSRF-Token'] === 'newer'
      ? Response.json({ id: 1 }, { status: 201 })
      : Response.json({ code: 'csrf-token-missing' }, { status: 403 });
  assert.equal((await api.post('things', {})).data.id, 1);
});

test('a token that stays refused is a problem', async () => {
  await logIn('ada', 'secret');
  answers['GET /api/v1/session'] = () => Response.json({ subject: { id: 'u' }, csrfToken: 'tok', permissions: [] });
  answers['POST /api/v1/things'] = () => Response.json({ code: 'csrf-token-missing' }, { status: 403 });
  await assert.rejects(api.post('things', {}), { code: 'csrf-token-missing' });
  assert.equal(calls.filter(({ what }) => what === 'POST /api/v1/things').length, 1);
});
