import * as format from './format.js';

/**
 * From a content type to form fields, columns and words. A field is as REST gives it:
 * `{name, type, label, help, mode, flags, options, unit}`.
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {'string'|'text'|'integer'|'decimal'|'quantity'|'boolean'|'date-time'|'duration'|'enum'|'ip-address'|'cidr'|'mac'|'url'|'json'|'labels'|'reference'|'secret'} type
 * @property {string} [label]
 * @property {string} [help]
 * @property {'desired'|'observed'|'both'} [mode]
 * @property {string[]} [flags]
 * @property {string[]} [options]
 * @property {string} [unit]
 */

export const is = (field, flag) => (field.flags ?? []).includes(flag);

const WIDE = new Set(['text', 'json', 'labels']);
const UNSORTABLE = new Set(['json', 'labels', 'text', 'secret', 'reference']);

/**
 * The fields of a form.
 *
 * @param {{fields: Field[]}} type
 * @param {'create'|'edit'} purpose
 * @param {{managed?: boolean}} [item] fields of mode `both` of managed items change by a change, not in place
 */
export function formFields(type, purpose, { managed = false } = {}) {
  return type.fields
    .filter((field) => field.mode !== 'observed')
    .map((field) => ({
      ...field,
      readonly: (purpose === 'edit' && is(field, 'immutable')) || (managed && field.mode === 'both'),
    }));
}

/** Columns that a list of this type can have; those that say most come first and are shown at first. Internal fields have none. */
export function columns(type, { shown = 4 } = {}) {
  const rank = (field) =>
    (field.type === 'enum' ? 0 : 2) + (is(field, 'searchable') ? 0 : 1) + (WIDE.has(field.type) || field.type === 'secret' ? 9 : 0);
  const first = new Set(
    type.fields
      .filter((field) => !is(field, 'internal'))
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, shown)
      .filter((field) => rank(field) < 9)
      .map((field) => field.name),
  );
  return type.fields
    .filter((field) => field.type !== 'secret' && !is(field, 'internal'))
    .map((field) => ({
      id: `values.${field.name}`,
      field,
      label: field.label || field.name,
      sort: is(field, 'multiple') || UNSORTABLE.has(field.type) ? undefined : field.name,
      align: ['integer', 'decimal', 'quantity'].includes(field.type) ? 'end' : 'start',
      hidden: !first.has(field.name),
    }));
}

/** A value in words. References and secrets stay ids: who shows them may know more. */
export function valueText(field, value, t = (key) => key) {
  if (value === undefined || value === null || value === '') {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map((one) => valueText(field, one, t)).join(', ');
  }
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return format.number(Number(value), { maximumFractionDigits: 12 });
    case 'quantity':
      return format.quantity(value, field.unit ?? '');
    case 'boolean':
      return t(value ? 'common.yes' : 'common.no');
    case 'date-time':
      return format.dateTime(value);
    case 'duration':
      return format.duration(value);
    case 'labels':
      return Object.entries(value)
        .map(([name, text]) => `${name}=${text}`)
        .join(', ');
    case 'json':
      return JSON.stringify(value);
    case 'secret':
      return t('common.secretSet');
    default:
      return String(value);
  }
}

/** What stands in the input of a single value. */
export function toInput(field, value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (field.type === 'json') {
    return JSON.stringify(value, null, 2);
  }
  return field.type === 'date-time' ? localTime(value) : String(value);
}

/** A time as inputs of type datetime-local want it. */
function localTime(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    return '';
  }
  const pad = (part) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function isIpv4(text) {
  const parts = IPV4.exec(text)?.slice(1);
  return Boolean(parts?.every((part) => Number(part) < 256 && (part === '0' || !part.startsWith('0'))));
}

function isIpv6(text) {
  let groups = text;
  const last = /^(.*:)([^:]*\.[^:]*)$/.exec(text);
  if (last) {
    if (!isIpv4(last[2])) {
      return false;
    }
    groups = last[1] + '0:0';
  }
  const halves = groups.split('::');
  if (halves.length > 2) {
    return false;
  }
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return parts.every((part) => /^[\da-f]{1,4}$/i.test(part)) && (halves.length === 2 ? parts.length < 8 : parts.length === 8);
}

const isIp = (text) => isIpv4(text) || isIpv6(text);

function isCidr(text) {
  const [address, bits, ...more] = text.split('/');
  return more.length === 0 && /^\d{1,3}$/.test(bits ?? '') && isIp(address) && Number(bits) <= (isIpv4(address) ? 32 : 128);
}

/**
 * Reads what was typed for a single value.
 *
 * @param {Field} field
 * @param {string} text
 * @returns {{value?: any, error?: string, args?: object}} `value` is undefined for nothing; `error` is the key of a message
 */
export function fromInput(field, text) {
  const typed = field.type === 'text' || field.type === 'string' ? text : text.trim();
  if (typed === '') {
    return {};
  }
  switch (field.type) {
    case 'string':
      return typed.length > 1024 ? { error: 'field.tooLong', args: { most: 1024 } } : { value: typed };
    case 'integer':
      return /^[+-]?\d+$/.test(typed) && Number.isSafeInteger(Number(typed))
        ? { value: Number(typed) }
        : { error: 'field.integer' };
    case 'decimal':
    case 'quantity':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(typed) && Number.isFinite(Number(typed))
        ? { value: Number(typed) }
        : { error: 'field.decimal' };
    case 'date-time': {
      const date = new Date(typed);
      return Number.isNaN(date.getTime()) ? { error: 'field.dateTime' } : { value: date.toISOString() };
    }
    case 'duration':
      return Number.isNaN(format.durationMillis(typed.toUpperCase()))
        ? { error: 'field.duration' }
        : { value: typed.toUpperCase() };
    case 'enum':
      return !field.options?.length || field.options.includes(typed) ? { value: typed } : { error: 'field.option' };
    case 'ip-address':
      return isIp(typed) ? { value: typed } : { error: 'field.ip' };
    case 'cidr':
      return isCidr(typed) ? { value: typed } : { error: 'field.cidr' };
    case 'mac':
      return /^[\da-f]{2}([:-][\da-f]{2}){5}$/i.test(typed) ? { value: typed } : { error: 'field.mac' };
    case 'url':
      return isUrl(typed) ? { value: typed } : { error: 'field.url' };
    case 'json':
      try {
        return { value: JSON.parse(typed) };
      } catch (thrown) {
        return { error: 'field.json', args: { why: thrown.message } };
      }
    default:
      return { value: typed };
  }
}

function isUrl(text) {
  try {
    return !new URL(text).password;
  } catch {
    return false;
  }
}

/** Whether a value counts as missing, as the server counts. */
export function isEmpty(value) {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/**
 * A merge patch from what was to what is: what vanished is null; nothing when nothing changed.
 *
 * @returns {Record<string, any>|undefined}
 */
export function mergePatch(before, after) {
  const patch = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (same(before[name], after[name])) {
      continue;
    }
    const [old, now] = [before[name], after[name]];
    patch[name] = isEmpty(now) ? null : plain(old) && plain(now) ? mergePatch(old, now) : now;
  }
  return Object.keys(patch).length ? patch : undefined;
}

const plain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deep equality of JSON; missing and null are the same. */
export function same(a, b) {
  if (a === b || (isEmpty(a) && isEmpty(b))) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}
