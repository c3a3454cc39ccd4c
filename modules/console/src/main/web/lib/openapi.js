/** Reads the server's own description of its API (OpenAPI 3.1), as far as it is used. */

const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

/**
 * @typedef {object} Endpoint
 * @property {string} id
 * @property {'GET'|'POST'|'PATCH'|'PUT'|'DELETE'} method
 * @property {string} path with `{name}` for what has to be filled in
 * @property {string} tag
 * @property {string} summary
 * @property {{name: string, in: 'path'|'query'|'header', required: boolean, schema: object}[]} parameters
 * @property {{required: boolean, types: string[], schema: object}|undefined} body
 * @property {{status: string, description: string, type: string|undefined, schema: object|undefined}[]} answers
 */

/** @returns {Endpoint[]} in the order of the document, within a tag by path */
export function endpoints(document) {
  const found = [];
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS.filter((one) => methods[one])) {
      found.push(endpoint(document, path, method, methods[method]));
    }
  }
  const tags = [...new Set(found.map(({ tag }) => tag))];
  return found.sort(
    (a, b) =>
      tags.indexOf(a.tag) - tags.indexOf(b.tag) ||
      a.path.localeCompare(b.path) ||
      METHODS.indexOf(a.method.toLowerCase()) - METHODS.indexOf(b.method.toLowerCase()),
  );
}

function endpoint(document, path, method, described) {
  const content = described.requestBody?.content ?? {};
  return {
    id: described.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    tag: described.tags?.[0] ?? '',
    summary: described.summary ?? '',
    parameters: (described.parameters ?? []).map((parameter) => resolve(document, parameter)).sort((a, b) => Boolean(b.required) - Boolean(a.required)),
    body: described.requestBody && {
      required: Boolean(described.requestBody.required),
      types: Object.keys(content),
      schema: Object.values(content)[0]?.schema ?? {},
    },
    answers: Object.entries(described.responses ?? {}).map(([status, reference]) => {
      const answer = resolve(document, reference);
      const [type, { schema } = {}] = Object.entries(answer.content ?? {})[0] ?? [];
      return { status, description: answer.description ?? '', type, schema };
    }),
  };
}

/** Follows a reference within the document. */
export function resolve(document, schema) {
  let found = schema;
  for (let steps = 0; found?.$ref && steps < 20; steps++) {
    found = found.$ref
      .replace(/^#\//, '')
      .split('/')
      .reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  }
  return found ?? {};
}

/** The name of what a reference leads to, or nothing. */
export function nameOf(schema) {
  return schema?.$ref?.split('/').at(-1);
}

/** What a schema asks for, in a few words: `string (uuid)`, `list of Item`. */
export function typeWords(document, schema) {
  const name = nameOf(schema);
  if (name) {
    return name;
  }
  const { type, format, items, enum: options, anyOf, const: constant } = schema ?? {};
  if (constant !== undefined) {
    return JSON.stringify(constant);
  }
  if (options) {
    return options.map((option) => JSON.stringify(option)).join(' | ');
  }
  if (type === 'array') {
    return `list of ${typeWords(document, items ?? {})}`;
  }
  if (!type && anyOf) {
    return anyOf.map((one) => typeWords(document, one)).join(' or ');
  }
  const kind = Array.isArray(type) ? type.join(' or ') : (type ?? 'anything');
  return format ? `${kind} (${format})` : kind;
}

/** A value that fits a schema, to begin with: all that is required. */
export function example(document, schema, depth = 0) {
  const found = resolve(document, schema);
  if (found.default !== undefined || found.const !== undefined) {
    return found.default ?? found.const;
  }
  if (found.enum) {
    return found.enum[0];
  }
  switch (Array.isArray(found.type) ? found.type[0] : found.type) {
    case 'array':
      return depth > 3 ? [] : [example(document, found.items ?? {}, depth + 1)];
    case 'object':
      return Object.fromEntries(
        Object.entries(found.properties ?? {})
          .filter(([name, part]) => found.required?.includes(name) && !resolve(document, part).readOnly)
          .map(([name, part]) => [name, depth > 3 ? null : example(document, part, depth + 1)]),
      );
    case 'integer':
    case 'number':
      return found.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return { uuid: '00000000-0000-0000-0000-000000000000', 'date-time': '2026-01-31T12:00:00Z' }[found.format] ?? '';
    default:
      return found.properties ? example(document, { ...found, type: 'object' }, depth) : {};
  }
}

/**
 * The call that a filled-in form stands for.
 *
 * @param {Endpoint} endpoint
 * @param {Record<string, string>} values of parameters, by name
 * @param {unknown} [body]
 * @returns {{call: import('./api.js').Call, missing: string[]}} names of what is required and empty
 */
export function callOf(endpoint, values, body) {
  const given = (name) => (values[name] ?? '').trim();
  const missing = endpoint.parameters.filter(({ name, required }) => required && !given(name)).map(({ name }) => name);
  const call = { method: endpoint.method, path: endpoint.path };
  const query = {};
  const headers = {};
  for (const { name, in: place } of endpoint.parameters) {
    const value = given(name);
    if (!value) {
      continue;
    }
    if (place === 'path') {
      // `{path}` of the audit log's tiles holds slashes, which stay.
      call.path = call.path.replace(`{${name}}`, value.split('/').map(encodeURIComponent).join('/'));
    } else if (place === 'query') {
      query[name] = value;
    } else if (name === 'If-Match') {
      call.revision = value.replace(/^"|"$/g, '');
    } else if (name === 'Idempotency-Key') {
      call.key = value;
    } else {
      headers[name] = value;
    }
  }
  if (Object.keys(query).length) {
    call.query = query;
  }
  if (Object.keys(headers).length) {
    call.headers = headers;
  }
  if (body !== undefined) {
    call.body = body;
  }
  return { call, missing };
}
