import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { PermissionSet, wellFormed } from '../../lib/permissions.js';
import { href, setQuery } from '../../lib/router.js';
import { can, ROOT_SPACE, session, spaces, whyNot } from '../../lib/session.js';
import { showCall } from '../../components/plenum-call.js';
import { grantRole } from './grant-actions.js';
import { allGroups, allPermissions, allRoles, allUsers, ifAllowed, spaceField, spacePath, subjectChoices } from './shared.js';

const GRANT = /^Grant ([0-9a-f-]{36}): (.)/;

/** Asks why somebody may or may not do something somewhere. The question stands in the address. */
class PlenumAccessWhy extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    page,
    css`
      .board {
        display: grid;
        grid-template-columns: minmax(280px, 360px) minmax(0, 1fr);
        gap: var(--space-5);
        align-items: start;
      }
      .verdict {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        font-size: var(--text-l);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .verdict plenum-icon {
        --icon-size: 22px;
      }
      .allowed plenum-icon {
        color: var(--success-text);
      }
      .denied plenum-icon {
        color: var(--danger-text);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li.reason {
        padding: var(--space-3) 0;
        border-top: 1px solid var(--border);
        overflow-wrap: anywhere;
      }
      @media (max-width: 860px) {
        .board {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  #known = new Load(this, async (signal) => {
    const [permissions, users, groups, roles] = await Promise.all([
      allPermissions(signal),
      can('access.view') ? ifAllowed('user.view', allUsers, signal) : [],
      can('access.view') ? ifAllowed('user.view', allGroups, signal) : [],
      ifAllowed('role.view', allRoles, signal),
    ]);
    return { permissions, users, groups, roles };
  });

  #decision = new Load(this, (signal) => api.send({ ...this.#call, signal }).then(({ data }) => data), {
    on: ['access.changed'],
    auto: false,
  });

  constructor() {
    super();
    new Watch(this, spaces, session);
  }

  get #question() {
    const { query } = this.location;
    return {
      subject: query.get('subject') || session.value?.subject?.id,
      permission: query.get('permission') ?? '',
      space: query.get('space') || ROOT_SPACE,
    };
  }

  get #call() {
    return { method: 'GET', path: 'access/explain', query: this.#question };
  }

  #asked;

  willUpdate() {
    const question = JSON.stringify(this.#question);
    if (question !== this.#asked) {
      this.#asked = question;
      this.#decision.data = undefined;
      this.#decision.problem = undefined;
      if (this.#question.permission) {
        this.#decision.reload();
      }
    }
  }

  #fields({ permissions, users, groups }) {
    const me = session.value.subject;
    const people = users.some((user) => user.id === me.id) ? users : [{ id: me.id, displayName: me.name, login: t('access.you') }, ...users];
    return [
      {
        name: 'subject',
        type: 'reference',
        label: t('access.who'),
        flags: ['required'],
        choices: subjectChoices(people, groups),
        readonly: people.length + groups.length === 1,
        help: can('access.view') ? '' : t('access.askAboutYourself'),
        placeholder: t('access.chooseSubject'),
      },
      {
        name: 'permission',
        type: 'reference',
        label: t('access.permission'),
        flags: ['required'],
        choices: permissions.map(({ name, title }) => ({ value: name, label: name, hint: title })),
        free: (text) => wellFormed(text) && !text.includes('*'),
        placeholder: t('access.findPermissions'),
      },
      spaceField('space', t('access.where')),
    ];
  }

  #answer(decision, { permissions, users, groups, roles }) {
    const { subject, permission, space } = this.#question;
    const who = users.find(({ id }) => id === subject)?.displayName ?? groups.find(({ id }) => id === subject)?.title ?? session.value.subject.name;
    const restricted = new Set(permissions.filter((one) => one.restricted).map(({ name }) => name));
    const giving = decision.allowed
      ? []
      : roles.filter((role) => new PermissionSet(role.permissions, (name) => restricted.has(name)).has(permission));
    const title = permissions.find(({ name }) => name === permission)?.title;
    const kind = groups.some(({ id }) => id === subject) ? 'group' : 'user';
    return html`
      <plenum-card>
        <div class="stack">
          <p class="verdict ${decision.allowed ? 'allowed' : 'denied'}" role="status">
            <plenum-icon name=${decision.allowed ? 'check-circle' : 'error'}></plenum-icon>
            <span>${t(decision.allowed ? 'access.isAllowed' : 'access.isDenied', { who, permission, path: spacePath(space) })}</span>
          </p>
          ${title ? html`<p class="muted">${title}</p>` : nothing}
          <ol>
            ${decision.reasons.map((reason) => html`<li class="reason">${this.#reason(reason)}</li>`)}
          </ol>
          ${
            giving.length
              ? html`<div class="stack tight">
                  <h3>${t('access.wouldHelp')}</h3>
                  <div class="row">
                    ${giving.slice(0, 8).map(
                      (role) =>
                        html`<plenum-button
                          size="s"
                          icon="add"
                          reason=${whyNot('access.grant', t)}
                          @click=${async () =>
                            (await grantRole({ subject: { kind, id: subject, name: who }, role: role.id, space })) && this.#decision.reload()}
                          >${role.name}</plenum-button
                        >`,
                    )}
                  </div>
                </div>`
              : nothing
          }
          <div><plenum-button variant="ghost" icon="code" @click=${() => showCall(this.#call)}>${t('call.show')}</plenum-button></div>
        </div>
      </plenum-card>
    `;
  }

  /** A grant that is named by its id leads to where it holds. */
  #reason(reason) {
    const [, , first] = GRANT.exec(reason) ?? [];
    if (!first) {
      return reason;
    }
    const words = first.toUpperCase() + reason.replace(GRANT, '');
    return can('access.view')
      ? html`${words} <a href=${href('/access/grants', { space: this.#question.space })}>${t('access.showGrant')}</a>`
      : words;
  }

  #form(known) {
    const question = this.#question;
    const fields = this.#fields(known);
    return html`<plenum-card heading=${t('access.question')}>
      <div
        class="stack"
        @plenum-change=${(event) => {
          const { name, value } = event.detail;
          setQuery({ [name]: value });
        }}
      >
        ${fields.map((field) => html`<plenum-field .field=${field} .value=${question[field.name] || undefined}></plenum-field>`)}
      </div>
    </plenum-card>`;
  }

  render() {
    return this.#known.render(
      (known) => html`<div class="board">
        ${this.#form(known)}
        <div>
          ${
            this.#question.permission
              ? this.#decision.render((decision) => this.#answer(decision, known))
              : html`<plenum-empty icon="question" heading=${t('access.whyEmpty')}>${t('access.whyEmptyHelp')}</plenum-empty>`
          }
        </div>
      </div>`,
    );
  }
}

customElements.define('plenum-access-why', PlenumAccessWhy);
