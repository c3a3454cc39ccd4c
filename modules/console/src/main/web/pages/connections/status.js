import { html, nothing } from 'lit';
import { toast, toastProblem } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { durationMillis, number } from '../../lib/format.js';
import { has, t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';

export const PATH = 'ext/infrastructure/connections';

/** What stands above the page of one connection. */
export const crumbs = () => [{ label: t('connections.title'), href: href('/connections') }];

const GOING_ON = ['queued', 'running', 'waiting'];

/** Whether an operation is under way. */
export const goingOn = (operation) => GOING_ON.includes(operation?.status);

/** Whether its newest sync is under way. */
export const syncing = (connection) => goingOn(connection.sync);

/** Where it stands, in colour and words: `failing` says of what kind. */
export function status(connection) {
  return html`<plenum-state value=${connection.status}></plenum-state>${
    connection.status === 'failing' && connection.statusCategory
      ? html` <span class="muted small">${category(connection.statusCategory)}</span>`
      : nothing
  }`;
}

/** A kind of failure in words. */
export function category(name) {
  const key = `connections.category.${name}`;
  return has(key) ? t(key) : name;
}

/** What to do about a kind of failure. */
export function advice(name) {
  const key = `connections.advice.${name}`;
  return has(key) ? t(key) : '';
}

/** When the next sync begins; undefined when none is planned, or one is under way. */
export function nextSync(connection) {
  const every = connection.syncEvery === 'off' ? NaN : durationMillis(connection.syncEvery);
  if (Number.isNaN(every) || syncing(connection)) {
    return undefined;
  }
  const last = connection.sync ? new Date(connection.sync.createdAt).getTime() : Date.now();
  return new Date(Math.max(last + every, Date.now())).toISOString();
}

/** What a sync found, in a line; what is zero says nothing. */
export function counts(result) {
  if (result?.seen === undefined) {
    return '';
  }
  const told = ['created', 'updated', 'drifted', 'vanished', 'rejected'].filter((name) => result[name]);
  return [
    ...(result.incremental ? [t('connections.count.quick')] : []),
    t('connections.count.seen', { count: result.seen, items: number(result.seen) }),
    ...told.map((name) => t(`connections.count.${name}`, { items: number(result[name]) })),
  ].join(' · ');
}

/** Whether its last sync has left off where one of only what has changed since can go on. */
export const resumable = ({ sync }) => sync?.status === 'succeeded' && Object.keys(sync.result?.cursors ?? {}).length > 0;

/** @param {boolean} [quick] only what has changed since the last one */
export const syncCall = (connection, quick) => ({
  method: 'POST',
  path: `${PATH}/${connection.id}/sync`,
  query: quick ? { incremental: true } : undefined,
  body: {},
});
export const checkCall = (connection) => ({ method: 'POST', path: `${PATH}/${connection.id}/check`, body: {} });

export const rotateCall = (connection) => ({ method: 'POST', path: `${PATH}/${connection.id}/rotate`, body: {} });

/** Begins a sync; gives its operation. */
export async function syncNow(connection, quick) {
  try {
    const { data } = await api.send(syncCall(connection, quick));
    toast({ text: t('connections.syncStarted', { name: connection.title }), href: href(`/operations/${data.id}`), link: t('connections.follow') });
    return data;
  } catch (thrown) {
    toastProblem(thrown);
    return undefined;
  }
}

/** Contacts the remote system, and says how that went. */
export async function checkNow(connection) {
  try {
    const { data } = await api.send(checkCall(connection));
    if (data.ok) {
      toast(t('connections.checkOk', { name: connection.title }));
    } else {
      toast({ text: t('connections.checkFailed', { name: connection.title }), tone: 'danger' });
    }
    return data;
  } catch (thrown) {
    toastProblem(thrown);
    return undefined;
  }
}
