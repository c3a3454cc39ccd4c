import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { valueText } from '../../lib/schema.js';
import '../../components/all.js';
import { notice } from './notice.js';
import './plenum-steps.js';

const TONES = { create: 'success', update: 'info', delete: 'danger', replace: 'warning', act: 'info' };

/** What applying a change will do, or has done. */
class PlenumChangePlan extends LitElement {
  static properties = { change: { attribute: false } };

  static styles = [
    page,
    notice,
    css`
      .plan {
        display: flex;
        flex-direction: column;
        gap: var(--space-4);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-top: var(--space-1);
      }
      ul.reasons {
        margin: var(--space-1) 0 0;
        padding-left: var(--space-4);
      }
    `,
  ];

  /** Says what its fields are called; the plan is shown without, too. */
  #type = new Load(this, (signal) => api.get(`content-types/${this.change.resourceType}`, { signal }).then(({ data }) => data), {
    auto: false,
  });
  #typeShown;

  willUpdate() {
    const { resourceType } = this.change;
    if (resourceType !== this.#typeShown) {
      this.#typeShown = resourceType;
      this.#type.data = undefined;
      if (resourceType) {
        this.#type.reload();
      }
    }
  }

  #value(name, value) {
    if (value === undefined || value === null) {
      return undefined;
    }
    const field = this.#type.data?.fields.find((one) => one.name === name);
    return field ? valueText(field, value, t) : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  #label(name) {
    return this.#type.data?.fields.find((one) => one.name === name)?.label ?? name;
  }

  render() {
    const { change } = this;
    const { plan } = change;
    if (change.steps) {
      return html`<div class="stack">${this.#told(plan)}<plenum-steps .change=${change}></plenum-steps></div>`;
    }
    if (!plan) {
      return html`<plenum-card heading=${t('change.plan')}><p class="muted">${t('change.noPlan')}</p></plenum-card>`;
    }
    const rows = plan.fields.map((field) => ({
      label: field.label,
      before: this.#value(field.field, field.before),
      after: this.#value(field.field, field.after),
      note: field.replaces ? t('change.replaces') : undefined,
    }));
    return html`<plenum-card heading=${t('change.plan')}>
      <plenum-badge slot="actions" tone=${TONES[plan.action] ?? ''}>${t('change.action', { action: plan.action })}</plenum-badge>
      <div class="plan">
        <p>${t('change.planText', { action: plan.action, title: change.resourceTitle, past: String(change.status === 'applied') })}</p>
        ${
          plan.reasons.length
            ? html`<div class="notice warning">
                <plenum-icon name="warning"></plenum-icon>
                <div>
                  ${t(change.replace ? 'change.replaceAccepted' : 'change.replaceReason')}
                  <ul class="reasons">
                    ${plan.reasons.map((reason) => html`<li>${reason}</li>`)}
                  </ul>
                </div>
              </div>`
            : nothing
        }
        ${this.#told(plan)}
        ${rows.length ? html`<plenum-diff .changes=${rows}></plenum-diff>` : nothing}
        ${plan.action === 'act' ? this.#parameters(change) : nothing}
        ${
          plan.unknownUntilApplied.length
            ? html`<div>
                <span class="muted small">${t('change.unknown')}</span>
                <div class="chips">${plan.unknownUntilApplied.map((name) => html`<plenum-badge>${this.#label(name)}</plenum-badge>`)}</div>
              </div>`
            : nothing
        }
      </div>
    </plenum-card>`;
  }

  /** What the provider had to say when it planned. */
  #told({ notices = [] } = {}) {
    return notices.length
      ? html`<ul class="reasons muted small">
          ${notices.map((notice) => html`<li>${notice}</li>`)}
        </ul>`
      : nothing;
  }

  #parameters({ action, values }) {
    return html`<plenum-key-values
      .items=${[
        { label: t('change.actionName'), value: action },
        ...Object.entries(values ?? {}).map(([label, value]) => ({ label, value: typeof value === 'object' ? JSON.stringify(value) : String(value) })),
      ]}
    ></plenum-key-values>`;
  }
}

customElements.define('plenum-change-plan', PlenumChangePlan);
