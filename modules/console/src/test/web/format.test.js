import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as format from '../../main/web/lib/format.js';
import { locale } from '../../main/web/lib/i18n.js';

const plain = (text) => text.replaceAll(/\s/g, ' ');

test('numbers follow the locale', () => {
  locale.value = 'de';
  assert.equal(format.number(1234.5), '1.234,5');
  locale.value = 'en';
  assert.equal(format.number(1234.5), '1,234.5');
});

test('times are told from now', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  const told = (iso) => format.relativeTime(iso, now);
  assert.equal(told('2026-01-01T11:57:00Z'), '3 minutes ago');
  assert.equal(told('2026-01-01T11:59:58Z'), 'now');
  assert.equal(told('2026-01-03T13:00:00Z'), 'in 2 days');
  assert.equal(told('2025-12-31T11:00:00Z'), 'yesterday');
});

test('a time that is none is shown as it is', () => {
  assert.equal(format.relativeTime('soon'), 'soon');
  assert.equal(format.dateTime('soon'), 'soon');
});

test('durations show their two largest parts', () => {
  assert.equal(plain(format.duration(250)), '250ms');
  assert.equal(plain(format.duration(1500)), '1.5s');
  assert.equal(plain(format.duration('PT36H5M10S')), '1d 12h');
  assert.equal(plain(format.duration('PT90S')), '1m 30s');
});

test('durations are read as ISO 8601 writes them', () => {
  assert.equal(format.durationMillis('P1DT2H'), 93_600_000);
  assert.equal(format.durationMillis('-PT0.5S'), -500);
  assert.ok(Number.isNaN(format.durationMillis('P')));
  assert.ok(Number.isNaN(format.durationMillis('1h')));
});

test('bytes step up by 1024', () => {
  assert.equal(format.bytes(512), '512 B');
  assert.equal(format.bytes(1536), '1.5 KiB');
  assert.equal(format.bytes(64 * 1024 ** 3), '64 GiB');
});

test('quantities carry their units as people write them', () => {
  assert.equal(format.quantity(64, 'GiBy'), '64 GiB');
  assert.equal(format.quantity(2048, 'MiBy'), '2 GiB');
  assert.equal(format.quantity(41.25, 'Cel'), '41.25 °C');
  assert.equal(format.quantity(3, '{cores}'), '3 cores');
  assert.equal(format.quantity(3, '1'), '3');
});
