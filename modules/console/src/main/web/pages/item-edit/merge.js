import { same } from '../../lib/schema.js';

/**
 * Brings together what two people made of the same thing: what only one changed is as they made it, what both changed
 * differently stays as I have it and is a conflict.
 *
 * @param {Record<string, any>} before what both began with
 * @param {Record<string, any>} theirs what is there now
 * @param {Record<string, any>} mine what I was about to save
 * @returns {{merged: Record<string, any>, changed: {name: string, before: any, theirs: any, conflict: boolean}[]}}
 *     `changed`: what they changed
 */
export function merge(before, theirs, mine) {
  const merged = { ...mine };
  const changed = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(theirs)])) {
    if (same(before[name], theirs[name])) {
      continue;
    }
    const untouched = same(mine[name], before[name]);
    if (untouched) {
      merged[name] = theirs[name];
    }
    changed.push({ name, before: before[name], theirs: theirs[name], conflict: !untouched && !same(mine[name], theirs[name]) });
  }
  return { merged, changed };
}
