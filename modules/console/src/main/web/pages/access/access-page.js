import { LitElement, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can, session } from '../../lib/session.js';
import '../../components/all.js';
import './access-grants.js';
import './access-group.js';
import './access-groups.js';
import './access-roles.js';
import './access-spaces.js';
import './access-tokens.js';
import './access-user.js';
import './access-users.js';
import './access-why.js';

/** In the order of the tabs; what everybody may see has no permission. */
const SECTIONS = [
  { id: 'users', icon: 'user', permission: 'user.view' },
  { id: 'groups', icon: 'users', permission: 'user.view' },
  { id: 'roles', icon: 'access', permission: 'role.view' },
  { id: 'grants', icon: 'check-circle', permission: 'access.view' },
  { id: 'spaces', icon: 'space', permission: 'space.view' },
  { id: 'tokens', icon: 'terminal' },
  { id: 'why', icon: 'question' },
];

/** Who may do what, where: a tab for each kind of thing, and one that explains. */
class PlenumAccessPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  constructor() {
    super();
    new Watch(this, session);
  }

  get #section() {
    const asked = this.location.params.section;
    return asked
      ? SECTIONS.find(({ id }) => id === asked)
      : SECTIONS.find(({ permission }) => can(permission));
  }

  #inside({ id, permission }) {
    if (!can(permission)) {
      return html`<plenum-forbidden permission=${permission}></plenum-forbidden>`;
    }
    const { location } = this;
    switch (id) {
      case 'users':
        return html`<plenum-access-users .location=${location}></plenum-access-users>`;
      case 'groups':
        return html`<plenum-access-groups .location=${location}></plenum-access-groups>`;
      case 'roles':
        return html`<plenum-access-roles .location=${location}></plenum-access-roles>`;
      case 'grants':
        return html`<plenum-access-grants .location=${location}></plenum-access-grants>`;
      case 'spaces':
        return html`<plenum-access-spaces .location=${location}></plenum-access-spaces>`;
      case 'tokens':
        return html`<plenum-access-tokens .location=${location}></plenum-access-tokens>`;
      default:
        return html`<plenum-access-why .location=${location}></plenum-access-why>`;
    }
  }

  render() {
    const { section, id } = this.location.params;
    if (id && (section === 'users' || section === 'groups')) {
      return !can('user.view') && id !== session.value?.subject?.id
        ? html`<plenum-page-header heading=${t(`access.${section}`)}></plenum-page-header>
            <plenum-forbidden permission="user.view"></plenum-forbidden>`
        : section === 'users'
          ? html`<plenum-access-user .user=${id}></plenum-access-user>`
          : html`<plenum-access-group .group=${id}></plenum-access-group>`;
    }
    const current = this.#section;
    return html`
      <plenum-page-header heading=${t('access.title')}>${current ? t(`access.lead.${current.id}`) : nothing}</plenum-page-header>
      <plenum-tabs
        label=${t('access.title')}
        selected=${current?.id}
        .tabs=${SECTIONS.map((one) => ({ id: one.id, icon: one.icon, label: t(`access.${one.id}`), href: href(`/access/${one.id}`) }))}
      ></plenum-tabs>
      ${
        current && !id
          ? this.#inside(current)
          : html`<plenum-empty icon="question" heading=${t('shell.notFoundHeading')}>${t('shell.notFoundHelp')}</plenum-empty>`
      }
    `;
  }
}

customElements.define('plenum-access-page', PlenumAccessPage);
