import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { askForm } from '../../components/form-dialog.js';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { wellFormed } from '../../lib/permissions.js';
import { setQuery } from '../../lib/router.js';
import { can, ROOT_SPACE, session, spaces } from '../../lib/session.js';
import { showSecret } from './secret-once.js';
import { allPermissions, allUsers, ifAllowed, isRoot, spaceField, spacePath, spaceTitle } from './shared.js';

const LIFETIMES = ['P7D', 'P30D', 'P90D', 'P180D', 'P365D'];
const SOON = 7 * 86_400_000;
/** Patterns that people want; what else is well formed can be typed. */
const PATTERNS = ['*.view', '*.edit', '*.act'];

/** API tokens: one's own, or those of another person (`user`) for who manages users. */
class PlenumAccessTokens extends LitElement {
  static properties = {
    location: { attribute: false },
    user: {},
    bare: { type: Boolean },
  };

  static styles = [
    page,
    css`
      .together {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
      }
      .bar {
        padding: var(--space-3) var(--space-4);
      }
      .cards li {
        display: flex;
        gap: var(--space-2);
        align-items: flex-start;
        padding: var(--space-3) var(--space-2) var(--space-3) var(--space-4);
        border-top: 1px solid var(--border);
      }
      .cards li:first-child {
        border-top: 0;
      }
      .cards strong {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
    `,
  ];

  #tokens = new Load(
    this,
    async (signal) => {
      const [{ data }, users] = await Promise.all([
        api.get('tokens', { query: { user: this.#whose }, signal }),
        this.bare ? [] : ifAllowed('user.manage', allUsers, signal),
      ]);
      return { tokens: data.items, users };
    },
    { on: ['access.changed'], auto: false },
  );

  constructor() {
    super();
    new Watch(this, spaces, session);
  }

  get #me() {
    return session.value?.subject?.id;
  }

  get #whose() {
    return this.user || this.location?.query.get('user') || this.#me;
  }

  #asked;

  willUpdate() {
    if (this.#whose !== this.#asked) {
      this.#asked = this.#whose;
      this.#tokens.data = undefined;
      this.#tokens.reload();
    }
  }

  async #issue() {
    const permissions = (await allPermissions().catch(() => [])).filter(({ name }) => can(name));
    const call = ({ name, lifetime, space, permissions: narrowed }) => ({
      method: 'POST',
      path: 'tokens',
      body: { name: (name ?? '').trim(), lifetime, space, permissions: narrowed?.length ? narrowed : undefined },
    });
    const issued = await askForm({
      heading: t('access.createToken'),
      intro: t('access.createTokenHelp'),
      values: { lifetime: 'P90D', space: ROOT_SPACE },
      fields: [
        { name: 'name', type: 'string', label: t('access.tokenName'), help: t('access.tokenNameHelp'), flags: ['required'] },
        {
          name: 'lifetime',
          type: 'enum',
          label: t('access.lifetime'),
          flags: ['required'],
          options: LIFETIMES,
          optionLabels: Object.fromEntries(LIFETIMES.map((one) => [one, t('access.days', { count: Number(one.slice(1, -1)) })])),
        },
        spaceField('space', t('access.narrowSpace'), { help: t('access.narrowSpaceHelp') }),
        {
          name: 'permissions',
          type: 'reference',
          label: t('access.narrowPermissions'),
          help: t('access.narrowPermissionsHelp'),
          flags: ['multiple'],
          choices: [
            ...PATTERNS.map((pattern) => ({ value: pattern, label: pattern, hint: t('access.pattern') })),
            ...permissions.map(({ name, title }) => ({ value: name, label: name, hint: title })),
          ],
          free: wellFormed,
          placeholder: t('access.findPermissions'),
        },
      ],
      action: t('common.create'),
      submit: async (values) => (await api.send(call(values))).data,
      call,
    });
    if (issued) {
      this.#tokens.reload();
      await showSecret({
        heading: t('access.tokenCreated', { name: issued.token.name }),
        text: t('access.tokenUse'),
        secret: issued.secret,
      });
    }
  }

  async #revoke(token) {
    const call = { method: 'DELETE', path: `tokens/${token.id}` };
    const done = await confirm({
      title: t('access.revokeToken', { name: token.name }),
      text: t('access.revokeTokenHelp'),
      danger: true,
      action: t('access.revoke'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      toast(t('access.tokenRevoked', { name: token.name }));
      this.#tokens.reload();
    }
  }

  #narrowing(token) {
    return token.permissions.length
      ? html`<span class="together" title=${[...token.permissions].sort().join('\n')}
          ><span class="mono">${[...token.permissions].sort()[0]}</span>${
            token.permissions.length > 1 ? html`<plenum-badge>${t('access.plus', { count: token.permissions.length - 1 })}</plenum-badge>` : nothing
          }</span
        >`
      : html`<span class="muted">${t('access.allTheUserHolds')}</span>`;
  }

  #expiry(token) {
    const left = new Date(token.expiresAt) - Date.now();
    const time = html`<plenum-time value=${token.expiresAt}></plenum-time>`;
    return left < 0
      ? html`<plenum-badge tone="danger">${t('access.expired')}</plenum-badge>`
      : left < SOON
        ? html`<plenum-badge tone="warning">${time}</plenum-badge>`
        : time;
  }

  #revokeButton(token) {
    return html`<plenum-button
      variant="ghost"
      size="s"
      icon="close"
      label=${t('access.revokeToken', { name: token.name })}
      @click=${() => this.#revoke(token)}
    ></plenum-button>`;
  }

  #columns() {
    return [
      { id: 'name', label: t('access.name'), render: (token) => html`<strong>${token.name}</strong>` },
      { id: 'permissions', label: t('access.mayDo'), render: (token) => this.#narrowing(token) },
      {
        id: 'space',
        label: t('access.where'),
        render: (token) =>
          isRoot(token.space)
            ? html`<span class="muted">${t('access.everywhere')}</span>`
            : html`<span title=${spacePath(token.space)}>${spaceTitle(token.space)}</span>`,
      },
      { id: 'expires', label: t('access.expires'), render: (token) => this.#expiry(token) },
      {
        id: 'used',
        label: t('access.lastUsed'),
        render: (token) =>
          token.lastUsedAt ? html`<plenum-time value=${token.lastUsedAt}></plenum-time>` : html`<span class="muted">${t('access.never')}</span>`,
      },
      { id: 'created', label: t('access.created'), render: (token) => html`<plenum-time value=${token.createdAt}></plenum-time>` },
      { id: 'actions', label: t('common.actions'), quiet: true, align: 'end', render: (token) => this.#revokeButton(token) },
    ];
  }

  #none(own) {
    return html`<plenum-empty slot="empty" icon="terminal" heading=${t('access.noTokens')}>
      ${t(own ? 'access.noTokensHelp' : 'access.noTokensOfOther')}
    </plenum-empty>`;
  }

  /** In a narrow card: one below the other. */
  #cards(tokens, own) {
    return tokens.length
      ? html`<ul class="plain cards">
          ${tokens.map(
            (token) =>
              html`<li>
                <div class="grow stack tight">
                  <strong>${token.name}</strong>
                  <span class="small">${this.#narrowing(token)} <span class="muted">· ${spaceTitle(token.space)}</span></span>
                  <span class="small muted">${t('access.expires')} ${this.#expiry(token)}</span>
                </div>
                ${this.#revokeButton(token)}
              </li>`,
          )}
        </ul>`
      : html`<p class="muted bar">${t(own ? 'access.noTokensShort' : 'access.noTokensOfOther')}</p>`;
  }

  #list({ tokens, users }) {
    const own = this.#whose === this.#me;
    if (this.bare) {
      return this.#cards(tokens, own);
    }
    const of = users.find((user) => user.id === this.#whose);
    return html`
      <div class="row between">
        ${
          users.length
            ? html`<plenum-menu
                text
                icon="user"
                label=${own ? t('access.yourTokens') : t('access.tokensOf', { name: of?.displayName ?? this.#whose })}
                .items=${[
                  { label: t('access.yourTokens'), checked: own, action: () => setQuery({ user: '' }) },
                  ...users
                    .filter((user) => user.id !== this.#me)
                    .map((user, at) => ({
                      label: user.displayName,
                      hint: user.login,
                      separator: at === 0,
                      checked: user.id === this.#whose,
                      action: () => setQuery({ user: user.id }),
                    })),
                ]}
              ></plenum-menu>`
            : html`<p class="muted">${t('access.countTokens', { count: tokens.length })}</p>`
        }
        <plenum-button
          variant="primary"
          icon="add"
          reason=${own ? '' : t('access.onlyOwnTokens')}
          @click=${this.#issue}
          >${t('access.createToken')}</plenum-button
        >
      </div>
      <plenum-table label=${t('access.tokens')} .rows=${tokens} .total=${tokens.length} .columns=${this.#columns()}>
        ${tokens.length ? nothing : this.#none(own)}
      </plenum-table>
    `;
  }

  render() {
    return html`<div class="stack">${this.#tokens.render((data) => this.#list(data))}</div>`;
  }
}

customElements.define('plenum-access-tokens', PlenumAccessTokens);
