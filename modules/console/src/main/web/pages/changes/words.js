/** One that only accepts drift does nothing remote, but what is there counts as wanted afterwards. */
export function changesNothing({ plan }) {
  return plan?.action === 'none' && !plan.accepted?.length;
}

/** One of many resources has a title of its own. */
export function titleOf(change) {
  return change.resourceTitle ?? change.title;
}
