import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { mergePatch } from '../../lib/schema.js';
import { currentSpace, ROOT_SPACE, session, spaces } from '../../lib/session.js';
import '../../components/plenum-dialog.js';
import '../../components/plenum-form.js';
import { VIEW_TYPE, valuesOf } from './views.js';

/**
 * Saves what the address shows as a view. `purpose`: create, update or rename; `.view` is the one that is changed,
 * `.query` what the address says. Sends `plenum-saved` (detail: `{view, created}`) or `plenum-close`.
 */
class PlenumInventorySaveView extends LitElement {
  static properties = { purpose: {}, view: { attribute: false }, query: { attribute: false } };

  static styles = [
    page,
    css`
      p {
        margin-bottom: var(--space-3);
      }
    `,
  ];

  #first;

  get #me() {
    return session.value.subject.id;
  }

  /** What the form begins with, once: a new object at each rendering would begin it anew. */
  get #values() {
    this.#first ??= {
      title: this.purpose === 'create' ? '' : this.view.title,
      audience: this.view && this.purpose !== 'create' ? (this.view.values.owner ? 'mine' : 'shared') : 'mine',
      space: currentSpace.value || ROOT_SPACE,
    };
    return this.#first;
  }

  get #fields() {
    const known = spaces.value.length ? spaces.value : [{ id: ROOT_SPACE, title: ROOT_SPACE }];
    return [
      { name: 'title', type: 'string', label: t('inventory.viewTitle'), flags: ['required'], pointer: '/title' },
      {
        name: 'audience',
        type: 'enum',
        label: t('inventory.audience'),
        help: t('inventory.audienceHelp'),
        flags: ['required'],
        options: ['mine', 'shared'],
        optionLabels: { mine: t('inventory.audienceMine'), shared: t('inventory.audienceShared') },
        pointer: '/values/owner',
      },
      {
        name: 'space',
        type: 'enum',
        label: t('inventory.viewSpace'),
        help: t('inventory.viewSpaceHelp'),
        flags: ['required'],
        options: known.map(({ id }) => id),
        optionLabels: Object.fromEntries(known.map(({ id, title, name }) => [id, title || name])),
        pointer: '/space',
      },
    ].slice(0, this.purpose === 'create' ? 3 : 2);
  }

  #call({ title, audience, space }) {
    const owner = audience === 'mine' ? this.#me : undefined;
    if (this.purpose === 'create') {
      return { method: 'POST', path: 'items', body: { type: VIEW_TYPE, space, title, values: valuesOf(this.query, owner) } };
    }
    const wanted = this.purpose === 'update' ? valuesOf(this.query, this.view.values.owner) : { ...this.view.values, owner };
    return {
      method: 'PATCH',
      path: `items/${this.view.id}`,
      revision: this.view.revision,
      body: { ...(this.purpose === 'rename' ? { title } : {}), values: mergePatch(this.view.values, wanted) ?? {} },
    };
  }

  async #save(values) {
    const { data } = await api.send(this.#call(values));
    this.dispatchEvent(new CustomEvent('plenum-saved', { detail: { view: data, created: this.purpose === 'create' } }));
  }

  #close() {
    this.dispatchEvent(new CustomEvent('plenum-close'));
  }

  render() {
    const update = this.purpose === 'update';
    return html`<plenum-dialog open size="s" heading=${t(`inventory.save.${this.purpose}`)} @plenum-close=${this.#close}>
      ${update ? html`<p>${t('inventory.updateViewText', { title: this.view.title })}</p>` : nothing}
      <plenum-form
        .fields=${update ? [] : this.#fields}
        .values=${this.#values}
        .submit=${(values) => this.#save(values)}
        .call=${(values) => this.#call(values)}
        cancellable
        @plenum-cancel=${this.#close}
      ></plenum-form>
    </plenum-dialog>`;
  }
}

customElements.define('plenum-inventory-save-view', PlenumInventorySaveView);
