import { t } from 'plenum';
import './words.js';

/** A field for each connection that a blueprint names, of which `$` keeps the names apart from its parameters. */
export function connectionFields(names, connections) {
  return names.map((name) => ({
    name: `$${name}`,
    type: 'reference',
    label: t('blueprint.connection', { name }),
    help: t('blueprint.connectionHelp'),
    flags: ['required'],
    options: ['infrastructure.connection'],
    choices: connections.map(({ id, title }) => ({ value: id, label: title })),
    pointer: `/connections/${name}`,
  }));
}

/** What such a form gives, as REST takes it. */
export function wishOf(names, values) {
  return {
    connections: Object.fromEntries(names.filter((name) => values[`$${name}`]).map((name) => [name, values[`$${name}`]])),
    parameters: Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('$'))),
  };
}

/** What a form begins with is the same object as long as it says the same: with another the form would begin anew. */
export function kept(before, now) {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** Fields of the console's forms, of the JSON Schema of a blueprint's parameters. */
export function fieldsOf(schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    label: property.title || name,
    help: property.description ?? '',
    ...kind(property),
    flags: [...(required.has(name) ? ['required'] : []), ...(isTexts(property) ? ['multiple'] : [])],
  }));
}

/** What the form begins with. */
export function defaultsOf(schema) {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([, property]) => property.default !== undefined)
      .map(([name, property]) => [name, property.default]),
  );
}

function isTexts(property) {
  return property.type === 'array' && (property.items?.type ?? 'string') === 'string';
}

function kind(property) {
  if (property.enum?.every((option) => typeof option === 'string')) {
    return { type: 'enum', options: property.enum };
  }
  if (isTexts(property)) {
    return { type: 'string' };
  }
  return { type: { string: 'string', integer: 'integer', number: 'decimal', boolean: 'boolean' }[property.type] ?? 'json' };
}
