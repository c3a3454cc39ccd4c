import { LitElement, css, html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { ExtensionFailure, loadElement } from '../lib/registry.js';
import { base } from './styles.js';
import './plenum-button.js';
import './plenum-icon.js';
import './plenum-skeleton.js';

/**
 * Holds an element of a module. Whatever goes wrong in it stays in it: a card in its place says so, and the rest of the
 * console goes on.
 *
 * `.contribution` names the element; `.context` is set on it as properties (`item`, `type`, `connection`, ...).
 */
class PlenumExtension extends LitElement {
  static properties = {
    contribution: { attribute: false },
    context: { attribute: false },
    compact: { type: Boolean },
    _failure: { state: true },
    _element: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .failure {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border: 1px dashed var(--border-strong);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      .failure > plenum-icon {
        color: var(--warning-text);
        --icon-size: 18px;
      }
      .title {
        margin: 0;
        font-weight: 600;
      }
      p {
        margin: 2px 0 0;
        overflow-wrap: anywhere;
      }
      .detail {
        font: var(--text-s) / 1.5 var(--font-mono);
        color: var(--text-muted);
      }
      plenum-button {
        margin-top: var(--space-3);
      }
    `,
  ];

  #attempt = 0;

  willUpdate(changed) {
    const before = changed.has('contribution') ? changed.get('contribution') : this.contribution;
    if (before?.script !== this.contribution?.script || before?.element !== this.contribution?.element) {
      this.#load();
    } else if (changed.has('context') && this._element) {
      this.#give(this._element);
    }
  }

  async #load() {
    const attempt = ++this.#attempt;
    this._failure = undefined;
    this._element = undefined;
    if (!this.contribution) {
      return;
    }
    try {
      await loadElement(this.contribution);
      if (attempt === this.#attempt) {
        this._element = this.#make();
      }
    } catch (thrown) {
      if (attempt === this.#attempt) {
        this.#failed(thrown);
      }
    }
  }

  #make() {
    const { result: element, failure } = overhearing(() => document.createElement(this.contribution.element));
    if (!(element instanceof customElements.get(this.contribution.element))) {
      // A constructor that throws leaves an HTMLUnknownElement behind.
      throw new ExtensionFailure('failed', String(failure?.message ?? this.contribution.element), failure);
    }
    if (typeof element.performUpdate === 'function') {
      // Lit calls it through the instance, so that what render() throws can be had here.
      const original = element.performUpdate;
      element.performUpdate = (...args) => {
        try {
          return original.apply(element, args);
        } catch (thrown) {
          this.#failed(thrown);
          return undefined;
        }
      };
    }
    this.#give(element);
    return element;
  }

  updated() {
    const holder = this.renderRoot.querySelector('.holder');
    if (holder && this._element && this._element.parentNode !== holder) {
      const { failure } = overhearing(() => holder.replaceChildren(this._element));
      if (failure) {
        this.#failed(failure);
      }
    }
  }

  #give(element) {
    try {
      Object.assign(element, this.context ?? {});
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  #failed(thrown) {
    console.error(`Extension ${this.contribution?.element} of ${this.contribution?.module}:`, thrown);
    this._failure = thrown instanceof ExtensionFailure ? thrown : new ExtensionFailure('failed', String(thrown?.message ?? thrown));
    this._element = undefined;
  }

  render() {
    const { _failure: failure, contribution } = this;
    if (failure) {
      return html`<div class="failure" role="alert">
        <plenum-icon name="warning"></plenum-icon>
        <div>
          <p class="title">${t('extension.heading', { title: contribution?.title ?? '', module: contribution?.module ?? '' })}</p>
          <p>${t(`extension.${failure.reason}`)}</p>
          ${failure.message && failure.message !== failure.reason ? html`<p class="detail">${failure.message}</p>` : nothing}
          <plenum-button size="s" icon="refresh" @click=${this.#load}>${t('common.retry')}</plenum-button>
        </div>
      </div>`;
    }
    if (this._element) {
      return html`<div class="holder"></div>`;
    }
    return this.compact ? nothing : html`<plenum-skeleton></plenum-skeleton>`;
  }
}

/**
 * What the constructor and connectedCallback() of an element throw does not come out of the call that led there: the
 * browser reports it to the window meanwhile.
 */
function overhearing(action) {
  let failure;
  const hear = (event) => {
    event.preventDefault();
    failure ??= event.error ?? new Error(event.message);
  };
  window.addEventListener('error', hear);
  try {
    const result = action();
    return { result, failure };
  } finally {
    window.removeEventListener('error', hear);
  }
}

customElements.define('plenum-extension', PlenumExtension);
