import { Problem } from './problem.js';

export { Problem };

/** Where the API is. */
export const BASE = '/api/v1';

/**
 * @typedef {object} Call a request, ready to be sent or shown
 * @property {'GET'|'POST'|'PATCH'|'DELETE'} method
 * @property {string} path below /api/v1, such as `items/42`, or absolute when it begins with a slash
 * @property {Record<string, unknown>} [query] undefined, null and empty texts are left out
 * @property {unknown} [body] sent as JSON; a Blob as it is
 * @property {number|string} [revision] the revision you have seen, sent as If-Match
 * @property {boolean} [dryRun] try it without doing it
 * @property {string|true} [key] Idempotency-Key; true for a fresh one
 */

/**
 * @typedef {object} Answer
 * @property {any} data the JSON, or undefined
 * @property {string|undefined} etag the revision, without quotes
 * @property {string|undefined} location
 * @property {number} status
 */

let csrfToken = '';
let onSessionLost = () => {};
let onTokenRefused = async () => {};

/** For session.js: the token that every change carries. */
export function useCsrfToken(token) {
  csrfToken = token ?? '';
}

/** For session.js: called when the server says that nobody is signed in. */
export function whenSessionLost(listener) {
  onSessionLost = listener;
}

/** For session.js: called when the token belongs to a session that has been replaced, in another tab; gets the new one. */
export function whenTokenRefused(listener) {
  onTokenRefused = listener;
}

/** The address of a call, from the root. */
export function addressOf({ path, query = {}, dryRun }) {
  const pairs = Object.entries(dryRun ? { ...query, dryRun: true } : query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const root = path.startsWith('/') ? path : `${BASE}/${path}`;
  return pairs.length ? `${root}?${pairs.join('&')}` : root;
}

function headersOf({ method, body, revision, key }) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined && !isBinary(body)) {
    headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  } else if (isBinary(body)) {
    headers['Content-Type'] = 'application/octet-stream';
  }
  if (revision !== undefined) {
    headers['If-Match'] = `"${revision}"`;
  }
  if (key) {
    headers['Idempotency-Key'] = key === true ? freshKey() : key;
  }
  return headers;
}

/** What makes an identifier in one call is there only over HTTPS or on this machine; random bytes are everywhere. */
function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isBinary(body) {
  return typeof Blob !== 'undefined' && body instanceof Blob;
}

/**
 * Sends a call.
 *
 * @param {Call & {signal?: AbortSignal, headers?: Record<string, string>}} call
 * @returns {Promise<Answer>}
 * @throws {Problem}
 */
export async function send(call) {
  const token = csrfToken;
  try {
    return await sendOnce(call);
  } catch (problem) {
    if (problem.code !== 'csrf-token-missing') {
      throw problem;
    }
    await onTokenRefused();
    if (csrfToken === token) {
      throw problem;
    }
    return sendOnce(call);
  }
}

async function sendOnce(call) {
  const headers = { ...headersOf(call), ...call.headers };
  if (call.method !== 'GET' && csrfToken) {
    headers['X-CSRF-Token'] = csrfToken;
  }
  let response;
  try {
    response = await fetch(addressOf(call), {
      method: call.method,
      headers,
      body: call.body === undefined || isBinary(call.body) ? call.body : JSON.stringify(call.body),
      signal: call.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (thrown) {
    if (thrown?.name === 'AbortError') {
      throw thrown;
    }
    throw unreachable(thrown);
  }
  return answered(response, call.path);
}

async function answered(response, path) {
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401 && path !== 'session') {
      onSessionLost();
    }
    throw problem;
  }
  return {
    data: await dataOf(response),
    etag: response.headers.get('ETag')?.replace(/^(W\/)?"|"$/g, ''),
    location: response.headers.get('Location') ?? undefined,
    status: response.status,
  };
}

function unreachable(cause) {
  return new Problem(
    {
      code: 'unreachable',
      title: 'The server does not answer',
      status: 0,
      detail: 'No connection to the server. Check that it runs and that your network reaches it, then try again.',
    },
    { cause },
  );
}

async function dataOf(response) {
  if (response.status === 204 || response.status === 304) {
    return undefined;
  }
  const text = await response.text().catch((thrown) => {
    throw thrown?.name === 'AbortError' ? thrown : unreachable(thrown);
  });
  if (text === '') {
    return undefined;
  }
  return response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : text;
}

async function problemOf(response) {
  const after = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  let body = { code: 'not-plenum' };
  try {
    body = await response.json();
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  return new Problem(
    {
      title: response.statusText || `Status ${response.status}`,
      detail: `The server answered with status ${response.status}.`,
      correlation: response.headers.get('X-Request-Id') ?? undefined,
      ...body,
      status: response.status,
    },
    { retryAfter: Number.isNaN(after) ? undefined : after },
  );
}

/** As much of what somebody typed as `search` takes. */
export function searchable(text) {
  return text.slice(0, 200).trim().split(/\s+/).slice(0, 8).join(' ');
}

/**
 * Sends a file and tells how far it is, which fetch cannot.
 *
 * @param {string} path
 * @param {Blob} file
 * @param {{signal?: AbortSignal, progress?: (share: number) => void}} [options]
 * @returns {Promise<Answer>}
 */
function upload(path, file, { signal, progress = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf({ path }));
    for (const [name, value] of Object.entries(headersOf({ method: 'POST', body: file }))) {
      request.setRequestHeader(name, value);
    }
    if (csrfToken) {
      request.setRequestHeader('X-CSRF-Token', csrfToken);
    }
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onload = () => {
      const headers = new Headers();
      for (const name of ['Content-Type', 'ETag', 'Location', 'Retry-After', 'X-Request-Id']) {
        const value = request.getResponseHeader(name);
        if (value !== null) {
          headers.set(name, value);
        }
      }
      const { status, statusText } = request;
      const body = status === 204 || status === 304 ? null : request.response;
      answered(new Response(body, { status, statusText, headers }), path).then(resolve, reject);
    };
    signal?.addEventListener('abort', () => request.abort());
    if (signal?.aborted) {
      reject(new DOMException('The upload was stopped.', 'AbortError'));
    } else {
      request.send(file);
    }
  });
}

/** `'` ends a shell's quoting, so it is closed, escaped and opened again. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Calls of the REST API; each throws a {@link Problem}. */
export const api = {
  /**
   * @param {string} path
   * @param {{query?: object, signal?: AbortSignal, headers?: Record<string, string>}} [options]
   */
  get: (path, options = {}) => send({ ...options, method: 'GET', path }),

  /**
   * One page of a list.
   *
   * @returns {Promise<{items: any[], next: string|undefined, total: number|undefined}>}
   */
  async list(path, query = {}, { signal } = {}) {
    const { data } = await send({ method: 'GET', path, query, signal });
    // With `fields` an empty list has been seen to come without a body.
    return { items: data?.items ?? [], next: data?.next, total: data?.total };
  },

  /** All pages of a list that is known to be short; stops at `most`. Name a `limit` where the list has pages. */
  async all(path, query = {}, { signal, most = 5000 } = {}) {
    const items = [];
    let after;
    do {
      const page = await api.list(path, { ...query, after }, { signal });
      items.push(...page.items);
      after = page.next;
    } while (after && items.length < most);
    return items;
  },

  /** @param {Partial<Call> & {signal?: AbortSignal}} [options] */
  post: (path, body, options = {}) => send({ ...options, method: 'POST', path, body }),

  /** A merge patch; name the `revision` you have seen. */
  patch: (path, body, options = {}) => send({ ...options, method: 'PATCH', path, body }),

  del: (path, options = {}) => send({ ...options, method: 'DELETE', path }),

  /** @param {Call} call what a page is about to do, so that what is shown is what is sent */
  send,

  upload,

  /**
   * A call as people see it. No credentials are in it: curl reads a token from the environment.
   *
   * @param {Call} call
   * @param {string} [origin]
   */
  describe(call, origin = globalThis.location?.origin ?? '') {
    const headers = headersOf({ ...call, key: undefined });
    const body = call.body === undefined || isBinary(call.body) ? undefined : JSON.stringify(call.body, null, 2);
    const url = origin + addressOf(call);
    const lines = [`curl -sS ${call.method === 'GET' ? '' : `-X ${call.method} `}${quoted(url)}`];
    lines.push('-H "Authorization: Bearer $PLENUM_TOKEN"');
    for (const [name, value] of Object.entries(headers)) {
      if (name !== 'Accept') {
        lines.push(`-H ${quoted(`${name}: ${value}`)}`);
      }
    }
    if (body !== undefined) {
      lines.push(`-d ${quoted(JSON.stringify(call.body))}`);
    } else if (isBinary(call.body)) {
      lines.push('--data-binary @FILE');
    }
    return { method: call.method, path: addressOf(call), url, headers, body, curl: lines.join(' \\\n  ') };
  },
};
