import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can, spaces, whyNot } from '../../lib/session.js';
import { grantRole, revokeGrant } from './grant-actions.js';
import { allGrants, allRoles, ifAllowed, spacePath, spaceTitle } from './shared.js';

/** The roles that somebody holds, by grants of their own and of their groups. */
class PlenumAccessHoldings extends LitElement {
  static properties = {
    /** {kind, id, name} */
    subject: { attribute: false },
    groups: { attribute: false },
  };

  static styles = [page];

  #data = new Load(
    this,
    async (signal) => {
      const [grants, roles] = await Promise.all([ifAllowed('access.view', allGrants, signal), ifAllowed('role.view', allRoles, signal)]);
      return { grants, roles: new Map(roles.map((role) => [role.id, role])) };
    },
    { on: ['access.changed'] },
  );

  constructor() {
    super();
    this.groups = [];
    new Watch(this, spaces);
  }

  #grant = async () => {
    if (await grantRole({ subject: this.subject })) {
      this.#data.reload();
    }
  };

  async #revoke(grant, role) {
    if (await revokeGrant(grant, { who: grant.subject.id === this.subject.id ? this.subject.name : grant.subject.name, role })) {
      this.#data.reload();
    }
  }

  #columns(roles) {
    const group = (grant) => this.groups.find(({ id }) => id === grant.subject.id);
    return [
      {
        id: 'role',
        label: t('access.role'),
        render: (grant) => {
          const role = roles.get(grant.role);
          return role ? html`<a href=${href('/access/roles', { role: role.name })}>${role.name}</a>` : grant.role;
        },
      },
      {
        id: 'space',
        label: t('access.where'),
        render: (grant) =>
          html`<a href=${href('/access/grants', { space: grant.space })} title=${spacePath(grant.space)}>${spaceTitle(grant.space)}</a>`,
      },
      {
        id: 'via',
        label: t('access.via'),
        hidden: this.subject.kind === 'group',
        render: (grant) =>
          group(grant)
            ? html`<a href=${href(`/access/groups/${grant.subject.id}`)}>${group(grant).title || group(grant).name}</a>`
            : html`<span class="muted">${t('access.direct')}</span>`,
      },
      {
        id: 'by',
        label: t('access.grantedBy'),
        render: (grant) => html`<span class="muted">${grant.grantedBy.name}, </span><plenum-time value=${grant.grantedAt}></plenum-time>`,
      },
      {
        id: 'actions',
        label: t('common.actions'),
        quiet: true,
        align: 'end',
        render: (grant) =>
          group(grant)
            ? nothing
            : html`<plenum-button
                variant="ghost"
                size="s"
                icon="close"
                label=${t('access.revokeRole', { role: roles.get(grant.role)?.name ?? '' })}
                reason=${whyNot('access.grant', t)}
                @click=${() => this.#revoke(grant, roles.get(grant.role)?.name ?? '')}
              ></plenum-button>`,
      },
    ];
  }

  #list({ grants, roles }) {
    const subjects = [this.subject.id, ...this.groups.map(({ id }) => id)];
    const own = grants.filter((grant) => subjects.includes(grant.subject.id));
    return html`<plenum-table bare label=${t('access.grants')} .rows=${own} .columns=${this.#columns(roles)}>
      ${
        own.length
          ? nothing
          : html`<plenum-empty slot="empty" icon="lock" heading=${t('access.holdsNothing')}>
              ${t('access.holdsNothingHelp')}
              <plenum-button slot="actions" icon="add" reason=${whyNot('access.grant', t)} @click=${this.#grant}
                >${t('access.grantRole')}</plenum-button
              >
            </plenum-empty>`
      }
    </plenum-table>`;
  }

  render() {
    return html`<plenum-card flush heading=${t('access.grants')}>
      <plenum-button slot="actions" size="s" icon="add" reason=${whyNot('access.grant', t)} @click=${this.#grant}
        >${t('access.grantRole')}</plenum-button
      >
      ${
        can('access.view')
          ? this.#data.render((data) => this.#list(data))
          : html`<plenum-forbidden permission="access.view"></plenum-forbidden>`
      }
    </plenum-card>`;
  }
}

customElements.define('plenum-access-holdings', PlenumAccessHoldings);
