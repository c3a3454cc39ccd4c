import { LitElement, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { session } from '../../lib/session.js';
import { changePassword } from '../../shell/change-password.js';
import '../../components/all.js';
import './access-tokens.js';

/** One's own account: name, password, session, tokens. */
class PlenumAccountPage extends LitElement {
  static properties = { location: { attribute: false } };
  static styles = [page];

  #me = new Load(this, (signal) => api.get(`users/${session.value.subject.id}`, { signal }).then(({ data }) => data), {
    on: ['access.changed'],
  });

  constructor() {
    super();
    new Watch(this, session);
  }

  #call(values) {
    return { method: 'PATCH', path: `users/${this.#me.data.id}`, body: { displayName: values.displayName ?? '' }, revision: this.#me.data.revision };
  }

  async #rename(values) {
    const { data } = await api.send(this.#call(values));
    this.#me.set(data);
    toast(t('account.saved'));
  }

  /** The same until the name changes elsewhere, so that nobody's typing is lost. */
  #values({ displayName }) {
    if (this.#given?.displayName !== displayName) {
      this.#given = { displayName };
    }
    return this.#given;
  }

  #given;

  #inside(me) {
    const held = session.value?.permissions.length ?? 0;
    return html`<div class="columns">
      <div class="stack loose">
        <plenum-card heading=${t('account.profile')}>
          <plenum-form
            .fields=${[{ name: 'displayName', type: 'string', label: t('access.displayName'), flags: ['required'], help: t('account.nameHelp') }]}
            .values=${this.#values(me)}
            .submit=${(values) => this.#rename(values)}
            .call=${(values) => this.#call(values)}
          ></plenum-form>
        </plenum-card>
        <div class="stack">
          <h2>${t('account.tokens')}</h2>
          <p class="muted">${t('account.tokensHelp')}</p>
          <plenum-access-tokens .user=${me.id}></plenum-access-tokens>
        </div>
      </div>
      <div class="stack loose">
        <plenum-card heading=${t('access.account')}>
          <plenum-key-values
            .items=${[
              { label: t('access.login'), value: html`<span class="mono">${me.login}</span>` },
              { label: t('access.email'), value: me.email },
              { label: t('access.created'), value: html`<plenum-time value=${me.createdAt}></plenum-time>` },
              { label: t('access.lastLogIn'), value: me.lastLogInAt ? html`<plenum-time value=${me.lastLogInAt}></plenum-time>` : undefined },
            ]}
          ></plenum-key-values>
        </plenum-card>
        <plenum-card heading=${t('account.password')}>
          <div class="stack">
            <p class="muted">${t('account.passwordHelp')}</p>
            <div><plenum-button icon="lock" @click=${changePassword}>${t('shell.changePassword')}</plenum-button></div>
          </div>
        </plenum-card>
        <plenum-card heading=${t('account.session')}>
          <plenum-key-values
            .items=${[
              { label: t('account.ends'), value: session.value ? html`<plenum-time value=${session.value.expiresAt}></plenum-time>` : nothing },
              {
                label: t('account.mayDo'),
                value: html`<a href=${href('/access/why')}>${t('account.permissions', { count: held })}</a>`,
              },
            ]}
          ></plenum-key-values>
        </plenum-card>
      </div>
    </div>`;
  }

  render() {
    return html`
      <plenum-page-header heading=${t('account.title')}>${t('account.lead')}</plenum-page-header>
      ${this.#me.render((me) => this.#inside(me))}
    `;
  }
}

customElements.define('plenum-account-page', PlenumAccountPage);
