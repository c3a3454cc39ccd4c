import { LitElement, html } from 'lit';
import { api, Problem } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { session } from '../lib/session.js';
import { toast } from '../components/toast.js';
import '../components/plenum-dialog.js';
import '../components/plenum-form.js';

class PlenumChangePassword extends LitElement {
  async #submit({ current, replacement, again }) {
    if (replacement !== again) {
      throw new Problem({
        title: t('shell.passwordsDiffer'),
        status: 400,
        errors: [{ pointer: '/again', code: 'differs', message: t('shell.passwordsDiffer') }],
      });
    }
    await api.post(`users/${session.value.subject.id}/password`, { current, replacement });
    toast(t('shell.passwordChanged'));
    this.remove();
  }

  render() {
    const field = (name, label, autocomplete, help) => ({ name, type: 'secret', label, help, autocomplete, flags: ['required'] });
    return html`<plenum-dialog open sticky size="s" heading=${t('shell.changePassword')} @plenum-close=${() => this.remove()}>
      <plenum-form
        .fields=${[
          field('current', t('shell.passwordNow'), 'current-password'),
          { ...field('replacement', t('shell.passwordNew'), 'new-password', t('shell.passwordHelp')), pointer: '/password' },
          field('again', t('shell.passwordAgain'), 'new-password'),
        ]}
        .values=${{}}
        .submit=${(values) => this.#submit(values)}
        action=${t('shell.changePassword')}
      ></plenum-form>
    </plenum-dialog>`;
  }
}

customElements.define('plenum-change-password', PlenumChangePassword);

/** Asks for the old and the new password of whoever is signed in. */
export function changePassword() {
  document.body.append(document.createElement('plenum-change-password'));
}
