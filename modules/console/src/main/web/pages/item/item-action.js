import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import '../../components/plenum-dialog.js';
import '../../components/plenum-form.js';

/** Asks for what an action wants to know, and has it done. `.item`, `.offer`. Sends `plenum-started`, `plenum-close`. */
class PlenumItemAction extends LitElement {
  static properties = { item: { attribute: false }, offer: { attribute: false } };

  static styles = [
    page,
    css`
      p {
        margin-bottom: var(--space-3);
      }
      .warning {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-m);
        background: var(--warning-soft);
      }
    `,
  ];

  /** What the form begins with; the same object each time, so that it does not begin anew. */
  #values = {};

  #call(given) {
    const parameters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return this.offer.approval
      ? {
          method: 'POST',
          path: 'ext/infrastructure/changes',
          body: { kind: 'act', item: this.item.id, action: this.offer.name, parameters },
        }
      : { method: 'POST', path: `ext/infrastructure/resources/${this.item.id}/actions/${this.offer.name}`, body: { parameters } };
  }

  async #run(parameters) {
    const { data } = await api.send(this.#call(parameters));
    if (this.offer.approval) {
      this.#close();
      navigate(href(`/changes/${data.id}`));
      return;
    }
    toast({
      text: t('item.started', { action: this.offer.title, title: this.item.title }),
      tone: 'info',
      href: href(`/operations/${data.id}`),
      link: t('item.follow'),
    });
    this.dispatchEvent(new CustomEvent('plenum-started', { detail: data }));
    this.#close();
  }

  #close() {
    this.dispatchEvent(new CustomEvent('plenum-close'));
  }

  render() {
    const { offer, item } = this;
    return html`<plenum-dialog
      open
      size="s"
      ?sticky=${offer.parameters.length > 0}
      heading=${t('item.actionAsk', { action: offer.title, title: item.title })}
      @plenum-close=${this.#close}
    >
      <p>${offer.description}</p>
      ${offer.disruptive ? html`<p class="warning">${t('item.disruptive')}</p>` : nothing}
      ${offer.approval ? html`<p class="warning">${t('item.needsApproval')}</p>` : nothing}
      <plenum-form
        .fields=${offer.parameters}
        .values=${this.#values}
        base="/parameters"
        action=${offer.approval ? t('item.draftAction') : offer.title}
        cancellable
        .submit=${(values) => this.#run(values)}
        .call=${(values) => this.#call(values)}
        @plenum-cancel=${this.#close}
      ></plenum-form>
    </plenum-dialog>`;
  }
}

customElements.define('plenum-item-action', PlenumItemAction);
