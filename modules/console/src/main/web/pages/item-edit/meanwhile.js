import { LitElement, css, html } from 'lit';
import { page } from '../../components/styles.js';
import { Titles } from '../../components/titles.js';
import { t } from '../../lib/i18n.js';
import { valueText } from '../../lib/schema.js';
import { spaces } from '../../lib/session.js';
import '../../components/all.js';

/**
 * What somebody else has changed while a form was open. `.told`: `{changed, who, revision, at}`, see merge.js; `.type`.
 * Sends `plenum-take` (detail: `{name, value}`) for what shall be as they have it.
 */
class PlenumMeanwhile extends LitElement {
  static properties = { told: { attribute: false }, type: { attribute: false } };

  static styles = [
    page,
    css`
      section {
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--warning-soft);
        margin-bottom: var(--space-4);
      }
      h2 {
        margin-bottom: var(--space-1);
      }
      plenum-diff {
        margin: var(--space-3) 0;
      }
    `,
  ];

  #titles = new Titles(this);

  /** Brings it into sight. */
  show() {
    const panel = this.renderRoot.querySelector('section');
    panel.scrollIntoView({ block: 'center' });
    panel.focus();
  }

  #labelOf(name) {
    return (
      { ' title': t('item-edit.itemTitle'), ' labels': t('item-edit.labels'), ' space': t('item-edit.space') }[name] ??
      this.type.fields.find((field) => field.name === name)?.label ??
      name
    );
  }

  #words(name, value) {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (name === ' space') {
      return spaces.value.find(({ id }) => id === value)?.title ?? value;
    }
    const field =
      name === ' labels' ? { type: 'labels' } : (this.type.fields.find((one) => one.name === name) ?? { type: 'string' });
    return field.type === 'reference' ? [value].flat().map((id) => this.#titles.of(id) ?? id).join(', ') : valueText(field, value, t);
  }

  render() {
    const { changed, who, revision, at } = this.told;
    const conflicts = changed.filter(({ conflict }) => conflict);
    return html`<section role="alert" tabindex="-1" aria-label=${t('item-edit.meanwhile')}>
      <h2>${t('item-edit.meanwhile')}</h2>
      <p>
        ${t('item-edit.meanwhileText', { who: who || t('item-edit.somebody'), revision })}
        <plenum-time value=${at}></plenum-time>
      </p>
      ${
        changed.length
          ? html`<plenum-diff
              .changes=${changed.map(({ name, before, theirs, conflict }) => ({
                label: this.#labelOf(name),
                before: this.#words(name, before),
                after: this.#words(name, theirs),
                note: conflict ? t('item-edit.conflict') : t('item-edit.taken'),
              }))}
            ></plenum-diff>`
          : html`<p>${t('item-edit.meanwhileElsewhere')}</p>`
      }
      <div class="row">
        ${conflicts.map(
          ({ name, theirs }) =>
            html`<plenum-button size="s" @click=${() => this.dispatchEvent(new CustomEvent('plenum-take', { detail: { name, value: theirs } }))}
              >${t('item-edit.takeTheirs', { field: this.#labelOf(name) })}</plenum-button
            >`,
        )}
      </div>
      <p class="small muted">${t('item-edit.meanwhileHelp')}</p>
    </section>`;
  }
}

customElements.define('plenum-meanwhile', PlenumMeanwhile);
