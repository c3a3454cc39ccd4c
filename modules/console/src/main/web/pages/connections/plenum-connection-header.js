import { LitElement, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { session, whyNot } from '../../lib/session.js';
import { PATH, checkCall, checkNow, crumbs, goingOn, resumable, rotateCall, syncCall, syncNow, syncing } from './status.js';
import { syncTypes } from './sync-types.js';
import '../../components/all.js';

/**
 * What a connection is called, how it stands and what can be done with it. `.data`: `{connection, provider, rotation}`.
 * Sends `plenum-synced` (detail: the operation), `plenum-changed` when it is to be read anew.
 */
class PlenumConnectionHeader extends LitElement {
  static properties = { data: { attribute: false }, _checking: { state: true } };

  static styles = [page];

  constructor() {
    super();
    new Watch(this, session);
  }

  async #check(connection) {
    this._checking = true;
    await checkNow(connection);
    this._checking = false;
    this.#changed();
  }

  /** Once it could be synced quickly it stays so while it is being synced. */
  #quick = { of: '', possible: false };

  willUpdate() {
    const { connection } = this.data;
    if (this.#quick.of !== connection.id || !syncing(connection)) {
      this.#quick = { of: connection.id, possible: resumable(connection) };
    }
  }

  async #sync(connection, quick) {
    const detail = await syncNow(connection, quick);
    if (detail) {
      this.dispatchEvent(new CustomEvent('plenum-synced', { detail }));
    }
  }

  async #syncTypes(connection, provider) {
    const detail = await syncTypes(connection, provider);
    if (detail) {
      this.dispatchEvent(new CustomEvent('plenum-synced', { detail }));
    }
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('plenum-changed'));
  }

  /** Has its secrets replaced at all places; a rotation that has not come to its end goes on. */
  async #rotate(connection) {
    const data = await confirm({
      title: t(connection.rotation ? 'connections.rotateOn' : 'connections.rotate', { name: connection.title }),
      text: t('connections.rotateHelp'),
      action: t('connections.rotateNow'),
      call: rotateCall(connection),
      run: async () => (await api.send(rotateCall(connection))).data,
    });
    if (data) {
      toast({
        text: t('connections.rotateStarted', { name: connection.title }),
        href: href(`/operations/${data.id}`),
        link: t('connections.follow'),
      });
      this.#changed();
    }
  }

  /** Why its secrets cannot be rotated now. */
  #noRotation({ connection, provider, rotation }, edit) {
    if (edit) {
      return edit;
    }
    if (goingOn(rotation)) {
      return t('connections.rotatingAlready');
    }
    const fields = provider.rotatable.map((name) => provider.connectionFields.find((field) => field.name === name)?.label ?? name);
    return connection.rotation || connection.rotatable.length ? '' : t('connections.nothingToRotate', { fields: fields.join(', ') });
  }

  /** Deletes it; what is managed over it has to be let go of knowingly. */
  async #delete(connection) {
    let release = false;
    const call = () => ({
      method: 'DELETE',
      path: `${PATH}/${connection.id}`,
      query: release ? { release: true } : undefined,
      revision: connection.revision,
    });
    const managed = await api
      .list('items', { filter: `connection == "${connection.id}" && managed`, limit: 1, total: true })
      .then((list) => list.total ?? 0, () => 0);
    const done = await confirm({
      title: t('connections.delete', { name: connection.title }),
      text: t('connections.deleteHelp'),
      details: managed
        ? html`<p>${t('connections.managed', { count: managed, items: number(managed) })}</p>
            <label class="release"
              ><input type="checkbox" @change=${(event) => (release = event.target.checked)} /> ${t('connections.release')}</label
            >`
        : undefined,
      danger: true,
      action: t('common.delete'),
      call: call(),
      run: () => api.send(call()),
    });
    if (done) {
      toast(t('connections.deleted', { name: connection.title }));
      navigate(href('/connections'));
    }
  }

  render() {
    const { connection, provider } = this.data;
    const act = whyNot('infrastructure.connection.act', t);
    const edit = whyNot('infrastructure.connection.edit', t) || (provider ? '' : t('connections.providerGone'));
    const remove = whyNot('infrastructure.connection.delete', t);
    const gone = provider ? '' : t('connections.providerGone');
    const noSync = act || gone || (syncing(connection) ? t('connections.syncingAlready') : '');
    return html`<plenum-page-header heading=${connection.title} .breadcrumbs=${crumbs()}>
      <plenum-state slot="meta" value=${syncing(connection) ? 'syncing' : connection.status}></plenum-state>
      <span slot="meta" class="muted">${provider?.title ?? connection.provider}</span>
      <plenum-button
        slot="actions"
        icon="refresh"
        variant="primary"
        reason=${noSync}
        @click=${() => this.#sync(connection)}
        >${t('connections.syncNow')}</plenum-button
      >
      ${
        this.#quick.possible
          ? html`<plenum-button
              slot="actions"
              icon="clock"
              reason=${noSync}
              tooltip=${t('connections.syncQuickHelp')}
              @click=${() => this.#sync(connection, true)}
              >${t('connections.syncQuick')}</plenum-button
            >`
          : nothing
      }
      <plenum-button slot="actions" icon="signal" reason=${act || gone} ?busy=${this._checking} @click=${() => this.#check(connection)}
        >${t('connections.checkNow')}</plenum-button
      >
      ${
        provider?.rotatable?.length
          ? html`<plenum-button
              slot="actions"
              icon="access"
              reason=${this.#noRotation(this.data, whyNot('infrastructure.connection.edit', t))}
              @click=${() => this.#rotate(connection)}
              >${t('connections.rotateNow')}</plenum-button
            >`
          : nothing
      }
      <plenum-button slot="actions" icon="edit" href=${href(`/connections/${connection.id}/edit`)} reason=${edit}>${t('common.edit')}</plenum-button>
      <plenum-menu
        slot="actions"
        icon="more"
        align="end"
        label=${t('connections.moreActions')}
        .items=${[
          { label: t('connections.syncTypes'), icon: 'refresh', reason: noSync, action: () => this.#syncTypes(connection, provider) },
          { label: t('connections.showSyncCall'), icon: 'code', action: () => showCall(syncCall(connection)) },
          { label: t('connections.showCheckCall'), icon: 'code', action: () => showCall(checkCall(connection)) },
          { label: t('connections.asItem'), icon: 'document', href: href(`/items/${connection.id}`) },
          {
            label: t('common.delete'),
            icon: 'trash',
            danger: true,
            separator: true,
            reason: remove,
            action: () => this.#delete(connection),
          },
        ]}
      ></plenum-menu>
    </plenum-page-header>`;
  }
}

customElements.define('plenum-connection-header', PlenumConnectionHeader);
