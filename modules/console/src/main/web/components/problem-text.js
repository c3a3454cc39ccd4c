import { t } from '../lib/i18n.js';

/** What a problem says to people: the server's words, or ours where no server spoke. */
export function problemText(problem) {
  if (problem.unreachable) {
    return t('problem.unreachableHelp');
  }
  return problem.foreign ? t('problem.notPlenumHelp', { status: problem.status }) : problem.detail || problem.message;
}
