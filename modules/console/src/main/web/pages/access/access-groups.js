import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { t } from '../../lib/i18n.js';
import { href, navigate, setQuery } from '../../lib/router.js';
import { whyNot } from '../../lib/session.js';
import { createGroup, deleteGroup, renameGroup } from './group-actions.js';
import { allGrants, allGroups, allUsers, ifAllowed, matches } from './shared.js';

class PlenumAccessGroups extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  #groups = new Load(this, async (signal) => {
    const [groups, users, grants] = await Promise.all([
      allGroups(signal),
      allUsers(signal),
      ifAllowed('access.view', allGrants, signal),
    ]);
    return groups.map((group) => ({
      ...group,
      members: users.filter((user) => user.groups.includes(group.id)).length,
      grants: grants.filter((grant) => grant.subject.id === group.id).length,
    }));
  }, { on: ['access.changed'] });

  async #create() {
    const group = await createGroup();
    if (group) {
      toast(t('access.groupCreated', { name: group.title }));
      navigate(href(`/access/groups/${group.id}`));
    }
  }

  #menu(group) {
    const reason = whyNot('user.manage', t);
    const then = (action) => async () => (await action()) && this.#groups.reload();
    return html`<plenum-menu
      variant="ghost"
      size="s"
      align="end"
      label=${t('access.actionsFor', { name: group.title || group.name })}
      .items=${[
        { label: t('access.rename'), icon: 'edit', reason, action: then(() => renameGroup(group)) },
        { label: t('common.delete'), icon: 'trash', danger: true, reason, action: then(() => deleteGroup(group, group.members)) },
      ]}
    ></plenum-menu>`;
  }

  #list(groups) {
    const words = this.location.query.get('q') ?? '';
    const found = groups.filter((group) => matches(words, group.name, group.title));
    return html`
      <div class="row">
        <plenum-filter
          placeholder=${t('access.findGroups')}
          .value=${words}
          @plenum-filter=${(event) => setQuery({ q: event.detail })}
        ></plenum-filter>
        <plenum-button variant="primary" icon="add" reason=${whyNot('user.manage', t)} @click=${this.#create}
          >${t('access.createGroup')}</plenum-button
        >
      </div>
      <plenum-table
        label=${t('access.groups')}
        .rows=${found}
        .total=${found.length}
        .rowHref=${(group) => href(`/access/groups/${group.id}`)}
        .columns=${[
          { id: 'title', label: t('access.group'), primary: true, render: (group) => group.title || group.name },
          { id: 'name', label: t('access.shortName'), render: (group) => html`<span class="muted">${group.name}</span>` },
          { id: 'members', label: t('access.members'), align: 'end', render: (group) => group.members },
          { id: 'grants', label: t('access.grants'), align: 'end', render: (group) => group.grants },
          { id: 'actions', label: t('common.actions'), quiet: true, align: 'end', render: (group) => this.#menu(group) },
        ]}
      >
        ${
          found.length
            ? nothing
            : html`<plenum-empty slot="empty" icon="users" heading=${t(groups.length ? 'access.noMatch' : 'access.noGroups')}>
                ${t(groups.length ? 'access.noMatchHelp' : 'access.noGroupsHelp')}
                ${words ? html`<plenum-button slot="actions" @click=${() => setQuery({ q: '' })}>${t('access.clear')}</plenum-button>` : nothing}
              </plenum-empty>`
        }
      </plenum-table>
    `;
  }

  render() {
    return html`<div class="stack">${this.#groups.render((groups) => this.#list(groups))}</div>`;
  }
}

customElements.define('plenum-access-groups', PlenumAccessGroups);
