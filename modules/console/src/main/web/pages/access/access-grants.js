import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { lineage, tree } from '../../lib/permissions.js';
import { href, setQuery } from '../../lib/router.js';
import { spaces, whyNot } from '../../lib/session.js';
import { grantRole, revokeGrant } from './grant-actions.js';
import { allGrants, allGroups, allRoles, allUsers, ifAllowed, isRoot, matches, namesOf, spacePath, spaceTitle, SUBJECT_ICONS, subjectLink } from './shared.js';

/** Who has which role where: the tree of spaces, and what holds in the chosen one. */
class PlenumAccessGrants extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    page,
    css`
      .board {
        display: grid;
        grid-template-columns: minmax(200px, 260px) minmax(0, 1fr);
        gap: var(--space-5);
        align-items: start;
      }
      nav li a {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 32px;
        padding: 4px var(--space-2) 4px calc(var(--space-2) + var(--depth, 0) * 16px);
        border-radius: var(--radius-m);
        color: var(--text);
      }
      nav li a:hover {
        background: var(--hover);
        text-decoration: none;
      }
      nav a[aria-current] {
        background: var(--selected);
        color: var(--accent-text);
        font-weight: 500;
      }
      nav plenum-icon {
        flex: none;
        color: var(--text-muted);
      }
      nav .name {
        flex: 1;
        min-width: 0;
      }
      nav .count {
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 860px) {
        .board {
          grid-template-columns: minmax(0, 1fr);
        }
        nav ul {
          max-height: 220px;
          overflow: auto;
        }
      }
    `,
  ];

  #data = new Load(
    this,
    async (signal) => {
      const [grants, roles, users, groups] = await Promise.all([
        allGrants(signal),
        ifAllowed('role.view', allRoles, signal),
        ifAllowed('user.view', allUsers, signal),
        ifAllowed('user.view', allGroups, signal),
      ]);
      return { grants, roles: new Map(roles.map((role) => [role.id, role])), people: namesOf(users, groups) };
    },
    { on: ['access.changed'] },
  );

  constructor() {
    super();
    new Watch(this, spaces);
  }

  get #space() {
    return this.location.query.get('space') ?? '';
  }

  updated() {
    for (const link of this.renderRoot.querySelectorAll('nav a[data-depth]')) {
      link.style.setProperty('--depth', link.dataset.depth);
    }
  }

  async #grant() {
    if (await grantRole({ space: this.#space })) {
      this.#data.reload();
    }
  }

  #tree(grants) {
    const count = (id) => grants.filter((grant) => grant.space === id).length;
    const line = (id, depth, name, icon, many) =>
      html`<li>
        <a href=${href('/access/grants', { space: id })} data-depth=${depth} aria-current=${id === this.#space ? 'true' : nothing}>
          <plenum-icon name=${icon}></plenum-icon><span class="name truncate" title=${name}>${name}</span>
          ${many ? html`<span class="count">${many}</span>` : nothing}
        </a>
      </li>`;
    return html`<nav aria-label=${t('access.spaces')}>
      <ul class="plain">
        ${line('', 0, t('access.allGrants'), 'list', grants.length)}
        ${tree(spaces.value).map((space) =>
          line(space.id, space.depth, isRoot(space.id) ? t('access.everywhere') : space.title, isRoot(space.id) ? 'globe' : 'space', count(space.id)),
        )}
      </ul>
    </nav>`;
  }

  #columns({ roles, people }) {
    const name = (grant) => people.get(grant.subject.id) ?? grant.subject.name;
    return [
      {
        id: 'subject',
        label: t('access.who'),
        render: (grant) =>
          html`<span class="together"
            ><plenum-icon name=${SUBJECT_ICONS[grant.subject.kind] ?? 'user'} label=${t(`access.kind.${grant.subject.kind}`)}></plenum-icon
            >${subjectLink(grant.subject, people)}</span
          >`,
      },
      {
        id: 'role',
        label: t('access.role'),
        render: (grant) => {
          const role = roles.get(grant.role);
          return role ? html`<a href=${href('/access/roles', { role: role.name })} title=${role.title}>${role.name}</a>` : grant.role;
        },
      },
      {
        id: 'space',
        label: t('access.where'),
        render: (grant) =>
          !this.#space || grant.space === this.#space
            ? html`<span title=${spacePath(grant.space)}>${spaceTitle(grant.space)}</span>`
            : html`<plenum-badge>${t('access.from', { space: spaceTitle(grant.space) })}</plenum-badge>`,
      },
      {
        id: 'by',
        label: t('access.grantedBy'),
        render: (grant) =>
          html`<span class="muted">${people.get(grant.grantedBy.id) ?? grant.grantedBy.name}, <plenum-time value=${grant.grantedAt}></plenum-time></span>`,
      },
      {
        id: 'actions',
        label: t('common.actions'),
        quiet: true,
        align: 'end',
        render: (grant) =>
          html`<plenum-button
            variant="ghost"
            size="s"
            icon="close"
            label=${t('access.revokeGrant', { role: roles.get(grant.role)?.name ?? '', who: name(grant) })}
            reason=${whyNot('access.grant', t)}
            @click=${async () => {
              if (await revokeGrant(grant, { who: name(grant), role: roles.get(grant.role)?.name ?? '' })) {
                this.#data.reload();
              }
            }}
          ></plenum-button>`,
      },
    ];
  }

  #list(data) {
    const words = this.location.query.get('q') ?? '';
    const where = this.#space ? lineage(spaces.value, this.#space) : undefined;
    const found = data.grants
      .filter((grant) => !where || where.includes(grant.space))
      .filter((grant) =>
        matches(words, grant.subject.name, data.people.get(grant.subject.id), data.roles.get(grant.role)?.name, spacePath(grant.space), spaceTitle(grant.space)),
      );
    return html`
      <div class="row">
        <plenum-filter
          placeholder=${t('access.findGrants')}
          .value=${words}
          @plenum-filter=${(event) => setQuery({ q: event.detail })}
        ></plenum-filter>
        <plenum-button variant="primary" icon="add" reason=${whyNot('access.grant', t)} @click=${this.#grant}
          >${t('access.grantRole')}</plenum-button
        >
      </div>
      <div class="board">
        ${this.#tree(data.grants)}
        <div class="stack">
          ${
            this.#space
              ? html`<p class="muted small">${t('access.holdsIn', { path: spacePath(this.#space) })}</p>`
              : nothing
          }
          <plenum-table label=${t('access.grants')} .rows=${found} .total=${found.length} .columns=${this.#columns(data)}>
            ${
              found.length
                ? nothing
                : html`<plenum-empty slot="empty" icon="lock" heading=${t(words ? 'access.noMatch' : 'access.noGrants')}>
                    ${t(words ? 'access.noMatchHelp' : 'access.noGrantsHelp')}
                  </plenum-empty>`
            }
          </plenum-table>
        </div>
      </div>
    `;
  }

  render() {
    return html`<div class="stack">${this.#data.render((data) => this.#list(data))}</div>`;
  }
}

customElements.define('plenum-access-grants', PlenumAccessGrants);
