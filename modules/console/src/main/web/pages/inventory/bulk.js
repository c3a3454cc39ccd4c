import { LitElement, css, html, nothing } from 'lit';
import { control, page } from '../../components/styles.js';
import { showCall } from '../../components/plenum-call.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import '../../components/plenum-dialog.js';
import '../../components/plenum-form.js';
import '../../components/plenum-progress.js';

/** So many calls at once; a connection takes no more either. */
const AT_ONCE = 4;

/** Whether the remote system has it, as far as is known: then it is deleted there, by a change. */
export const isRemote = (item) => Boolean(item.management?.externalId) && !item.management.vanishedAt && item.type !== 'infrastructure.change';

/** What is done to each item of a selection: the calls, one after the other. What needs approval is left as a draft. */
const WORK = {
  labels: (item, { labels, reason }) => patched(item, { labels, reason }),
  state: (item, { state, reason }) => patched(item, { state, reason }),
  async delete(item, { reason }) {
    if (!isRemote(item)) {
      await api.send(deletion(item, reason));
      return {};
    }
    const { data: change } = await api.send(deletion(item, reason));
    if (change.approval.needed > 0) {
      return { change: change.id };
    }
    const { data } = await api.post(`ext/infrastructure/changes/${change.id}/apply`, { digest: change.digest });
    return { operation: data.id };
  },
  async adopt(item, { reason }) {
    await api.send(adoption(item, reason));
    return {};
  },
  async action(item, { name, parameters, approving }) {
    const approval = approving.has(item.id);
    const { data } = await api.send(acting(item, name, parameters, approval));
    return approval ? { change: data.id } : { operation: data.id };
  },
};

function change(item, body) {
  return { method: 'PATCH', path: `items/${item.id}`, revision: item.revision, body };
}

function deletion(item, reason) {
  return isRemote(item)
    ? { method: 'POST', path: 'ext/infrastructure/changes', body: { kind: 'delete', item: item.id, reason } }
    : { method: 'DELETE', path: `items/${item.id}`, revision: item.revision, query: { reason } };
}

function adoption(item, reason) {
  return { method: 'POST', path: 'ext/infrastructure/adoptions', body: { item: item.id, reason } };
}

function acting(item, name, parameters, approval) {
  return approval
    ? { method: 'POST', path: 'ext/infrastructure/changes', body: { kind: 'act', item: item.id, action: name, parameters } }
    : { method: 'POST', path: `ext/infrastructure/resources/${item.id}/actions/${name}`, body: { parameters } };
}

/** Labels and states are said anew whatever else has changed meanwhile, so a stale revision is read again once. */
async function patched(item, body) {
  try {
    await api.send(change(item, body));
  } catch (problem) {
    if (!problem.stale) {
      throw problem;
    }
    const { data } = await api.get(`items/${item.id}`, { query: { fields: 'id,revision' } });
    await api.send(change({ ...item, revision: data.revision }, body));
  }
  return {};
}

/**
 * Does something to each item of a selection and says of each how it went. `.kind`: labels, archive, publish, delete,
 * adopt, action; `.items`. Sends `plenum-close` (detail: whether anything was done).
 */
class PlenumInventoryBulk extends LitElement {
  static properties = {
    kind: {},
    items: { attribute: false },
    _values: { state: true },
    _results: { state: true },
    _running: { state: true },
    _offers: { state: true },
    _action: { state: true },
    _typed: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      .list {
        max-height: 320px;
        overflow: auto;
        margin-top: var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius-m);
      }
      .list li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px var(--space-3);
        align-items: center;
        padding: 6px var(--space-3);
        border-bottom: 1px solid var(--border);
      }
      .list li:last-child {
        border-bottom: 0;
      }
      .list p {
        grid-column: 1 / -1;
        color: var(--danger-text);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .list p.muted {
        color: var(--text-muted);
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
    this._typed = '';
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

  /** Which actions there are, and for how many of the selection. */
  async #readOffers() {
    const abort = new AbortController();
    this.#abort = abort;
    const offers = new Map();
    await each(this.items, abort.signal, async (item) => {
      try {
        const { items } = await api.list(`ext/infrastructure/resources/${item.id}/actions`, {}, { signal: abort.signal });
        for (const offer of items) {
          const known = offers.get(offer.name) ?? { ...offer, can: [], cannot: new Map(), approving: new Set() };
          if (offer.unavailable) {
            known.cannot.set(item.id, offer.unavailable);
          } else {
            known.can.push(item);
          }
          if (offer.approval) {
            known.approving.add(item.id);
          }
          offers.set(offer.name, known);
        }
      } catch {
        // One that cannot be asked has no actions now; its connection says why.
      }
    });
    if (!abort.signal.aborted) {
      this._offers = [...offers.values()];
    }
  }

  get #offer() {
    return this._offers?.find(({ name }) => name === this._action);
  }

  /** What the work is about: for actions, those that can be acted on now. */
  get #targets() {
    if (this.kind === 'adopt') {
      return this.items.filter((item) => isRemote(item) && !item.management.managed);
    }
    return this.kind === 'action' ? (this.#offer?.can ?? []) : this.items;
  }

  #options(values = this._values) {
    const reason = values.reason || undefined;
    switch (this.kind) {
      case 'labels':
        return {
          labels: { ...values.set, ...Object.fromEntries((values.remove ?? []).map((name) => [name.trim(), null])) },
          reason,
        };
      case 'archive':
        return { state: 'archived', reason };
      case 'publish':
        return { state: 'published', reason };
      case 'action':
        return { name: this._action, parameters: values, approving: this.#offer.approving };
      default:
        return { reason };
    }
  }

  #call(values) {
    const [item] = this.#targets;
    const options = this.#options(values);
    if (this.kind === 'action') {
      return acting(item, options.name, options.parameters, options.approving.has(item.id));
    }
    if (this.kind === 'adopt') {
      return adoption(item, options.reason);
    }
    return this.kind === 'delete' ? deletion(item, options.reason) : change(item, options);
  }

  async #run(values, items = this.#targets) {
    const abort = new AbortController();
    this.#abort = abort;
    this._values = values;
    this._running = true;
    this._results = new Map([...(this._results ?? []), ...items.map((item) => [item.id, { item, state: 'queued' }])]);
    const work = WORK[this.kind === 'archive' || this.kind === 'publish' ? 'state' : this.kind];
    const options = this.#options(values);
    const say = (item, result) => (this._results = new Map(this._results).set(item.id, { item, ...result }));
    await each(items, abort.signal, async (item) => {
      say(item, { state: 'running' });
      try {
        say(item, { state: 'done', ...(await work(item, options)) });
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

  #close() {
    this.#abort?.abort();
    this.dispatchEvent(new CustomEvent('plenum-close', { detail: Boolean(this._results) }));
  }

  get #fields() {
    const reason = { name: 'reason', type: 'string', label: t('inventory.reason'), help: t('inventory.reasonHelp') };
    switch (this.kind) {
      case 'labels':
        return [
          { name: 'set', type: 'labels', label: t('inventory.setLabels'), help: t('inventory.setLabelsHelp') },
          { name: 'remove', type: 'string', flags: ['multiple'], label: t('inventory.removeLabels') },
          reason,
        ];
      case 'action':
        return this.#offer?.parameters ?? [];
      default:
        return [reason];
    }
  }

  #text() {
    const remote = this.items.filter(isRemote).length;
    if (this.kind === 'delete') {
      return t('inventory.bulkDeleteText', { site: this.items.length - remote, remote });
    }
    return this.kind === 'action' ? '' : t(`inventory.bulk.${this.kind}Text`, { count: this.items.length });
  }

  #ask() {
    const remote = this.kind === 'delete' && this.items.some(isRemote);
    const word = String(this.items.length);
    const nothingToDo =
      this.kind === 'labels' && !Object.keys(this.#options().labels).length ? t('inventory.noLabels') : '';
    const unconfirmed = remote && this._typed !== word ? t('inventory.typeNumber', { number: word }) : '';
    return html`
      <div class="body">
        ${this.#text() ? html`<p>${this.#text()}</p>` : nothing}
        ${this.kind === 'action' ? this.#chooseAction() : nothing}
        ${
          remote
            ? html`<div>
                <label for="typed">${t('inventory.typeNumber', { number: word })}</label>
                <input
                  id="typed"
                  inputmode="numeric"
                  autocomplete="off"
                  @input=${(event) => (this._typed = event.target.value.trim())}
                />
              </div>`
            : nothing
        }
        ${
          this.kind === 'action' && !this.#offer
            ? nothing
            : html`<plenum-form
                .fields=${this.#fields}
                .values=${this.#first}
                action=${t(`inventory.bulk.${this.kind}`, { count: this.#targets.length })}
                reason=${nothingToDo || unconfirmed || (this.#targets.length ? '' : t('inventory.noneAvailable'))}
                cancellable
                .submit=${(values) => this.#run(values)}
                .call=${this.#targets.length ? (values) => this.#call(values) : undefined}
                @plenum-input=${(event) => (this._values = event.detail)}
                @plenum-cancel=${this.#close}
              ></plenum-form>`
        }
      </div>
    `;
  }

  #choose(action) {
    this._action = action;
    this._values = {};
    this.#first = {};
  }

  #chooseAction() {
    if (!this._offers) {
      return html`<plenum-skeleton lines="2"></plenum-skeleton>`;
    }
    if (!this._offers.length) {
      return html`<p class="muted">${t('inventory.noActions')}</p>`;
    }
    const offer = this.#offer;
    return html`<div>
        <label for="action">${t('inventory.action')}</label>
        <select id="action" @change=${(event) => this.#choose(event.target.value)}>
          <option value="">${t('inventory.chooseAction')}</option>
          ${this._offers.map(
            ({ name, title, can }) =>
              html`<option value=${name} ?selected=${name === this._action}>
                ${t('inventory.actionFor', { title, count: can.length, total: this.items.length })}
              </option>`,
          )}
        </select>
      </div>
      ${offer ? html`<p class="muted">${offer.description}</p>` : nothing}
      ${
        offer?.cannot.size
          ? html`<ul class="plain list">
              ${[...offer.cannot].map(
                ([id, why]) =>
                  html`<li><span class="truncate">${this.items.find((item) => item.id === id)?.title}</span>
                    <p class="muted">${why}</p></li>`,
              )}
            </ul>`
          : nothing
      }`;
  }

  #report() {
    const results = [...this._results.values()];
    const ended = results.filter(({ state }) => !['queued', 'running'].includes(state));
    const failed = results.filter(({ state }) => state === 'failed' || state === 'cancelled');
    return html`
      <p role="status">
        ${t(this._running ? 'inventory.bulkRunning' : 'inventory.bulkEnded', {
          done: ended.length - failed.length,
          failed: failed.length,
          total: results.length,
        })}
      </p>
      <plenum-progress
        label=${t(`inventory.bulk.${this.kind}`, { count: results.length })}
        .value=${ended.length / results.length}
        tone=${this._running ? '' : failed.length ? 'danger' : 'success'}
      ></plenum-progress>
      <ul class="plain list" tabindex="0" aria-label=${t('inventory.bulkResults')}>
        ${results.map(
          ({ item, state, problem, operation, change: drafted }) =>
            html`<li>
              <span class="truncate">${item.title}</span>
              ${
                operation
                  ? html`<a href=${href(`/operations/${operation}`)}>${t('inventory.operation')}</a>`
                  : drafted
                    ? html`<a href=${href(`/changes/${drafted}`)}>${t('inventory.awaitsApproval')}</a>`
                    : html`<plenum-state value=${state}></plenum-state>`
              }
              ${problem ? html`<p>${problem.errors[0]?.message ?? problem.detail}</p>` : nothing}
            </li>`,
        )}
      </ul>
      ${
        this._running
          ? html`<plenum-button slot="footer" @click=${() => this.#abort.abort()}>${t('inventory.stop')}</plenum-button>`
          : html`<plenum-button class="rest" slot="footer" variant="ghost" icon="code" @click=${() => showCall(this.#call())}
                >${t('call.show')}</plenum-button
              >
              ${
                failed.length
                  ? html`<plenum-button
                      slot="footer"
                      icon="refresh"
                      @click=${() =>
                        this.#run(
                          this._values,
                          failed.map(({ item }) => item),
                        )}
                      >${t('inventory.retryFailed')}</plenum-button
                    >`
                  : nothing
              }
              <plenum-button slot="footer" variant="primary" @click=${this.#close}>${t('common.close')}</plenum-button>`
      }
    `;
  }

  render() {
    return html`<plenum-dialog
      open
      sticky
      heading=${t(`inventory.bulk.${this.kind}Title`, { count: this.items.length })}
      @plenum-close=${this.#close}
      >${this._results ? this.#report() : this.#ask()}</plenum-dialog
    >`;
  }
}

/** Works on some at a time, until all are done or the signal says stop. */
async function each(items, signal, work) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, waiting.length) }, async () => {
      while (waiting.length && !signal.aborted) {
        await work(waiting.shift());
      }
    }),
  );
}

customElements.define('plenum-inventory-bulk', PlenumInventoryBulk);
