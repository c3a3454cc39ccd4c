import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { api, Problem, searchable, useCsrfToken, whenSessionLost } from '../../main/web/lib/api.js';

const real = globalThis.fetch;
let sent;

function answer(status, body, headers = {}) {
  globalThis.fetch = async (url, options) => {
    sent = { url, ...options };
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
    });
  };
}

afterEach(() => {
  globalThis.fetch = real;
  useCsrfToken('');
  whenSessionLost(() => {});
});

test('an answer comes with its revision and place', async () => {
  answer(201, { id: 1 }, { ETag: '"7"', Location: '/api/v1/items/1' });
  assert.deepEqual(await api.post('items', {}), { data: { id: 1 }, etag: '7', location: '/api/v1/items/1', status: 201 });
});

test('empty query parameters are left out and the others encoded', async () => {
  answer(200, { items: [] });
  await api.list('items', { type: 'a.b', filter: 'title == "x & y"', after: undefined, space: '', total: true });
  assert.equal(sent.url, '/api/v1/items?type=a.b&filter=title%20%3D%3D%20%22x%20%26%20y%22&total=true');
});

test('a change carries revision, key and the token against forged requests', async () => {
  useCsrfToken('tok');
  answer(200, {});
  await api.patch('items/1', { title: 'x' }, { revision: 4, key: 'k'.repeat(8), dryRun: true });
  assert.equal(sent.url, '/api/v1/items/1?dryRun=true');
  assert.equal(sent.headers['If-Match'], '"4"');
  assert.equal(sent.headers['Idempotency-Key'], 'kkkkkkkk');
  assert.equal(sent.headers['X-CSRF-Token'], 'tok');
  assert.equal(sent.headers['Content-Type'], 'application/merge-patch+json');
});

test('a fresh key needs nothing that browsers keep from plain HTTP', async (context) => {
  context.mock.method(crypto, 'randomUUID', () => assert.fail('not there over plain HTTP'));
  const keys = new Set();
  for (let i = 0; i < 3; i++) {
    answer(200, {});
    await api.post('items', {}, { key: true });
    assert.match(sent.headers['Idempotency-Key'], /^[0-9a-f]{32}$/);
    keys.add(sent.headers['Idempotency-Key']);
  }
  assert.equal(keys.size, 3);
});

test('reading carries no token', async () => {
  useCsrfToken('tok');
  answer(200, {});
  await api.get('items/1');
  assert.equal('X-CSRF-Token' in sent.headers, false);
});

test('a problem says what the server says', async () => {
  const errors = [
    { pointer: '/values/size', code: 'wrong-type', message: 'Size is a number.' },
    { pointer: '/values/sizes/0', code: 'wrong-type', message: 'Other.' },
  ];
  answer(400, { type: 'u', title: 'Invalid', code: 'invalid-item', detail: 'Look.', errors }, { 'Retry-After': '3' });
  const problem = await api.get('x').catch((thrown) => thrown);
  assert.ok(problem instanceof Problem);
  assert.equal(problem.status, 400);
  assert.equal(problem.code, 'invalid-item');
  assert.equal(problem.retryAfter, 3);
  assert.deepEqual(problem.at('/values/size'), ['Size is a number.']);
  assert.deepEqual(problem.at('/values').length, 2);
});

test('an answer that is no problem detail still becomes a problem', async () => {
  globalThis.fetch = async () => new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } });
  const problem = await api.get('x').catch((thrown) => thrown);
  assert.equal(problem.status, 502);
  assert.equal(problem.foreign, true);
  assert.match(problem.detail, /502/);
});

test('no answer at all is a problem, too', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('fetch failed');
  };
  const problem = await api.get('x').catch((thrown) => thrown);
  assert.equal(problem.unreachable, true);
  assert.equal(problem.code, 'unreachable');
});

test('an abort stays an abort', async () => {
  globalThis.fetch = async () => {
    throw new DOMException('gone', 'AbortError');
  };
  await assert.rejects(api.get('x'), { name: 'AbortError' });
});

test('whoever is signed in no more is told once, but not for a wrong password', async () => {
  let lost = 0;
  whenSessionLost(() => lost++);
  answer(401, { code: 'not-signed-in' });
  await api.get('items').catch(() => {});
  assert.equal(lost, 1);
  await api.post('session', {}).catch(() => {});
  assert.equal(lost, 1);
});

test('all pages of a list are read', async () => {
  const pages = { '': { items: [1, 2], next: 'c' }, c: { items: [3] } };
  globalThis.fetch = async (url) =>
    Response.json(pages[new URL(url, 'http://x').searchParams.get('after') ?? '']);
  assert.deepEqual(await api.all('things'), [1, 2, 3]);
});

test('a call is described without credentials and quoted for a shell', () => {
  useCsrfToken('tok');
  const described = api.describe(
    { method: 'PATCH', path: 'items/1', body: { title: "it's" }, revision: 3, key: true },
    'http://host',
  );
  assert.equal(described.path, '/api/v1/items/1');
  assert.match(described.curl, /^curl -sS -X PATCH 'http:\/\/host\/api\/v1\/items\/1'/);
  assert.match(described.curl, /-H 'If-Match: "3"'/);
  assert.match(described.curl, /-d '\{"title":"it'\\''s"\}'/);
  assert.doesNotMatch(described.curl, /tok\b/);
  assert.match(described.curl, /\$PLENUM_TOKEN/);
});

test('what is searched for is cut to what the server takes', () => {
  assert.equal(searchable('  mail   042 '), 'mail 042');
  assert.equal(searchable('a b c d e f g h i j'), 'a b c d e f g h');
  assert.equal(searchable('x'.repeat(300)).length, 200);
});
