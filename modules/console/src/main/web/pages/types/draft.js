import { same } from '../../lib/schema.js';

/**
 * What is edited: `{name, label, traits, fields}`. Each field has a `was`, the name of the field that it is in the saved
 * type, or nothing when it is new; so that it can be told what has changed.
 */
export function draftOf(type) {
  return {
    name: type.name,
    label: type.label,
    traits: [...type.traits].sort(),
    fields: type.fields.map((field) => ({ ...field, was: field.name })),
  };
}

export const emptyDraft = () => ({ name: '', label: '', traits: [], fields: [] });

/** A field as the server takes it: without what the editor keeps, and without what says nothing. */
export function definition({ name, type, label, help, mode, flags, options, unit }) {
  return {
    name,
    type,
    label,
    ...(help ? { help } : {}),
    mode,
    flags: [...flags].sort(),
    ...(options?.length ? { options } : {}),
    ...(unit ? { unit } : {}),
  };
}

const comparable = (field) => {
  const { options, ...rest } = definition(field);
  return { ...rest, options: options ?? [], help: field.help ?? '', unit: field.unit ?? '' };
};

/**
 * What a draft changes.
 *
 * @returns {{kind: 'label'|'traits'|'added'|'removed'|'changed'|'moved', field?: object, before?: object}[]}
 */
export function changes(saved, draft) {
  const found = [];
  if (saved.label !== draft.label) {
    found.push({ kind: 'label' });
  }
  if (!same([...saved.traits].sort(), [...draft.traits].sort())) {
    found.push({ kind: 'traits' });
  }
  for (const field of draft.fields) {
    const before = saved.fields.find((one) => one.name === field.was);
    if (!before) {
      found.push({ kind: 'added', field });
    } else if (!same(comparable(before), comparable(field))) {
      found.push({ kind: 'changed', field, before });
    }
  }
  for (const before of saved.fields) {
    if (!draft.fields.some((field) => field.was === before.name)) {
      found.push({ kind: 'removed', before });
    }
  }
  const kept = draft.fields.map((field) => field.was).filter((name) => saved.fields.some((one) => one.name === name));
  const order = saved.fields.map((field) => field.name).filter((name) => kept.includes(name));
  if (!same(kept, order)) {
    found.push({ kind: 'moved' });
  }
  return found;
}

/** A list with one of its elements at another place. */
export function moved(list, from, to) {
  const next = [...list];
  next.splice(Math.max(0, Math.min(to, list.length - 1)), 0, ...next.splice(from, 1));
  return next;
}
