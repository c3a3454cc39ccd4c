import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { can, session, whyNot } from '../../lib/session.js';
import { changeEnabled, deleteUser, editGroups, editUser, resetPassword } from './user-actions.js';
import { allGroups, ifAllowed } from './shared.js';
import './access-effective.js';
import './access-holdings.js';
import './access-tokens.js';

/** One person: the account, what has been granted, what follows from it. */
class PlenumAccessUser extends LitElement {
  static properties = { user: {} };
  static styles = [page];

  #data = new Load(
    this,
    async (signal) => {
      const [{ data: user }, groups] = await Promise.all([
        api.get(`users/${this.user}`, { signal }),
        ifAllowed('user.view', allGroups, signal),
      ]);
      return { user, groups };
    },
    { on: ['access.changed'], auto: false },
  );

  willUpdate(changed) {
    if (changed.has('user')) {
      this.#data.data = undefined;
      this.#data.reload();
    }
  }

  #then(action) {
    return async () => (await action()) && this.#data.reload();
  }

  async #delete(user) {
    if (await deleteUser(user)) {
      navigate(href('/access/users'));
    }
  }

  #account({ user }) {
    return html`<plenum-card heading=${t('access.account')}>
      <plenum-key-values
        .items=${[
          { label: t('access.login'), value: html`<span class="mono">${user.login}</span>` },
          { label: t('access.email'), value: user.email },
          { label: t('access.state'), value: html`<plenum-state value=${user.enabled ? 'enabled' : 'disabled'}></plenum-state>` },
          { label: t('access.created'), value: html`<plenum-time value=${user.createdAt}></plenum-time>` },
          {
            label: t('access.lastLogIn'),
            value: user.lastLogInAt ? html`<plenum-time value=${user.lastLogInAt}></plenum-time>` : t('access.never'),
          },
        ]}
      ></plenum-key-values>
    </plenum-card>`;
  }

  #groups({ user, groups }) {
    const titles = new Map(groups.map((group) => [group.id, group.title || group.name]));
    return html`<plenum-card heading=${t('access.groups')}>
      <plenum-button
        slot="actions"
        size="s"
        icon="edit"
        reason=${whyNot('user.manage', t)}
        @click=${this.#then(() => editGroups(user, groups))}
        >${t('common.edit')}</plenum-button
      >
      ${
        user.groups.length
          ? html`<ul class="plain stack tight">
              ${user.groups.map(
                (id) => html`<li>${titles.has(id) ? html`<a href=${href(`/access/groups/${id}`)}>${titles.get(id)}</a>` : id}</li>`,
              )}
            </ul>`
          : html`<p class="muted">${t('access.inNoGroup')}</p>`
      }
    </plenum-card>`;
  }

  render() {
    const { data } = this.#data;
    const crumbs = [
      { label: t('access.title'), href: href('/access') },
      { label: t('access.users'), href: href('/access/users') },
    ];
    const reason = whyNot('user.manage', t);
    const user = data?.user;
    const own = user?.id === session.value?.subject?.id;
    return html`
      <plenum-page-header heading=${user?.displayName ?? t('access.user')} .breadcrumbs=${crumbs}>
        ${
          user
            ? html`${own ? html`<plenum-badge slot="meta" tone="accent">${t('access.you')}</plenum-badge>` : nothing}
                ${user.enabled ? nothing : html`<plenum-state slot="meta" value="disabled"></plenum-state>`}
                <plenum-button slot="actions" icon="edit" reason=${own ? '' : reason} @click=${this.#then(() => editUser(user))}
                  >${t('common.edit')}</plenum-button
                >
                <plenum-menu
                  slot="actions"
                  align="end"
                  label=${t('access.actionsFor', { name: user.displayName })}
                  .items=${[
                    own
                      ? { label: t('shell.yourAccount'), icon: 'user', href: href('/account') }
                      : { label: t('access.resetPassword'), icon: 'lock', reason, action: this.#then(() => resetPassword(user)) },
                    {
                      label: t(user.enabled ? 'access.disable' : 'access.enable'),
                      icon: user.enabled ? 'stop' : 'play',
                      reason,
                      action: this.#then(() => changeEnabled(user)),
                    },
                    { label: t('common.delete'), icon: 'trash', danger: true, separator: true, reason, action: () => this.#delete(user) },
                  ]}
                ></plenum-menu>`
            : nothing
        }
      </plenum-page-header>
      ${this.#data.render(
        (all) => html`<div class="columns">
          <div class="stack loose">
            <plenum-access-holdings
              .subject=${{ kind: 'user', id: all.user.id, name: all.user.displayName }}
              .groups=${all.groups.filter((group) => all.user.groups.includes(group.id))}
            ></plenum-access-holdings>
            <plenum-access-effective
              .subject=${all.user.id}
              .subjects=${[all.user.id, ...all.user.groups]}
              ?off=${!all.user.enabled}
            ></plenum-access-effective>
          </div>
          <div class="stack loose">
            ${this.#account(all)} ${this.#groups(all)}
            ${
              can('user.manage') || own
                ? html`<plenum-card flush heading=${t('access.tokens')}>
                    <plenum-access-tokens bare .user=${all.user.id}></plenum-access-tokens>
                  </plenum-card>`
                : nothing
            }
          </div>
        </div>`,
      )}
    `;
  }
}

customElements.define('plenum-access-user', PlenumAccessUser);
