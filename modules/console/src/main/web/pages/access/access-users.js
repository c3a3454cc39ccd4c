import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href, navigate, setQuery } from '../../lib/router.js';
import { whyNot } from '../../lib/session.js';
import { toast } from '../../components/toast.js';
import { changeEnabled, createUser, deleteUser, resetPassword } from './user-actions.js';
import { allGroups, allUsers, matches } from './shared.js';

const STEP = 100;

/** All accounts. The search is done here, since sites have hundreds of them and not millions. */
class PlenumAccessUsers extends LitElement {
  static properties = { location: { attribute: false }, _most: { state: true } };
  static styles = [
    page,
    css`
      plenum-filter {
        flex-basis: 280px;
      }
    `,
  ];

  #users = new Load(this, async (signal) => {
    const [users, groups] = await Promise.all([allUsers(signal), allGroups(signal)]);
    return { users, groups };
  }, { on: ['access.changed'] });

  constructor() {
    super();
    this._most = STEP;
  }

  get #query() {
    return this.location.query;
  }

  async #create() {
    const user = await createUser();
    if (user) {
      toast(t('access.userCreated', { name: user.displayName }));
      navigate(href(`/access/users/${user.id}`));
    }
  }

  #menu(user) {
    const reason = whyNot('user.manage', t);
    const then = (action) => async () => (await action(user)) && this.#users.reload();
    return html`<plenum-menu
      variant="ghost"
      size="s"
      align="end"
      label=${t('access.actionsFor', { name: user.displayName })}
      .items=${[
        { label: t('access.resetPassword'), icon: 'lock', reason, action: then(resetPassword) },
        { label: t(user.enabled ? 'access.disable' : 'access.enable'), icon: user.enabled ? 'stop' : 'play', reason, action: then(changeEnabled) },
        { label: t('common.delete'), icon: 'trash', danger: true, separator: true, reason, action: then(deleteUser) },
      ]}
    ></plenum-menu>`;
  }

  #columns(groups) {
    const titles = new Map(groups.map((group) => [group.id, group.title || group.name]));
    return [
      {
        id: 'name',
        label: t('access.name'),
        primary: true,
        render: (user) => user.displayName,
      },
      { id: 'login', label: t('access.login'), render: (user) => html`<span class="muted">${user.login}</span>` },
      {
        id: 'groups',
        label: t('access.groups'),
        render: (user) =>
          html`<span class="together">${user.groups.map((id) => html`<plenum-badge>${titles.get(id) ?? id}</plenum-badge>`)}</span>`,
      },
      {
        id: 'state',
        label: t('access.state'),
        render: (user) => html`<plenum-state value=${user.enabled ? 'enabled' : 'disabled'}></plenum-state>`,
      },
      {
        id: 'seen',
        label: t('access.lastLogIn'),
        render: (user) =>
          user.lastLogInAt ? html`<plenum-time value=${user.lastLogInAt}></plenum-time>` : html`<span class="muted">${t('access.never')}</span>`,
      },
      { id: 'actions', label: t('common.actions'), quiet: true, align: 'end', render: (user) => this.#menu(user) },
    ];
  }

  #list({ users, groups }) {
    const words = this.#query.get('q') ?? '';
    const state = this.#query.get('state') ?? '';
    const group = this.#query.get('group') ?? '';
    const found = users.filter(
      (user) =>
        (!state || user.enabled === (state === 'enabled')) &&
        (!group || user.groups.includes(group)) &&
        matches(words, user.displayName, user.login, user.email),
    );
    const choice = (name, current, value, label, more = {}) => ({
      label,
      checked: current === value,
      action: () => setQuery({ [name]: value }),
      ...more,
    });
    return html`
      <div class="row">
        <plenum-filter
          placeholder=${t('access.findUsers')}
          .value=${words}
          @plenum-filter=${(event) => setQuery({ q: event.detail })}
        ></plenum-filter>
        <plenum-menu
          text
          label=${group ? (groups.find(({ id }) => id === group)?.title ?? t('access.group')) : t('access.anyGroup')}
          icon="users"
          .items=${[
            choice('group', group, '', t('access.anyGroup')),
            ...groups.map((one, at) => choice('group', group, one.id, one.title || one.name, { separator: at === 0 })),
          ]}
        ></plenum-menu>
        <plenum-menu
          text
          label=${t(`access.state.${state || 'any'}`)}
          icon="filter"
          .items=${['', 'enabled', 'disabled'].map((one) => choice('state', state, one, t(`access.state.${one || 'any'}`)))}
        ></plenum-menu>
        <plenum-button variant="primary" icon="add" reason=${whyNot('user.manage', t)} @click=${this.#create}
          >${t('access.createUser')}</plenum-button
        >
      </div>
      <plenum-table
        label=${t('access.users')}
        .columns=${this.#columns(groups)}
        .rows=${found.slice(0, this._most)}
        .rowHref=${(user) => href(`/access/users/${user.id}`)}
        .total=${found.length}
        ?more=${found.length > this._most}
        @plenum-more=${() => (this._most += STEP)}
      >
        ${
          found.length
            ? nothing
            : html`<plenum-empty slot="empty" icon="user" heading=${t('access.noUsers')}>
                ${t('access.noUsersHelp')}
                <plenum-button slot="actions" @click=${() => setQuery({ q: '', state: '', group: '' })}
                  >${t('access.clear')}</plenum-button
                >
              </plenum-empty>`
        }
      </plenum-table>
    `;
  }

  render() {
    return html`<div class="stack">${this.#users.render((data) => this.#list(data))}</div>`;
  }
}

customElements.define('plenum-access-users', PlenumAccessUsers);
