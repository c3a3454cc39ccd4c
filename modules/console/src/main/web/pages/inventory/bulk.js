import { LitElement, css, html, nothing } from 'lit';
import { showCall } from '../../components/plenum-call.js';
import { control, page } from '../../components/styles.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import '../../components/plenum-dialog.js';
import '../../components/plenum-form.js';
import { callFor, changeCall, changed, each, isRemote, optionsOf, readOffers, work } from './bulk-work.js';
import './bulk-results.js';

/**
 * Does something to each item of a selection. `.kind`: labels, archive, publish, delete, adopt, action, edit; `.items`;
 * `.fields`, of which edit chooses. What deletes, edits or acts on remote systems is drafted as one change and goes on at
 * its page; everything else is done at once, with a word on each. Sends `plenum-close` (detail: whether anything was done),
 * and `plenum-whole` when all that the list holds are to be adopted instead; `.whole` says why that cannot be.
 */
class PlenumInventoryBulk extends LitElement {
  static properties = {
    kind: {},
    items: { attribute: false },
    fields: { attribute: false },
    whole: {},
    _values: { state: true },
    _results: { state: true },
    _running: { state: true },
    _offers: { state: true },
    /** The name of what was chosen of the actions or fields. */
    _chosen: { state: true },
    /** The change for those that remote systems have. */
    _change: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      .body > .list {
        max-height: 320px;
        overflow: auto;
        margin-top: var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-m);
      }
      .list li {
        padding: 6px var(--space-3);
        border-bottom: 1px solid var(--border);
      }
      .list li:last-child {
        border-bottom: 0;
      }
      .list p {
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .warning {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-m);
        background: var(--warning-soft);
      }
      .rest {
        margin-right: auto;
      }
      label {
        display: block;
        margin-bottom: 4px;
        font-weight: 500;
      }
      .body > * + * {
        margin-top: var(--space-3);
      }
    `,
  ];

  #abort;
  /** What the form begins with: the same object at each rendering, or it would begin anew. */
  #first = {};

  constructor() {
    super();
    this._values = {};
    this._chosen = '';
  }

  firstUpdated() {
    if (this.kind === 'action') {
      this.#readOffers();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  async #readOffers() {
    const abort = new AbortController();
    this.#abort = abort;
    const offers = await readOffers(this.items, abort.signal);
    if (!abort.signal.aborted) {
      this._offers = offers;
    }
  }

  get #offer() {
    return this._offers?.find(({ name }) => name === this._chosen);
  }

  get #field() {
    return this.fields?.find(({ name }) => name === this._chosen);
  }

  /** What the work is about: for actions, those that can be acted on now. */
  get #targets() {
    if (this.kind === 'adopt') {
      return this.items.filter((item) => isRemote(item) && !item.management.managed);
    }
    return this.kind === 'action' ? (this.#offer?.can ?? []) : this.items;
  }

  /** A field that only describes the item here is no business of remote systems. */
  get #remote() {
    return this.kind === 'edit' && this.#field?.mode !== 'both' ? [] : changed(this.kind, this.#targets);
  }

  /** What is done here, without a change. */
  get #here() {
    const remote = new Set(this.#remote);
    return this.#targets.filter((item) => !remote.has(item));
  }

  #options(values = this._values) {
    return optionsOf(this.kind, this._chosen, values);
  }

  #changeCall(values) {
    const remote = this.#remote;
    const what = this.#offer?.title ?? this.#field?.label ?? '';
    const title = t(`inventory.changeTitle.${this.kind}`, { count: remote.length, title: remote[0].title, what });
    return changeCall(this.kind, remote, title, this.#options(values));
  }

  #call(values) {
    return this.#remote.length ? this.#changeCall(values) : callFor(this.kind, this.#targets[0], this.#options(values));
  }

  /** First the draft, which may be refused: then nothing has been done. */
  async #submit(values) {
    this._values = values;
    const here = this.#here;
    if (this.#remote.length) {
      this._change = (await api.send(this.#changeCall(values))).data;
      if (!here.length) {
        this.#close({ done: true });
        navigate(href(`/changes/${this._change.id}`));
        return;
      }
    }
    this.#run(here);
  }

  async #run(items) {
    const abort = new AbortController();
    this.#abort = abort;
    this._running = true;
    this._results = new Map([...(this._results ?? []), ...items.map((item) => [item.id, { item, state: 'queued' }])]);
    const options = this.#options();
    const say = (item, result) => (this._results = new Map(this._results).set(item.id, { item, ...result }));
    await each(items, abort.signal, async (item) => {
      say(item, { state: 'running' });
      try {
        await work(this.kind, item, options);
        say(item, { state: 'done' });
      } catch (thrown) {
        say(item, { state: 'failed', problem: Problem.of(thrown) });
      }
    });
    for (const [, { item, state }] of this._results) {
      if (state === 'queued') {
        say(item, { state: 'cancelled' });
      }
    }
    this._running = false;
  }

  #close({ done = Boolean(this._results) } = {}) {
    this.#abort?.abort();
    this.dispatchEvent(new CustomEvent('plenum-close', { detail: done }));
  }

  get #fields() {
    const reason = { name: ' reason', type: 'string', label: t('inventory.reason'), help: t('inventory.reasonHelp'), pointer: '/reason' };
    switch (this.kind) {
      case 'labels':
        return [
          { name: 'set', type: 'labels', label: t('inventory.setLabels'), help: t('inventory.setLabelsHelp') },
          { name: 'remove', type: 'string', flags: ['multiple'], label: t('inventory.removeLabels') },
          reason,
        ];
      case 'action':
        return [...(this.#offer?.parameters ?? []), reason];
      case 'edit':
        return [this.#field, reason];
      default:
        return [reason];
    }
  }

  #text() {
    const remote = this.#remote.length;
    switch (this.kind) {
      case 'delete':
        return t('inventory.bulkDeleteText', { site: this.items.length - remote, remote });
      case 'action':
        return '';
      case 'edit':
        return this.#field && t('inventory.bulkEditText', { site: this.items.length - remote, remote });
      default:
        return t(`inventory.bulk.${this.kind}Text`, { count: this.items.length });
    }
  }

  #ask() {
    const choosing = (this.kind === 'action' && !this.#offer) || (this.kind === 'edit' && !this.#field);
    const nothingToDo =
      this.kind === 'labels' && !Object.keys(this.#options().labels).length ? t('inventory.noLabels') : '';
    const count = this.#targets.length;
    return html`
      <div class="body">
        ${this.#text() ? html`<p>${this.#text()}</p>` : nothing}
        ${this.kind === 'action' ? this.#chooseAction() : this.kind === 'edit' ? this.#chooseField() : nothing}
        ${
          choosing
            ? nothing
            : html`<plenum-form
                .fields=${this.#fields}
                .values=${this.#first}
                base="/values"
                action=${count && count === this.#remote.length ? t('inventory.draftChange') : t(`inventory.bulk.${this.kind}`, { count })}
                reason=${nothingToDo || (this.kind === 'action' && this.#offer.differs ? t('inventory.actionDiffers') : count ? '' : t('inventory.noneAvailable'))}
                cancellable
                .submit=${(values) => this.#submit(values)}
                .call=${count ? (values) => this.#call(values) : undefined}
                @plenum-input=${(event) => (this._values = event.detail)}
                @plenum-cancel=${() => this.#close()}
                >${
                  this.kind === 'adopt'
                    ? html`<div class="row">
                        <span class="muted">${t('inventory.adoptSelected')}</span>
                        <plenum-button size="s" reason=${this.whole ?? ''} @click=${() => this.dispatchEvent(new CustomEvent('plenum-whole'))}
                          >${t('inventory.adoptAllInstead')}</plenum-button
                        >
                      </div>`
                    : nothing
                }</plenum-form
              >`
        }
      </div>
    `;
  }

  #choose(name) {
    this._chosen = name;
    this._values = {};
    this.#first = {};
  }

  #choice(label, none, options) {
    return html`<div>
      <label for="choice">${label}</label>
      <select id="choice" @change=${(event) => this.#choose(event.target.value)}>
        <option value="">${none}</option>
        ${options.map(([name, words]) => html`<option value=${name} ?selected=${name === this._chosen}>${words}</option>`)}
      </select>
    </div>`;
  }

  #chooseField() {
    return this.#choice(
      t('inventory.field'),
      t('inventory.chooseField'),
      this.fields.map(({ name, label }) => [name, label || name]),
    );
  }

  #chooseAction() {
    if (!this._offers) {
      return html`<plenum-skeleton lines="2"></plenum-skeleton>`;
    }
    if (!this._offers.length) {
      return html`<p class="muted">${t('inventory.noActions')}</p>`;
    }
    const offer = this.#offer;
    return html`${this.#choice(
        t('inventory.action'),
        t('inventory.chooseAction'),
        this._offers.map(({ name, title, can }) => [name, t('inventory.actionFor', { title, count: can.length, total: this.items.length })]),
      )}
      ${
        offer
          ? html`${this.#descriptions(offer)}
              ${offer.disruptive ? html`<p class="warning">${t('inventory.disruptive')}</p>` : nothing}
              <p>${t('inventory.bulkActText')}</p>`
          : nothing
      }
      ${
        offer?.cannot.size
          ? html`<ul class="plain list">
              ${[...offer.cannot].map(
                ([id, why]) =>
                  html`<li><span class="truncate">${this.items.find((item) => item.id === id)?.title}</span>
                    <p class="muted">${why || t('inventory.noSuchAction')}</p></li>`,
              )}
            </ul>`
          : nothing
      }`;
  }

  /** What it does is told once where all do the same, else by type. */
  #descriptions({ descriptions }) {
    const texts = new Set(descriptions.values());
    return texts.size === 1
      ? html`<p class="muted">${[...texts][0]}</p>`
      : html`<ul class="plain list">
          ${[...descriptions].map(([type, text]) => html`<li><code>${type}</code><p class="muted">${text}</p></li>`)}
        </ul>`;
  }

  #report() {
    const results = [...this._results.values()];
    const failed = results.filter(({ state }) => state === 'failed' || state === 'cancelled');
    return html`
      <plenum-bulk-results
        label=${t(`inventory.bulk.${this.kind}`, { count: results.length })}
        .results=${results}
        .change=${this._change}
        ?running=${this._running}
      ></plenum-bulk-results>
      ${
        this._running
          ? html`<plenum-button slot="footer" @click=${() => this.#abort.abort()}>${t('inventory.stop')}</plenum-button>`
          : html`<plenum-button
                class="rest"
                slot="footer"
                variant="ghost"
                icon="code"
                @click=${() => showCall(callFor(this.kind, results[0].item, this.#options()))}
                >${t('call.show')}</plenum-button
              >
              ${
                failed.length
                  ? html`<plenum-button slot="footer" icon="refresh" @click=${() => this.#run(failed.map(({ item }) => item))}
                      >${t('inventory.retryFailed')}</plenum-button
                    >`
                  : nothing
              }
              <plenum-button slot="footer" variant="primary" @click=${() => this.#close()}>${t('common.close')}</plenum-button>`
      }
    `;
  }

  render() {
    return html`<plenum-dialog
      open
      sticky
      heading=${t(`inventory.bulk.${this.kind}Title`, { count: this.items.length })}
      @plenum-close=${() => this.#close()}
      >${this._results ? this.#report() : this.#ask()}</plenum-dialog
    >`;
  }
}

customElements.define('plenum-inventory-bulk', PlenumInventoryBulk);
