import { api } from './api.js';

/** Secrets typed into a form: content holds references to them, and a call that is shown holds neither. */

const REFERENCE = /^secret:(kept|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}#\d+)$/;

/** Whether a value stands for a secret that is stored: its reference, or the word for one that stays. */
export const isReference = (value) => typeof value === 'string' && REFERENCE.test(value);

const typed = (field, value) => field.type === 'secret' && typeof value === 'string' && value !== '' && !isReference(value);

/** Names of the fields of a type that have a typed secret. */
const namesIn = (type, values = {}) => type.fields.filter((field) => typed(field, values[field.name])).map(({ name }) => name);

const withValues = (call, values) => ({ ...call, body: { ...call.body, values: { ...call.body.values, ...values } } });

/** The call as it may be shown. */
export function masked(call, type) {
  return withValues(call, Object.fromEntries(namesIn(type, call.body.values).map((name) => [name, 'secret:<id>#<version>'])));
}

/** The call with a reference in place of each typed secret, which is stored first. */
export async function sealed(call, type, space) {
  const kept = {};
  for (const name of namesIn(type, call.body.values)) {
    const { data } = await api.post('secrets', { field: `${type.name}.${name}`, value: call.body.values[name], space });
    kept[name] = data.reference;
  }
  return withValues(call, kept);
}
