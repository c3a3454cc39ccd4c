import { has, t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';

/** How an entry ended: its look. */
export const OUTCOMES = {
  SUCCESS: { icon: 'check-circle', tone: 'success' },
  FAILURE: { icon: 'error', tone: 'danger' },
  DENIED: { icon: 'lock', tone: 'warning' },
  INTENT: { icon: 'clock', tone: 'neutral' },
  UNKNOWN: { icon: 'question', tone: 'warning' },
};

export const outcomeWord = (outcome) => t(`audit.outcome.${outcome}`);

/** Who did it: a name, or words for one that has been erased. */
export function actorName({ actorName, event }) {
  if (event.actor.kind === 'SYSTEM') {
    return t('audit.system');
  }
  if (event.actor.kind === 'MODULE') {
    return t('audit.module', { name: event.actor.name });
  }
  return actorName ?? t('audit.erased');
}

/** A kind of target in words. Content types know their label. */
export function targetKind(type, types = []) {
  return has(`audit.kind.${type}`) ? t(`audit.kind.${type}`) : (types.find((one) => one.name === type)?.label ?? type);
}

const short = (id) => (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(id) ? `…${id.slice(-6)}` : id);

/** What the target is called: its name, else the end of its id. */
function targetName({ event }, { names }) {
  const { type, id } = event.target;
  const told = type === 'operation' ? event.details?.kind : (event.details?.name ?? event.details?.title);
  return names.get(id) ?? told ?? (id && short(String(id)));
}

/** What it was done to: kind and name. */
export function targetWords(entry, context) {
  const name = targetName(entry, context);
  const kind = targetKind(entry.event.target.type, context.types);
  return name ? t('audit.target', { kind, name }) : kind;
}

/** The entry as a sentence. */
export function sentence(entry, context, what = targetWords(entry, context)) {
  const { action, outcome, target, details } = entry.event;
  const values = { who: actorName(entry), what, name: targetName(entry, context), action, act: details?.action ?? action };
  if (outcome === 'SUCCESS') {
    return has(`audit.did.${action}`) ? t(`audit.did.${action}`, values) : t('audit.did', values);
  }
  if (has(`audit.ended.${outcome}.${action}`)) {
    return t(`audit.ended.${outcome}.${action}`, values);
  }
  if (outcome === 'DENIED' && target.type === 'space') {
    return t('audit.lacked', values);
  }
  const verb = has(`audit.do.${action}`) ? t(`audit.do.${action}`, values) : t('audit.do', values);
  return t(`audit.ended.${outcome}`, { ...values, verb });
}

/** Many entries that differ in their target only, as one sentence. */
export function manySentence(entries, context) {
  const kind = targetKind(entries[0].event.target.type, context.types);
  return sentence(entries[0], context, t('audit.many', { kind, count: entries.length }));
}

/** Where the target is shown, if anywhere. */
export function targetHref({ event }, { types }) {
  const { type, id } = event.target;
  if (!id) {
    return undefined;
  }
  const page = {
    user: () => href(`/access/users/${id}`),
    group: () => href(`/access/groups/${id}`),
    role: () => href('/access/roles'),
    grant: () => href('/access/grants'),
    token: () => href('/access/tokens'),
    operation: () => href(`/operations/${id}`),
    module: () => href(`/modules/${encodeURIComponent(id)}`),
    'content-type': () => href(`/types/${encodeURIComponent(id)}`),
    'infrastructure.connection': () => href(`/connections/${id}`),
    'infrastructure.change': () => href(`/changes/${id}`),
  }[type];
  return page ? page() : types.some((one) => one.name === type) ? href(`/items/${id}`) : undefined;
}

/** `grantsRevoked` as "Grants revoked". */
export function memberWords(name) {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[-_.]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
