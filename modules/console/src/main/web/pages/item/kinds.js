import { href } from '../../lib/router.js';

/** Types whose items have a page of their own. */
const HOMES = {
  'infrastructure.connection': ({ id }) => href(`/connections/${id}`),
  'infrastructure.change': ({ id }) => href(`/changes/${id}`),
  'console.view': ({ id }) => href('/inventory', { view: id }),
};

/** The page that an item has of its own, if its type has one. */
export const home = (item) => HOMES[item.type]?.(item);

/** Whether it stands for something that a remote system has, or had. */
export const isRemote = (item) => Boolean(item.management?.externalId) && !HOMES[item.type];
