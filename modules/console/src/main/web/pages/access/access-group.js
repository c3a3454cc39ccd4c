import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { whyNot } from '../../lib/session.js';
import { addMember, deleteGroup, removeMember, renameGroup } from './group-actions.js';
import { allUsers } from './shared.js';
import './access-effective.js';
import './access-holdings.js';

/** One group: who is in it, and what that gives them. */
class PlenumAccessGroup extends LitElement {
  static properties = { group: {} };
  static styles = [page];

  #data = new Load(
    this,
    async (signal) => {
      const [{ data: group }, users] = await Promise.all([api.get(`groups/${this.group}`, { signal }), allUsers(signal)]);
      return { group, users, members: users.filter((user) => user.groups.includes(group.id)) };
    },
    { on: ['access.changed'], auto: false },
  );

  willUpdate(changed) {
    if (changed.has('group')) {
      this.#data.data = undefined;
      this.#data.reload();
    }
  }

  async #delete({ group, members }) {
    if (await deleteGroup(group, members.length)) {
      navigate(href('/access/groups'));
    }
  }

  async #add({ group, users }) {
    if (await addMember(group, users)) {
      toast(t('access.memberAdded'));
      this.#data.reload();
    }
  }

  #members({ group, users, members }) {
    const reason = whyNot('user.manage', t);
    return html`<plenum-card flush heading=${t('access.members')}>
      <plenum-button slot="actions" size="s" icon="add" reason=${reason} @click=${() => this.#add({ group, users })}
        >${t('access.addTo')}</plenum-button
      >
      <plenum-table
        bare
        label=${t('access.members')}
        .rows=${members}
        .rowHref=${(user) => href(`/access/users/${user.id}`)}
        .columns=${[
          { id: 'name', label: t('access.name'), render: (user) => user.displayName },
          { id: 'login', label: t('access.login'), render: (user) => html`<span class="muted">${user.login}</span>` },
          { id: 'state', label: t('access.state'), render: (user) => html`<plenum-state value=${user.enabled ? 'enabled' : 'disabled'}></plenum-state>` },
          {
            id: 'actions',
            label: t('common.actions'),
            quiet: true,
            align: 'end',
            render: (user) =>
              html`<plenum-button
                variant="ghost"
                size="s"
                icon="close"
                label=${t('access.removeMember', { user: user.displayName, group: group.title })}
                reason=${reason}
                @click=${async () => (await removeMember(group, user)) && this.#data.reload()}
              ></plenum-button>`,
          },
        ]}
      >
        ${members.length ? nothing : html`<plenum-empty slot="empty" icon="user" heading=${t('access.noMembers')}>${t('access.noMembersHelp')}</plenum-empty>`}
      </plenum-table>
    </plenum-card>`;
  }

  render() {
    const crumbs = [
      { label: t('access.title'), href: href('/access') },
      { label: t('access.groups'), href: href('/access/groups') },
    ];
    const { data } = this.#data;
    const reason = whyNot('user.manage', t);
    return html`
      <plenum-page-header heading=${data?.group.title ?? t('access.group')} .breadcrumbs=${crumbs}>
        ${
          data
            ? html`<span class="mono muted">${data.group.name}</span>
                <plenum-button slot="actions" icon="edit" reason=${reason}
                  @click=${async () => (await renameGroup(data.group)) && this.#data.reload()}
                  >${t('access.rename')}</plenum-button>
                <plenum-button slot="actions" icon="trash" reason=${reason} @click=${() => this.#delete(data)}
                  >${t('common.delete')}</plenum-button>`
            : nothing
        }
      </plenum-page-header>
      ${this.#data.render(
        (all) => html`<div class="stack loose">
          <plenum-access-holdings .subject=${{ kind: 'group', id: all.group.id, name: all.group.title }} .groups=${[]}></plenum-access-holdings>
          ${this.#members(all)}
          <plenum-access-effective .subject=${all.group.id} .subjects=${[all.group.id]}></plenum-access-effective>
        </div>`,
      )}
    `;
  }
}

customElements.define('plenum-access-group', PlenumAccessGroup);
