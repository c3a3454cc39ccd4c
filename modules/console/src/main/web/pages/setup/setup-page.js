import { LitElement, html, nothing } from 'lit';
import { bare, mark } from '../../components/plenum-mark.js';
import { base, control } from '../../components/styles.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { setUp } from '../../lib/session.js';
import '../../components/plenum-button.js';
import '../../components/plenum-problem.js';
import '../../components/plenum-skeleton.js';

/** The first administrator. The token comes in the fragment of the address, which no server ever sees. */
class PlenumSetupPage extends LitElement {
  static properties = { _token: { state: true }, _needed: { state: true }, _problem: { state: true }, _busy: { state: true } };
  static styles = [base, control, bare];

  constructor() {
    super();
    this._token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
    if (this._token) {
      // Neither the history nor somebody who looks on needs to keep it.
      history.replaceState(history.state, '', window.location.pathname + window.location.search);
    }
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ask();
  }

  async #ask() {
    this._problem = undefined;
    try {
      this._needed = (await api.get('setup')).data.required;
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
    if (this._needed) {
      await this.updateComplete;
      this.renderRoot.querySelector(this._token ? '#login' : '#token').focus();
    }
  }

  async #submit(event) {
    event.preventDefault();
    if (this._busy) {
      return;
    }
    const data = new FormData(event.target);
    const login = data.get('login').trim();
    this._busy = true;
    this._problem = undefined;
    try {
      await setUp({
        token: data.get('token').trim(),
        login,
        displayName: data.get('displayName').trim() || login,
        password: data.get('password'),
      });
      navigate(href('/setup/start'), { replace: true });
    } catch (thrown) {
      this._problem = Problem.of(thrown);
      if (this._problem.code === 'set-up-done') {
        this._needed = false;
      }
    }
    this._busy = false;
  }

  #messages(name) {
    return this._problem?.at(`/${name}`) ?? [];
  }

  /** Whether all that is wrong stands at the fields. */
  get #told() {
    const { errors } = this._problem;
    return errors.length > 0 && errors.every(({ pointer }) => ['/token', '/login', '/displayName', '/password'].includes(pointer));
  }

  #field(name, { type = 'text', autocomplete = 'off', help, value = '' } = {}) {
    const messages = this.#messages(name);
    return html`<div>
      <label for=${name}>${t(`setup.${name}`)}</label>
      <input
        id=${name}
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        .defaultValue=${value}
        aria-invalid=${messages.length ? 'true' : nothing}
        aria-describedby=${`${name}-words`}
      />
      <div id=${`${name}-words`}>
        ${help ? html`<p class="help">${help}</p>` : nothing}${messages.map((message) => html`<p class="error">${message}</p>`)}
      </div>
    </div>`;
  }

  #form() {
    return html`<form novalidate @submit=${this.#submit}>
      ${this.#field('token', { value: this._token, help: this._token ? t('setup.tokenGiven') : t('setup.tokenHelp') })}
      ${this.#field('login', { autocomplete: 'username', help: t('setup.loginHelp') })}
      ${this.#field('displayName', { autocomplete: 'name' })}
      ${this.#field('password', { type: 'password', autocomplete: 'new-password', help: t('setup.passwordHelp') })}
      ${this._problem && !this.#told ? html`<plenum-problem norepeat .problem=${this._problem}></plenum-problem>` : nothing}
      <button type="submit" hidden></button>
      <plenum-button variant="primary" type="submit" ?busy=${this._busy}>${t('setup.go')}</plenum-button>
    </form>`;
  }

  #body() {
    if (this._needed === undefined) {
      return this._problem
        ? html`<plenum-problem .problem=${this._problem} @plenum-retry=${() => this.#ask()}></plenum-problem>`
        : html`<plenum-skeleton lines="6"></plenum-skeleton>`;
    }
    return this._needed
      ? this.#form()
      : html`<plenum-button variant="primary" href=${href('/login')}>${t('setup.toLogin')}</plenum-button>`;
  }

  render() {
    const done = this._needed === false;
    return html`<div class="sheet">
      <div class="head">
        ${mark}
        <h1>${t(done ? 'setup.done' : 'setup.heading')}</h1>
        <p class="lead">${t(done ? 'setup.doneHelp' : 'setup.lead')}</p>
      </div>
      ${this.#body()}
    </div>`;
  }
}

customElements.define('plenum-setup-page', PlenumSetupPage);
