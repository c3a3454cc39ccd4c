import { locale } from './i18n.js';

const kept = new Map();

/** Intl's objects are dear to make and cheap to use. */
function made(kind, options) {
  const key = `${kind}|${locale.value}|${JSON.stringify(options)}`;
  if (!kept.has(key)) {
    kept.set(key, new Intl[kind](locale.value, options));
  }
  return kept.get(key);
}

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options = {}) {
  return made('NumberFormat', options).format(value);
}

/** 0.42 as "42 %". */
export function percent(share) {
  return made('NumberFormat', { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** 12,345 as "12K": for badges and tiles. */
export function compact(value) {
  return made('NumberFormat', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** Date and time in the reader's time zone. */
export function dateTime(iso, { seconds = false } = {}) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? String(iso)
    : made('DateTimeFormat', { dateStyle: 'medium', timeStyle: seconds ? 'medium' : 'short' }).format(date);
}

/** Time of the day, with seconds: for logs. */
export function timeOfDay(iso) {
  return made('DateTimeFormat', { timeStyle: 'medium' }).format(new Date(iso));
}

const STEPS = [
  ['second', 1000, 60_000],
  ['minute', 60_000, 3_600_000],
  ['hour', 3_600_000, 86_400_000],
  ['day', 86_400_000, 30 * 86_400_000],
  ['month', 30 * 86_400_000, 365 * 86_400_000],
  ['year', 365 * 86_400_000, Infinity],
];

/** "3 minutes ago". */
export function relativeTime(iso, now = Date.now()) {
  const past = new Date(iso).getTime() - now;
  if (Number.isNaN(past)) {
    return String(iso);
  }
  const [unit, size] = STEPS.find(([, , below]) => Math.abs(past) < below);
  const count = Math.trunc(past / size);
  return made('RelativeTimeFormat', { numeric: 'auto', style: 'long' }).format(
    unit === 'second' && Math.abs(count) < 5 ? 0 : count,
    unit,
  );
}

const DURATION = /^(-)?P(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/;

/** Milliseconds of an ISO 8601 duration of days and less, or NaN. */
export function durationMillis(iso) {
  const match = DURATION.exec(iso);
  if (!match || !/\d/.test(iso)) {
    return NaN;
  }
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const millis = (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign ? -millis : millis;
}

/** @param {number|string} duration milliseconds, or ISO 8601 */
export function duration(duration) {
  const millis = typeof duration === 'number' ? duration : durationMillis(duration);
  if (Number.isNaN(millis)) {
    return String(duration);
  }
  const unit = (value, name, digits = 0) =>
    made('NumberFormat', { style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: digits }).format(value);
  if (Math.abs(millis) < 1000) {
    return unit(millis, 'millisecond');
  }
  if (Math.abs(millis) < 60_000) {
    return unit(millis / 1000, 'second', 1);
  }
  const parts = [];
  let rest = Math.round(Math.abs(millis) / 1000);
  for (const [name, size] of [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count && parts.length < 2) {
      parts.push(unit(count, name));
    }
  }
  return (millis < 0 ? '-' : '') + parts.join(' ');
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** 1536 as "1.5 KiB". */
export function bytes(count) {
  let value = count;
  let step = 0;
  while (Math.abs(value) >= 1024 && step < BINARY.length - 1) {
    value /= 1024;
    step++;
  }
  return `${number(value, { maximumFractionDigits: value < 10 && step ? 1 : 0 })} ${BINARY[step]}`;
}

/** UCUM codes of bytes, as powers of 1024. */
const BYTES = { By: 0, KiBy: 1, MiBy: 2, GiBy: 3, TiBy: 4 };
/** UCUM codes that people write in another way. */
const UNITS = { Cel: '°C', 'r/min': 'rpm', '{rpm}': 'rpm', '%': '%', bit: 'bit', 'Mbit/s': 'Mbit/s', '1': '' };

/** A quantity with its UCUM unit, as people read it: (64, 'GiBy') as "64 GiB". */
export function quantity(value, unit) {
  const amount = Number(value);
  if (unit in BYTES && amount >= 0) {
    return bytes(amount * 1024 ** BYTES[unit]);
  }
  const text = number(amount, { maximumFractionDigits: 3 });
  const symbol = unitSymbol(unit);
  return symbol ? `${text} ${symbol}` : text;
}

/** GiBy as "GiB". */
export function unitSymbol(unit) {
  return unit in BYTES ? unit.replace('By', 'B') : (UNITS[unit] ?? unit.replaceAll(/[{}]/g, ''));
}
