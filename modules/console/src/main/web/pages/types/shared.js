import { html, nothing } from 'lit';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { unitSymbol } from '../../lib/format.js';
import { can } from '../../lib/session.js';

/** The owner of the types that people make. */
export const SITE = 'site';

/** All field types, in the order in which they are offered, with what they look like. */
export const FIELD_TYPES = [
  ['string', 'edit'],
  ['text', 'document'],
  ['integer', 'table'],
  ['decimal', 'columns'],
  ['quantity', 'signal'],
  ['boolean', 'check-circle'],
  ['date-time', 'clock'],
  ['duration', 'history'],
  ['enum', 'list'],
  ['reference', 'connection'],
  ['ip-address', 'computer'],
  ['cidr', 'network'],
  ['mac', 'cpu'],
  ['url', 'globe'],
  ['labels', 'tag'],
  ['json', 'code'],
  ['secret', 'lock'],
];

export const iconOf = (type) => FIELD_TYPES.find(([name]) => name === type)?.[1] ?? 'box';

export const FLAGS = ['required', 'multiple', 'unique', 'searchable', 'immutable', 'sensitive'];

/** What values of these have an order, and so can be unique. */
const ORDERED = new Set(['string', 'integer', 'decimal', 'quantity', 'date-time', 'duration', 'enum', 'ip-address', 'cidr', 'mac', 'url']);

/**
 * Why a flag makes no sense for a field, or cannot change any more; empty when it may be set.
 *
 * @param {object} field as it shall be
 * @param {object} [saved] as it is
 */
export function flagReason(flag, field, saved) {
  if (flag === 'multiple') {
    if (field.type === 'json' || field.type === 'labels') {
      return t('types.noMultiple');
    }
    return saved ? t('types.multipleFixed') : '';
  }
  if (flag === 'unique' && (field.flags.includes('multiple') || !ORDERED.has(field.type))) {
    return t('types.noUnique');
  }
  return '';
}

/** Units that are common in infrastructure, by their UCUM codes; any other can be typed. */
export const UNITS = ['By', 'KiBy', 'MiBy', 'GiBy', 'TiBy', 'bit/s', 'Mbit/s', 'Gbit/s', 'Hz', 'MHz', 'GHz', 'W', 'kW', 'kW.h', 'V', 'A', 'Cel', '%', '{rpm}', '{U}', 'mm', 'm', 'kg', 's', 'ms', 'd', '[EUR]'];

/** A type of field in words, with what belongs to it. */
export function typeWords(field) {
  const name = t(`types.field.${field.type}`);
  if (field.type === 'quantity') {
    return `${name} (${unitSymbol(field.unit)})`;
  }
  if (field.options?.length) {
    const list = field.options.slice(0, 3).join(', ');
    return t('types.typeOf', { name, list: field.options.length > 3 ? t('types.andMore', { list, count: field.options.length - 3 }) : list });
  }
  return name;
}

export function flagBadges(field) {
  return FLAGS.filter((flag) => field.flags?.includes(flag)).map(
    (flag) => html`<plenum-badge tone=${flag === 'required' ? 'accent' : flag === 'sensitive' ? 'warning' : nothing}>${t(`types.flag.${flag}`)}</plenum-badge>`,
  );
}

/** How many items a type has; undefined when they cannot be seen. */
export async function countItems(name, signal) {
  if (!can(`${name}.view`)) {
    return undefined;
  }
  const { data } = await api.get('items', { query: { type: name, limit: 1, total: true, fields: 'id' }, signal });
  return data.total;
}

/** Types and fields that refer to a type. */
export function referrers(types, name) {
  return types.flatMap((type) =>
    type.fields
      .filter((field) => field.type === 'reference' && field.options.includes(name))
      .map((field) => ({ type, field })),
  );
}

/** A label as the name of a field: "Host name" as hostName. */
export function fieldName(label) {
  const words = plain(label).split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words.map((word, at) => (at === 0 ? word[0].toLowerCase() + word.slice(1) : word[0].toUpperCase() + word.slice(1))).join('');
  return joined.replace(/^[^a-z]+/, '').slice(0, 40);
}

/** A label as the name of a type: "Rack unit" as site.rack-unit. */
export function typeName(label) {
  const words = plain(label).toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join('-').replace(/^[^a-z]+/, '');
  return words ? `${SITE}.${words}`.slice(0, 60).replace(/-$/, '') : '';
}

/** Letters without their accents. */
const plain = (text) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
