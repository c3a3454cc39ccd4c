import { LitElement, css, html, nothing } from 'lit';
import { api, Problem } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { href } from '../lib/router.js';
import { valueText } from '../lib/schema.js';
import { decisions, whyNot } from '../lib/session.js';
import { Load } from './load.js';
import { showCall } from './plenum-call.js';
import { page } from './styles.js';
import { Titles } from './titles.js';
import { Watch } from './watch.js';
import './plenum-badge.js';
import './plenum-button.js';
import './plenum-diff.js';
import './plenum-icon.js';
import './plenum-join-change.js';
import './plenum-problem.js';
import './plenum-progress.js';
import './plenum-skeleton.js';

const VERBS = { create: 'create', update: 'edit', delete: 'delete' };
const ENDED = ['succeeded', 'failed', 'cancelled'];
const TONES = { create: 'success', update: 'info', delete: 'danger', replace: 'warning' };

/**
 * A change to one resource from its plan to its end: shows what applying it will do, applies exactly that, follows the
 * operation, and begins anew with a new plan when something has changed meanwhile.
 *
 * Give `.draft`, the body of `POST ext/infrastructure/changes`, or `.change` that was drafted already; and `.type`, the
 * content type of the resource. Events: `plenum-planned` (detail: `{change}`) when the reader has another one planned in
 * its place, `plenum-applied` (detail: `{change, operation}`), `plenum-cancel` when the reader gives it up. Use `refresh()` to plan anew.
 */
class PlenumChangeFlow extends LitElement {
  static properties = {
    draft: { attribute: false },
    change: { attribute: false },
    type: { attribute: false },
    /** The word for giving it up. */
    back: {},
    _problem: { state: true },
    _busy: { state: true },
    _renewed: { state: true },
    _operation: { state: true },
  };

  static styles = [
    page,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--warning-soft);
        color: var(--text);
        overflow-wrap: anywhere;
        --icon-size: 18px;
      }
      .notice plenum-icon {
        flex: none;
        margin-top: 1px;
        color: var(--warning-text);
      }
      .notice.danger {
        background: var(--danger-soft);
      }
      .notice.danger plenum-icon {
        color: var(--danger-text);
      }
      .notice.success {
        background: var(--success-soft);
      }
      .notice.success plenum-icon {
        color: var(--success-text);
      }
      .notice ul {
        margin: 4px 0 0;
        padding-left: var(--space-4);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-top: 4px;
      }
      .spread {
        flex: 1;
      }
    `,
  ];

  #running = new Load(this, (signal) => this.#readOperation(signal), {
    auto: false,
    on: ['operation.'],
    when: (event) => event.subject === this._operation && event.type !== 'operation.log',
  });
  #titles = new Titles(this);
  #told = false;

  constructor() {
    super();
    new Watch(this, decisions);
  }

  willUpdate(changed) {
    if (changed.has('draft') && this.draft && !this.change) {
      this.refresh();
    }
  }

  get #draftCall() {
    return { method: 'POST', path: 'ext/infrastructure/changes', body: this.draft };
  }

  get #applyCall() {
    return { method: 'POST', path: `ext/infrastructure/changes/${this.change.id}/apply`, body: { digest: this.change.digest } };
  }

  /** Plans it, or plans it anew. */
  async refresh() {
    this._problem = undefined;
    this._operation = undefined;
    try {
      this.change = (await api.send(this.#draftCall)).data;
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
  }

  /** Plans the same once more, this time as a replace. */
  async #replace() {
    const { itemId, values, reason } = this.change;
    const body = { ...(this.draft ?? { kind: 'update', item: itemId, values, reason }), replace: true };
    this._busy = true;
    this._problem = undefined;
    try {
      const { data } = await api.post('ext/infrastructure/changes', body);
      await this.#drop();
      this.draft = body;
      this.change = data;
      this.dispatchEvent(new CustomEvent('plenum-planned', { detail: { change: data } }));
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
    this._busy = false;
  }

  async #apply() {
    this._busy = true;
    this._problem = undefined;
    try {
      const { data } = await api.send(this.#applyCall);
      this._renewed = false;
      this._operation = data.id;
      this.#told = false;
      this.#running.set(data);
      this.#running.reload();
    } catch (thrown) {
      const problem = Problem.of(thrown);
      if (problem.code === 'change-stale') {
        await this.#readAgain();
      } else {
        this._problem = problem;
      }
    }
    this._busy = false;
  }

  /** The server has made a new plan by itself. */
  async #readAgain() {
    try {
      this.change = (await api.get(`ext/infrastructure/changes/${this.change.id}`)).data;
      this._renewed = true;
    } catch (thrown) {
      this._problem = Problem.of(thrown);
    }
  }

  async #readOperation(signal) {
    const { data } = await api.get(`operations/${this._operation}`, { signal });
    if (data.status === 'succeeded' && !this.#told) {
      this.#told = true;
      const { data: change } = await api.get(`ext/infrastructure/changes/${this.change.id}`, { signal });
      this.change = change;
      this.dispatchEvent(new CustomEvent('plenum-applied', { detail: { change, operation: data } }));
    }
    return data;
  }

  /** A draft that nobody wants is deleted; who may not delete changes leaves it to those who may. */
  async #drop() {
    if (this.change && !this._operation && !whyNot('infrastructure.change.delete', t, this.change.space)) {
      try {
        await api.del(`items/${this.change.id}`, { revision: this.change.revision });
      } catch {
        // It stays among the drafts of the page of changes.
      }
    }
  }

  async #discard() {
    await this.#drop();
    this.#leave();
  }

  #leave() {
    this.dispatchEvent(new CustomEvent('plenum-cancel'));
  }

  #reason() {
    const { resourceType, kind, plan } = this.change;
    return (
      whyNot('infrastructure.change.publish', t, this.change.space) ||
      whyNot(`${resourceType}.publish`, t, this.change.space) ||
      whyNot(`${resourceType}.${VERBS[kind]}`, t, this.change.space) ||
      (plan.action === 'none' && !plan.accepted?.length ? t('plan.nothing') : '') ||
      (plan.action === 'replace' && !this.change.replace ? t('plan.replace') : '') ||
      (this.#unapproved ? t('plan.unapproved') : '') ||
      (this.change.approval?.closed ?? '')
    );
  }

  get #unapproved() {
    const { approval } = this.change;
    return Boolean(approval) && approval.counting.length < approval.needed;
  }

  #field(name) {
    return this.type?.fields.find((field) => field.name === name);
  }

  #value(name, value) {
    const field = this.#field(name);
    if (value === undefined || value === null) {
      return undefined;
    }
    if (field?.type === 'reference') {
      return [value].flat().map((id) => this.#titles.of(id) ?? id).join(', ');
    }
    return field ? valueText(field, value, t) : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  #plan() {
    const { plan, resourceTitle } = this.change;
    return html`
      <div class="row">
        <plenum-badge tone=${TONES[plan.action] ?? ''}
          >${t('plan.action', { action: plan.action === 'none' && plan.accepted?.length ? 'accept' : plan.action })}</plenum-badge
        >
        <span>${t(plan.action === 'none' && plan.accepted?.length ? 'plan.acceptsOnly' : 'plan.text', { action: plan.action, title: resourceTitle })}</span>
      </div>
      ${
        plan.accepted?.length
          ? html`<div>
              <span class="muted small">${t('plan.accepted')}</span>
              <div class="chips">${plan.accepted.map((name) => html`<plenum-badge tone="info">${this.#field(name)?.label ?? name}</plenum-badge>`)}</div>
            </div>`
          : nothing
      }
      ${
        plan.reasons.length
          ? html`<div class="notice" role="note">
              <plenum-icon name="warning"></plenum-icon>
              <div>
                ${t(this.change.replace ? 'plan.replaceAccepted' : 'plan.replace')}
                <ul>
                  ${plan.reasons.map((reason) => html`<li>${reason}</li>`)}
                </ul>
              </div>
            </div>`
          : nothing
      }
      ${
        plan.notices?.length
          ? html`<ul class="muted small notices">
              ${plan.notices.map((notice) => html`<li>${notice}</li>`)}
            </ul>`
          : nothing
      }
      ${
        plan.fields.length
          ? html`<plenum-diff
              .changes=${plan.fields.map(({ field, label, before, after, replaces }) => ({
                label,
                before: this.#value(field, before),
                after: this.#value(field, after),
                note: replaces ? t('plan.replaces') : undefined,
              }))}
            ></plenum-diff>`
          : nothing
      }
      ${
        plan.unknownUntilApplied.length
          ? html`<div>
              <span class="muted small">${t('plan.unknown')}</span>
              <div class="chips">
                ${plan.unknownUntilApplied.map((name) => html`<plenum-badge>${this.#field(name)?.label ?? name}</plenum-badge>`)}
              </div>
            </div>`
          : nothing
      }
    `;
  }

  #progress(operation) {
    const failed = operation.status === 'failed' || operation.status === 'cancelled';
    if (operation.status === 'succeeded') {
      return html`<div class="notice success" role="status">
        <plenum-icon name="check-circle"></plenum-icon>
        <div>${t('plan.applied', { kind: this.change.kind, title: this.change.resourceTitle })}</div>
      </div>`;
    }
    return failed
      ? html`<div class="notice danger" role="alert">
          <plenum-icon name="error"></plenum-icon>
          <div><b>${t('plan.failed')}</b> ${operation.failure?.message ?? ''}</div>
        </div>`
      : html`<div class="stack tight" role="status">
          <div class="row"><plenum-state value=${operation.status} ?live=${true}></plenum-state><span class="muted">${operation.message}</span></div>
          <plenum-progress label=${operation.title} .value=${operation.progress || undefined}></plenum-progress>
        </div>`;
  }

  #buttons(operation) {
    const ended = operation && ENDED.includes(operation.status);
    if (operation && !(ended && operation.status !== 'succeeded')) {
      return html`<div class="row">
        <plenum-button href=${href(`/operations/${operation.id}`)}>${t('plan.toOperation')}</plenum-button>
      </div>`;
    }
    const change = this.change;
    const replaces = change.plan.action === 'replace';
    if (replaces && !change.replace) {
      return html`<div class="row">
        <plenum-button variant="danger" icon="refresh" ?busy=${this._busy} @click=${this.#replace}>${t('plan.planReplace')}</plenum-button>
        <plenum-button @click=${this.#discard}>${this.back ?? t('plan.discard')}</plenum-button>
      </div>`;
    }
    return html`<div class="row">
      <plenum-button
        variant=${change.kind === 'delete' || replaces ? 'danger' : 'primary'}
        icon="play"
        reason=${this.#reason()}
        ?busy=${this._busy}
        @click=${this.#apply}
        >${t(operation ? 'plan.applyAgain' : 'plan.apply')}</plenum-button
      >
      <plenum-button @click=${this.#discard}>${this.back ?? t('plan.discard')}</plenum-button>
      <plenum-button variant="ghost" href=${href(`/changes/${change.id}`)} tooltip=${t('plan.keepHelp')}>${t('plan.keep')}</plenum-button>
      ${operation ? nothing : html`<plenum-join-change .change=${change}></plenum-join-change>`}
      <span class="spread"></span>
      <plenum-button variant="ghost" icon="code" @click=${() => showCall(this.#applyCall)}>${t('call.show')}</plenum-button>
    </div>`;
  }

  render() {
    if (!this.change) {
      return this._problem
        ? html`<div class="stack">
            <plenum-problem .problem=${this._problem} @plenum-retry=${this.refresh}></plenum-problem>
            <div class="row"><plenum-button @click=${this.#leave}>${this.back ?? t('common.back')}</plenum-button></div>
          </div>`
        : html`<p class="muted" role="status">${t('plan.planning')}</p><plenum-skeleton lines="3"></plenum-skeleton>`;
    }
    const operation = this._operation ? this.#running.data : undefined;
    return html`<div class="stack">
      ${
        this._renewed
          ? html`<div class="notice" role="alert"><plenum-icon name="refresh"></plenum-icon><div>${t('plan.renewed')}</div></div>`
          : nothing
      }
      ${operation ? this.#progress(operation) : nothing} ${this.#plan()}
      ${
        this.#unapproved && !operation
          ? html`<div class="notice" role="note">
              <plenum-icon name="users"></plenum-icon>
              <div>
                ${t('plan.approval', { count: this.change.approval.needed, policies: this.change.approval.policies.join(', ') })}
                <a href=${href(`/changes/${this.change.id}`)}>${t('plan.toChange')}</a>
              </div>
            </div>`
          : nothing
      }
      ${this._problem ? html`<plenum-problem norepeat .problem=${this._problem}></plenum-problem>` : nothing}
      ${this.#buttons(operation)}
    </div>`;
  }
}

customElements.define('plenum-change-flow', PlenumChangeFlow);
