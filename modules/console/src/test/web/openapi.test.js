import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callOf, endpoints, example, resolve, typeWords } from '../../main/web/lib/openapi.js';

const document = {
  paths: {
    '/api/v1/things/{id}': {
      delete: { tags: ['Things'], operationId: 'things.delete', parameters: [{ name: 'If-Match', in: 'header', required: true }, { name: 'id', in: 'path', required: true }], responses: { 204: { description: 'Success' } } },
      get: { tags: ['Things'], operationId: 'things.get', responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } }, default: { $ref: '#/components/responses/Problem' } } },
    },
    '/api/v1/things': {
      post: { tags: ['Things'], operationId: 'things.create', requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
    },
    '/api/v1/ext/other': { get: { tags: ['other'] } },
  },
  components: {
    responses: { Problem: { description: 'What is wrong', content: { 'application/problem+json': { schema: { type: 'object' } } } } },
    schemas: {
      Thing: {
        type: 'object',
        required: ['name', 'parent'],
        properties: {
          id: { type: 'string', format: 'uuid', readOnly: true },
          name: { type: 'string' },
          size: { type: 'integer' },
          kind: { type: 'string', enum: ['small', 'large'] },
          labels: { type: 'object' },
          parent: { $ref: '#/components/schemas/Thing' },
        },
      },
    },
  },
};

test('endpoints stand by tag, path and method', () => {
  assert.deepEqual(
    endpoints(document).map(({ id }) => id),
    ['things.create', 'things.get', 'things.delete', 'get /api/v1/ext/other'],
  );
});

test('an answer that refers to another place is read from there', () => {
  const problem = endpoints(document)[1].answers.find(({ status }) => status === 'default');
  assert.equal(problem.type, 'application/problem+json');
  assert.equal(problem.description, 'What is wrong');
});

test('a reference to nothing is an empty schema', () => {
  assert.deepEqual(resolve(document, { $ref: '#/components/schemas/Missing' }), {});
});

test('an example has what is required and ends where a schema holds itself', () => {
  const { name, parent, ...rest } = example(document, { $ref: '#/components/schemas/Thing' });
  assert.deepEqual([name, rest], ['', {}]);
  assert.deepEqual(Object.keys(parent), ['name', 'parent']);
  assert.doesNotThrow(() => JSON.stringify(parent));
});

test('types are told in words', () => {
  const { Thing } = document.components.schemas;
  assert.equal(typeWords(document, Thing.properties.id), 'string (uuid)');
  assert.equal(typeWords(document, Thing.properties.kind), '"small" | "large"');
  assert.equal(typeWords(document, { type: 'array', items: Thing.properties.parent }), 'list of Thing');
  assert.equal(typeWords(document, {}), 'anything');
});

test('a filled-in form becomes a call', () => {
  const remove = endpoints(document)[2];
  assert.deepEqual(callOf(remove, { id: 'a b/c', 'If-Match': '"3"' }).call, { method: 'DELETE', path: '/api/v1/things/a%20b/c', revision: '3' });
  assert.deepEqual(callOf(remove, { id: ' ' }).missing, ['If-Match', 'id']);
});
