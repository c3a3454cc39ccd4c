import { t } from '../../lib/i18n.js';
import { formFields, is, mergePatch } from '../../lib/schema.js';
import { can, ROOT_SPACE, spaces } from '../../lib/session.js';

/** Fields of the forms. Those of the item itself begin with a space, which no field of a type does. */

/** What a remote system has of it: changed there, by a plan. */
export function remoteFields(type, item) {
  return item?.management?.externalId
    ? formFields(type, 'edit')
        .filter(({ mode }) => mode === 'both')
        .map((field) => explained(field, item))
    : [];
}

/** What is said of it here. */
export function localFields(type, item) {
  const purpose = item ? 'edit' : 'create';
  const remote = item?.management?.externalId;
  return formFields(type, purpose)
    .filter(({ mode }) => !remote || mode !== 'both')
    .map((field) => explained(field, item));
}

export const titleField = () => ({ name: ' title', type: 'string', label: t('item-edit.itemTitle'), flags: ['required'], pointer: '/title' });

export const labelsField = () => ({ name: ' labels', type: 'labels', label: t('item-edit.labels'), flags: [], pointer: '/labels' });

export const reasonField = () => ({
  name: ' reason',
  type: 'string',
  label: t('item-edit.reason'),
  help: t('item-edit.reasonHelp'),
  flags: [],
  pointer: '/reason',
});

/** @param {string} [current] where the item is, or shall be at first */
export function spaceField(type, verb, current) {
  const known = spaces.value.length ? spaces.value : [{ id: current ?? ROOT_SPACE }];
  const usable = known.filter(({ id }) => id === current || can(`${type.name}.${verb}`, id));
  return {
    name: ' space',
    type: 'enum',
    label: t('item-edit.space'),
    flags: ['required'],
    options: usable.map(({ id }) => id),
    optionLabels: Object.fromEntries(usable.map(({ id, title, name }) => [id, title || name || id])),
    pointer: '/space',
  };
}

/** The values of some fields, with nothing for what is not there. */
export function fieldsOf(type, item, fields) {
  return Object.fromEntries(fields.map(({ name }) => [name, item.values[name]]).filter(([, value]) => value !== undefined));
}

export function withoutMarks(values) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !name.startsWith(' ') && value !== undefined));
}

/**
 * What is immutable can be set once, and changed while the item is a draft; after that it says why not. A resource can be made
 * anew: the plan says so and asks.
 */
function explained(field, item) {
  if (!field.readonly || !is(field, 'immutable')) {
    return field;
  }
  const resource = item.management && item.management.connection !== item.id;
  if (resource && item.values[field.name] !== undefined) {
    return { ...field, readonly: false, help: [field.help, t('item-edit.replaces')].filter(Boolean).join(' ') };
  }
  return item.state === 'draft' || item.values[field.name] === undefined
    ? { ...field, readonly: false }
    : { ...field, help: [field.help, t('item-edit.immutable')].filter(Boolean).join(' ') };
}

/** How the item shall be other than it was seen, as a merge patch; nothing when nothing has changed. */
export function localPatch(type, seen, values) {
  const fields = localFields(type, seen);
  const patch = mergePatch(
    { title: seen.title, labels: seen.labels, space: seen.space, values: fieldsOf(type, seen, fields) },
    {
      title: values[' title'],
      labels: values[' labels'] ?? {},
      space: values[' space'],
      values: Object.fromEntries(fields.map(({ name }) => [name, values[name]])),
    },
  );
  return patch && values[' reason'] ? { ...patch, reason: values[' reason'] } : patch;
}

/** What is wanted of the remote system at first: what was published, else what is there. */
export const remoteValues = (type, item) => fieldsOf(type, { values: { ...item.values, ...item.desired } }, remoteFields(type, item));

/** How the resource shall be other than is wanted of it so far. */
export function remotePatch(type, item, values) {
  const wanted = Object.fromEntries(remoteFields(type, item).map(({ name }) => [name, values[name]]));
  return mergePatch(remoteValues(type, item), wanted) ?? {};
}
