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
