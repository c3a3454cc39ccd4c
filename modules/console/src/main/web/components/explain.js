import { lackBehind } from '../lib/session.js';

/**
 * Explains why something is not possible, if that is for want of a permission: what is lacking and who could help.
 *
 * @param {string} reason as whyNot() gave it
 */
export async function explain(reason) {
  const lack = lackBehind(reason);
  if (lack) {
    const { showWhy } = await import('./plenum-why.js');
    showWhy(lack);
  }
}
