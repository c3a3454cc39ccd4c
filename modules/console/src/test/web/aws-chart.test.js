import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

// a script of a module for the browser, which Node would not take for one by its name
const script = await readFile(new URL('../../../../aws/src/main/resources/PLENUM-INF/console/chart.js', import.meta.url), 'utf8');
const { lines, range } = await import(`data:text/javascript,${encodeURIComponent(script)}`);

const from = new Date('2026-11-26T10:00:00Z');
const to = new Date('2026-11-26T11:00:00Z');
const step = 5 * 60_000;
const at = (minutes, value) => ({ time: new Date(from.getTime() + minutes * 60_000).toISOString(), value });
const picture = (points, least, most) => lines(points, { from, to, step, least, most });

test('points lie where their time and value put them, the greatest value on top', () => {
  assert.deepEqual(picture([at(0, 0), at(5, 50), at(10, 100)], 0, 100), [['0,30', '8.33,15', '16.67,0']]);
});

test('a gap of more than two steps ends a line', () => {
  assert.deepEqual(picture([at(0, 0), at(10, 0), at(25, 0), at(60, 0)], 0, 1), [['0,30', '16.67,30'], ['41.67,30'], ['100,30']]);
});

test('nothing measured is no line, and no time or range is no division by nothing', () => {
  assert.deepEqual(picture([], 0, 1), []);
  assert.deepEqual(lines([at(0, 5)], { from, to: from, step, least: 5, most: 5 }), [['0,30']]);
});

test('a share goes to its whole, another value to the greatest, and below nothing only with what is there', () => {
  assert.deepEqual(range({ unit: '%', points: [at(0, 20)] }), { least: 0, most: 100 });
  assert.deepEqual(range({ unit: 'By/s', points: [at(0, 20), at(5, 4000)] }), { least: 0, most: 4000 });
  assert.deepEqual(range({ unit: '', points: [at(0, -3), at(5, 0)] }), { least: -3, most: 1 });
});
