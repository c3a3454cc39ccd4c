import { LitElement, css, html } from 'lit';
import { Load } from '../../components/load.js';
import { control, page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { grantsIn, PermissionSet, topic, tree } from '../../lib/permissions.js';
import { href } from '../../lib/router.js';
import { can, ROOT_SPACE, spaces } from '../../lib/session.js';
import { allGrants, allPermissions, allRoles, isRoot, spacePath } from './shared.js';

/** What somebody may do in a space, whatever it comes from; each permission leads to why. */
class PlenumAccessEffective extends LitElement {
  static properties = {
    /** Whom it is about. */
    subject: {},
    /** That, and the groups. */
    subjects: { attribute: false },
    /** The account is disabled, so that nothing counts. */
    off: { type: Boolean },
    /** The space that was chosen, if one was. */
    _chosen: { state: true },
    _words: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      select {
        width: auto;
        max-width: 240px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--space-2) var(--space-4);
        border-top: 1px solid var(--border);
        text-align: start;
        vertical-align: top;
        font-weight: 500;
      }
      tr:first-child :is(th, td) {
        border-top: 0;
      }
      th {
        width: 30%;
        overflow-wrap: anywhere;
      }
      .verbs {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .verb {
        padding: 0 8px;
        border-radius: var(--radius-full);
        background: var(--success-soft);
        color: var(--success-text);
        font-size: var(--text-xs);
        line-height: 20px;
        white-space: nowrap;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .list {
        max-height: 420px;
        overflow: auto;
      }
      @media (max-width: 560px) {
        th,
        td {
          display: block;
          width: auto;
        }
        td {
          border-top: 0;
          padding-top: 0;
        }
      }
    `,
  ];

  #data = new Load(
    this,
    async (signal) => {
      const [grants, roles, permissions] = await Promise.all([allGrants(signal), allRoles(signal), allPermissions(signal)]);
      const restricted = new Set(permissions.filter((one) => one.restricted).map(({ name }) => name));
      return { grants, permissions, sets: new Map(roles.map((role) => [role.id, new PermissionSet(role.permissions, (name) => restricted.has(name))])) };
    },
    { on: ['access.changed'], auto: can('access.view') && can('role.view') },
  );

  constructor() {
    super();
    this._words = '';
    new Watch(this, spaces);
  }

  /** Where to begin: where a grant is made, as high as there is one. */
  #begin({ grants }) {
    const own = grants.filter((grant) => this.subjects.includes(grant.subject.id)).map((grant) => grant.space);
    return tree(spaces.value).find((space) => own.includes(space.id))?.id ?? ROOT_SPACE;
  }

  get #space() {
    return this._chosen ?? this.#begin(this.#data.data);
  }

  #held({ grants, permissions, sets }) {
    const there = this.off ? [] : grantsIn({ grants, spaces: spaces.value }, this.subjects, this.#space);
    const held = permissions.filter(({ name }) => there.some((grant) => sets.get(grant.role)?.has(name)));
    const topics = new Map();
    for (const permission of held) {
      topics.set(topic(permission.name), [...(topics.get(topic(permission.name)) ?? []), permission]);
    }
    return { held, topics };
  }

  #list(data) {
    const { held, topics } = this.#held(data);
    const shown = [...topics].filter(([name]) => name.includes(this._words.trim().toLowerCase()));
    return html`
      <div class="head">
        <select aria-label=${t('access.where')} @change=${(event) => (this._chosen = event.target.value)}>
          ${tree(spaces.value).map(
            (space) =>
              html`<option value=${space.id} ?selected=${space.id === this.#space}>
                ${'\u2003'.repeat(space.depth)}${isRoot(space.id) ? t('access.everywhere') : space.title}
              </option>`,
          )}
        </select>
        <plenum-filter
          placeholder=${t('access.findPermissions')}
          .value=${this._words}
          @plenum-filter=${(event) => (this._words = event.detail)}
        ></plenum-filter>
        <span class="muted small" role="status">${t('access.heldOfAll', { held: held.length, all: data.permissions.length })}</span>
      </div>
      ${
        shown.length
          ? html`<div class="list" tabindex="0" role="region" aria-label=${t('access.effective')}>
              <table>
                ${shown.map(
                  ([name, permissions]) => html`<tr>
                    <th scope="row" class="mono">${name}</th>
                    <td>
                      <div class="verbs">
                        ${permissions.map(
                          (permission) =>
                            html`<a
                              class="verb"
                              title=${permission.title}
                              href=${href('/access/why', { subject: this.subject, permission: permission.name, space: this.#space })}
                              >${permission.name.slice(name.length + 1)}</a
                            >`,
                        )}
                      </div>
                    </td>
                  </tr>`,
                )}
              </table>
            </div>`
          : html`<plenum-empty icon="lock" heading=${t(held.length ? 'access.noMatch' : 'access.mayNothing')}>
              ${t(held.length ? 'access.noMatchHelp' : this.off ? 'access.offHelp' : 'access.mayNothingHelp', { path: spacePath(this.#space) })}
            </plenum-empty>`
      }
    `;
  }

  render() {
    const lacking = ['access.view', 'role.view'].find((permission) => !can(permission));
    return html`<plenum-card flush heading=${t('access.effective')}>
      ${lacking ? html`<plenum-forbidden permission=${lacking}></plenum-forbidden>` : this.#data.render((data) => this.#list(data))}
    </plenum-card>`;
  }
}

customElements.define('plenum-access-effective', PlenumAccessEffective);
