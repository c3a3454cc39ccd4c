import { LitElement, html, nothing } from 'lit';
import { bare, mark } from '../../components/plenum-mark.js';
import { base, control } from '../../components/styles.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate, ROOT } from '../../lib/router.js';
import { logIn, session } from '../../lib/session.js';
import '../../components/plenum-button.js';
import '../../components/plenum-problem.js';

class PlenumLoginPage extends LitElement {
  static properties = { location: { attribute: false }, _problem: { state: true }, _busy: { state: true } };
  static styles = [base, control, bare];

  async connectedCallback() {
    super.connectedCallback();
    if (session.value) {
      this.#goOn();
      return;
    }
    try {
      const { data } = await api.get('setup');
      if (data.required) {
        navigate(href('/setup'), { replace: true });
      }
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
  }

  firstUpdated() {
    this.renderRoot.querySelector('input').focus();
  }

  /** Back to where the reader wanted to go, if that is here. */
  #goOn() {
    const to = this.location?.query.get('to') ?? '';
    const address = new URL(to || href('/'), window.location.origin);
    const inside = address.origin === window.location.origin && address.pathname.startsWith(ROOT + '/');
    navigate(inside ? address.pathname + address.search : href('/'), { replace: true });
  }

  async #submit(event) {
    event.preventDefault();
    if (this._busy) {
      return;
    }
    const data = new FormData(event.target);
    this._busy = true;
    this._problem = undefined;
    try {
      await logIn(data.get('login').trim(), data.get('password'));
      this.#goOn();
    } catch (thrown) {
      this._problem = Problem.of(thrown);
      this.updateComplete.then(() => this.renderRoot.querySelector('#password')?.select());
    }
    this._busy = false;
  }

  render() {
    return html`<div class="sheet">
      <div class="head">
        ${mark}
        <h1>${t('login.heading')}</h1>
      </div>
      <form novalidate @submit=${this.#submit}>
        <div>
          <label for="login">${t('login.login')}</label>
          <input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required />
        </div>
        <div>
          <label for="password">${t('login.password')}</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            aria-invalid=${this._problem?.code === 'wrong-credentials' ? 'true' : nothing}
          />
        </div>
        ${this._problem ? html`<plenum-problem norepeat .problem=${this._problem}></plenum-problem>` : nothing}
        <button type="submit" hidden></button>
        <plenum-button variant="primary" type="submit" ?busy=${this._busy}>${t('login.go')}</plenum-button>
      </form>
    </div>`;
  }
}

customElements.define('plenum-login-page', PlenumLoginPage);
