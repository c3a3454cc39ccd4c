import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/all.js';
import './plenum-step-graph.js';

const TONES = { create: 'success', update: 'info', delete: 'danger', replace: 'warning', act: 'info' };
const AT_ONCE = 50;
/** So many are shown with all they do. */
const FEW = 4;

/** The steps of `.change`: what each does, what it waits for, and how it stands. */
class PlenumSteps extends LitElement {
  static properties = { change: { attribute: false }, _text: { state: true }, _state: { state: true }, _shown: { state: true } };

  static styles = [
    page,
    css`
      .graph {
        max-height: 420px;
        overflow: auto;
        padding-bottom: var(--space-2);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .tools plenum-filter {
        flex: 1 1 200px;
      }
      details {
        border: 1px solid var(--border);
        border-radius: var(--radius-m, 8px);
        background: var(--surface);
      }
      details.failed {
        border-color: var(--danger-text);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary plenum-icon {
        --icon-size: 14px;
        color: var(--text-muted);
        transition: transform 120ms;
      }
      details[open] summary plenum-icon {
        transform: rotate(90deg);
      }
      summary .state {
        margin-left: auto;
      }
      @media (max-width: 640px) {
        summary .muted {
          display: none;
        }
      }
      .body {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        padding: 0 var(--space-3) var(--space-3);
      }
      .message {
        padding: 0 var(--space-3) var(--space-2);
        overflow-wrap: anywhere;
      }
      .message.failed {
        color: var(--danger-text);
      }
      select {
        min-height: 34px;
        padding: 0 var(--space-2);
        font: inherit;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-s);
      }
    `,
  ];

  constructor() {
    super();
    this._text = '';
    this._state = '';
    this._shown = AT_ONCE;
  }

  get #steps() {
    const text = this._text.toLowerCase();
    return this.change.steps.filter(
      (step) =>
        (!this._state || step.state === this._state) &&
        (!text || [step.key, step.title, step.type].some((one) => one?.toLowerCase().includes(text))),
    );
  }

  #value(value) {
    return value === undefined || value === null ? undefined : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  #body(step) {
    const changes = (step.fields ?? []).map((field) => ({
      label: field.label,
      before: this.#value(field.before),
      after: this.#value(field.after),
      note: field.replaces ? t('change.replaces') : undefined,
    }));
    return html`<div class="body">
      ${step.after?.length ? html`<p class="muted small">${t('change.waitsFor', { steps: step.after.slice(0, 20).join(', ') })}</p>` : nothing}
      ${step.does === 'replace' ? html`<p class="small">${t(step.replace ? 'change.replaceAccepted' : 'change.replaceReason')}</p>` : nothing}
      ${(step.reasons ?? []).map((reason) => html`<p class="small">${reason}</p>`)}
      ${changes.length ? html`<plenum-diff .changes=${changes}></plenum-diff>` : nothing}
      ${step.item ? html`<a href=${href(`/items/${step.item}`)}>${t('change.toItem')}</a>` : nothing}
    </div>`;
  }

  #step(step) {
    const begun = this.change.status !== 'draft';
    return html`<li>
      <details class=${step.state} ?open=${this.change.steps.length <= FEW}>
        <summary>
          <plenum-icon name="chevron-right"></plenum-icon>
          <plenum-badge tone=${TONES[step.does] ?? ''}>${t('change.action', { action: step.does ?? step.kind })}</plenum-badge>
          <strong>${step.title ?? step.key}</strong>
          ${step.action ? html`<span>${step.action}</span>` : nothing}
          <span class="muted small">${step.type}</span>
          ${begun ? html`<plenum-state class="state" value=${step.state === 'active' ? 'applying' : step.state}></plenum-state>` : nothing}
        </summary>
        ${this.#body(step)}
      </details>
      ${step.message ? html`<p class="message small ${step.state}">${step.message}</p>` : nothing}
    </li>`;
  }

  #tools(states) {
    return html`<div class="tools" role="search" aria-label=${t('change.filterSteps')}>
      <plenum-filter
        .value=${this._text}
        placeholder=${t('change.searchSteps')}
        @plenum-filter=${(event) => (this._text = event.detail.trim())}
      ></plenum-filter>
      <select aria-label=${t('change.stepState')} @change=${(event) => (this._state = event.target.value)}>
        <option value="">${t('change.anyState')}</option>
        ${states.map((state) => html`<option value=${state} ?selected=${state === this._state}>${t(`change.state.${state}`)}</option>`)}
      </select>
    </div>`;
  }

  render() {
    const { steps, plan } = this.change;
    const states = [...new Set(steps.map(({ state }) => state))];
    const found = this.#steps;
    return html`<plenum-card heading=${t('change.plan')}>
      <span slot="actions" class="row">
        ${Object.entries(plan.summary ?? {}).map(
          ([action, count]) => html`<plenum-badge tone=${TONES[action] ?? ''}>${t('change.summary', { action, count })}</plenum-badge>`,
        )}
      </span>
      <div class="stack">
        ${
          steps.some(({ after }) => after?.length)
            ? html`<div class="graph" tabindex="0" role="group" aria-label=${t('change.graphOf')}>
                <plenum-step-graph .steps=${steps}></plenum-step-graph>
              </div>`
            : nothing
        }
        ${steps.length > 10 || states.length > 1 ? this.#tools(states) : nothing}
        <ul class="plain stack tight">
          ${found.slice(0, this._shown).map((step) => this.#step(step))}
        </ul>
        ${found.length ? nothing : html`<p class="muted">${t('change.noSteps')}</p>`}
        ${
          found.length > this._shown
            ? html`<div class="row">
                <plenum-button @click=${() => (this._shown += AT_ONCE)}>${t('change.moreSteps', { count: found.length - this._shown })}</plenum-button>
              </div>`
            : nothing
        }
      </div>
    </plenum-card>`;
  }
}

customElements.define('plenum-steps', PlenumSteps);
