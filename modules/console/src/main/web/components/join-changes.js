import { api } from '../lib/api.js';
import { joinedSteps } from '../lib/change-set.js';
import { t } from '../lib/i18n.js';
import { Problem } from '../lib/problem.js';
import { whyNot } from '../lib/session.js';
import { toast } from './toast.js';

/** What a draft is called where changes are listed. */
export const changeHeading = ({ title, values }) =>
  t('plan.heading', { kind: values.kind, title: values.resourceTitle ?? title, action: values.action ?? '' });

/**
 * Makes one draft out of several, which are discarded then: what they want is planned together, in one order, and
 * approved and applied as one.
 *
 * @param {string[]} ids drafts, whose order does not matter
 * @param {{title?: string, reason?: string}} words
 * @returns {Promise<object>} the new change
 * @throws {Problem} also when one of them asks for values that are shown to nobody
 */
export async function joinChanges(ids, { title, reason } = {}) {
  const drafts = await Promise.all(ids.map(read));
  const { data: change } = await api.post('ext/infrastructure/changes', {
    kind: 'set',
    title: title || joinedTitle(drafts),
    space: drafts[0].space,
    steps: joinedSteps(drafts),
    reason: reason || [...new Set(drafts.map(({ values }) => values.reason).filter(Boolean))].join(' '),
  });
  await discard(drafts);
  return change;
}

/** Values that are not shown would be lost on the way. */
async function read(id) {
  const [{ data: draft }, { data: change }] = await Promise.all([api.get(`items/${id}`), api.get(`ext/infrastructure/changes/${id}`)]);
  if (change.withholds) {
    throw new Problem({ title: t('plan.joinImpossible'), detail: t('plan.joinWithholds', { change: changeHeading(draft) }) });
  }
  return draft;
}

/** One that had a name of its own keeps it. */
export function joinedTitle(drafts) {
  const named = drafts.filter(({ values }) => values.kind === 'set');
  return named.length === 1 ? named[0].title : drafts.map(changeHeading).join(', ').slice(0, 200);
}

/** Who may not delete changes leaves them to those who may, and is told so. */
async function discard(drafts) {
  const gone = await Promise.all(
    drafts.map(async ({ id, space, revision }) => {
      if (whyNot('infrastructure.change.delete', t, space)) {
        return false;
      }
      return api.del(`items/${id}`, { revision }).then(() => true, () => false);
    }),
  );
  if (gone.includes(false)) {
    toast({ text: t('plan.joinedLeft'), tone: 'warning' });
  }
}
