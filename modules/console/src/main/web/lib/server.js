import { api } from './api.js';
import { can } from './session.js';
import { Store } from './store.js';

/** Whether the server was started without modules; false until known, and for those who may not know. */
export const safeMode = new Store(false);

/** Asks the server; what cannot be asked is left as it was. */
export async function loadSafeMode() {
  if (can('system.view')) {
    safeMode.value = Boolean((await api.get('system/info')).data.safeMode);
  }
}
