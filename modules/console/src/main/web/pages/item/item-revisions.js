import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load, PagedList } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Titles } from '../../components/titles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { setQuery } from '../../lib/router.js';
import { same, valueText } from '../../lib/schema.js';
import { decisions, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';

/**
 * The revisions of an item, what differs between any two, and the way back. `.item`, `.type`, `.query` of the address,
 * in which the two that are compared stand as `from` and `to`. Sends `plenum-item` with the item after a revert, and
 * `plenum-change` (detail: `{draft, heading}`) when the way back leads over the remote system.
 */
class PlenumItemRevisions extends LitElement {
  static properties = { item: { attribute: false }, type: { attribute: false }, query: { attribute: false } };

  static styles = [
    page,
    css`
      .both {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        gap: var(--space-5);
        align-items: start;
      }
      .list {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .list li {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: center;
        padding: var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--border);
      }
      .list li:last-child {
        border-bottom: 0;
      }
      .list li.chosen {
        background: var(--selected);
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--accent);
      }
      .what {
        min-width: 0;
      }
      .reason {
        overflow-wrap: anywhere;
      }
      .heads {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-4);
        color: var(--text-muted);
        font-size: var(--text-xs);
        border-bottom: 1px solid var(--border);
      }
      .remote {
        margin-top: var(--space-3);
      }
      .more {
        padding: var(--space-2) var(--space-4);
      }
      @media (max-width: 1000px) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  #list = new PagedList(this, () => ({ path: `items/${this.item.id}/revisions` }), { auto: false });
  #pair = new Load(this, (signal) => this.#readPair(signal), { auto: false });
  #titles = new Titles(this);
  #shown;
  #compared;

  constructor() {
    super();
    new Watch(this, spaces, decisions);
  }

  willUpdate() {
    const now = `${this.item.id} ${this.item.revision}`;
    if (now !== this.#shown) {
      const other = this.#shown?.split(' ')[0] !== this.item.id;
      this.#shown = now;
      this.#list.refresh({ keep: !other });
    }
    const compared = `${this.item.id} ${this.#from} ${this.#to}`;
    if (compared !== this.#compared) {
      this.#compared = compared;
      this.#pair.data = undefined;
      this.#pair.reload();
    }
  }

  get #to() {
    return number(this.query?.get('to')) ?? this.item.revision;
  }

  /** Without a choice, what the newest one changed. */
  get #from() {
    return number(this.query?.get('from')) ?? Math.max(this.#to - 1, 0);
  }

  async #readPair(signal) {
    const one = async (revision) =>
      revision > 0 ? (await api.get(`items/${this.item.id}/revisions/${revision}`, { signal })).data : undefined;
    const [from, to] = await Promise.all([one(this.#from), one(this.#to)]);
    return { from, to };
  }

  /* ---- differences ---- */

  #field(name) {
    return this.type.fields.find((field) => field.name === name) ?? { name, type: 'string', label: name };
  }

  #words(field, value) {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (field.type === 'reference') {
      return [value].flat().map((id) => this.#titles.of(id) ?? id).join(', ');
    }
    return typeof value === 'object' && !Array.isArray(value) && field.type !== 'labels' ? JSON.stringify(value, null, 1) : valueText(field, value, t);
  }

  #differences({ from, to }) {
    const [before, after] = [from?.snapshot ?? {}, to?.snapshot ?? {}];
    const plain = (name, words = (value) => value) => ({ label: t(`item.${name}`), before: words(before[name]), after: words(after[name]) });
    const members = (group, label) =>
      [...new Set([...Object.keys(before[group] ?? {}), ...Object.keys(after[group] ?? {})])]
        .filter((name) => !same(before[group]?.[name], after[group]?.[name]))
        .map((name) => label(name, before[group]?.[name], after[group]?.[name]));
    const space = (id) => spaces.value.find((one) => one.id === id)?.title ?? id;
    const state = (word) => (word ? t(`state.${word.toLowerCase().replaceAll('_', '-')}`) : word);
    return [
      ...[plain('itemTitle'), plain('state', state), plain('space', space)].map((one, at) =>
        at ? one : { ...one, before: before.title, after: after.title },
      ),
    ]
      .filter((one) => !same(one.before, one.after))
      .concat(
        members('labels', (name, old, now) => ({ label: t('item.labelNamed', { name }), before: old, after: now })),
        members('values', (name, old, now) => {
          const field = this.#field(name);
          return { label: field.label || name, before: this.#words(field, old), after: this.#words(field, now) };
        }),
        members('desired', (name, old, now) => {
          const field = this.#field(name);
          return { label: field.label || name, before: this.#words(field, old), after: this.#words(field, now), note: t('item.wantedNote') };
        }),
      );
  }

  /* ---- the way back ---- */

  /** Fields that the remote system has; they go back by a change. */
  get #remoteFields() {
    return this.item.management?.externalId && this.type.name !== 'infrastructure.change'
      ? this.type.fields.filter(({ mode }) => mode === 'both').map(({ name }) => name)
      : [];
  }

  #remotePatch(snapshot) {
    const old = { ...snapshot.values, ...snapshot.desired };
    return Object.fromEntries(
      this.#remoteFields.filter((name) => !same(old[name], this.item.values[name])).map((name) => [name, old[name] ?? null]),
    );
  }

  #localDiffers(snapshot) {
    const names = this.type.fields.filter(({ mode, name }) => mode !== 'observed' && !this.#remoteFields.includes(name)).map(({ name }) => name);
    const observed = Boolean(this.item.management?.observedAt);
    return (
      names.some((name) => !same(snapshot.values?.[name], this.item.values[name])) ||
      (!observed && (snapshot.title !== this.item.title || !same(snapshot.labels, this.item.labels)))
    );
  }

  #plan({ number: revision, snapshot }) {
    this.dispatchEvent(
      new CustomEvent('plenum-change', {
        detail: {
          heading: t('item.revertHeading', { revision }),
          draft: {
            kind: 'update',
            item: this.item.id,
            values: this.#remotePatch(snapshot),
            reason: t('item.revertReason', { revision }),
          },
        },
      }),
    );
  }

  async #revert({ number: revision }) {
    const form = { reason: '' };
    const call = () => ({
      method: 'POST',
      path: `items/${this.item.id}/revert`,
      revision: this.item.revision,
      body: { toRevision: revision, ...(form.reason ? { reason: form.reason } : {}) },
    });
    const done = await confirm({
      title: t('item.revertAsk', { revision }),
      text: t('item.revertHelp'),
      action: t('item.revert'),
      details: html`<plenum-field
        .field=${{ name: 'reason', type: 'string', label: t('item.reason'), help: t('item.reasonHelp') }}
        @plenum-change=${(event) => (form.reason = event.detail.value ?? '')}
      ></plenum-field>`,
      call: call(),
      run: () => api.send(call()),
    });
    if (done) {
      this.dispatchEvent(new CustomEvent('plenum-item', { detail: done.data }));
      setQuery({ from: '', to: '' });
      toast(t('item.reverted', { revision }));
    }
  }

  /* ---- what is shown ---- */

  #row(revision) {
    const { number: at, author, time, reason, diff } = revision;
    const chosen = at === this.#from || at === this.#to;
    const summary = Object.entries(diff ?? {}).flatMap(([group, change]) =>
      change && typeof change === 'object'
        ? Object.keys(change).map((name) => (group === 'labels' ? name : this.#field(name).label || name))
        : [t(`item.${group === 'title' ? 'itemTitle' : group}`)],
    );
    return html`<li class=${chosen ? 'chosen' : ''}>
      <input
        type="radio"
        name="from"
        aria-label=${t('item.compareFrom', { revision: at })}
        .checked=${at === this.#from}
        ?disabled=${at >= this.#to}
        @change=${() => setQuery({ from: at, to: this.#to })}
      />
      <input
        type="radio"
        name="to"
        aria-label=${t('item.compareTo', { revision: at })}
        .checked=${at === this.#to}
        ?disabled=${at <= this.#from}
        @change=${() => setQuery({ to: at, from: this.#from })}
      />
      <div class="what">
        <div><b>${at}</b> <span class="muted">${author.name}</span></div>
        <div class="small muted truncate">${at === 1 ? t('item.first') : [...new Set(summary)].join(', ')}</div>
        ${reason ? html`<div class="small reason">${reason}</div>` : nothing}
      </div>
      <span class="muted small"><plenum-time value=${time}></plenum-time></span>
    </li>`;
  }

  #comparison() {
    return this.#pair.render(({ from, to }) => {
      const snapshot = from?.snapshot;
      const edit = whyNot(`${this.item.type}.edit`, t, this.item.space);
      const remote = snapshot && Object.keys(this.#remotePatch(snapshot)).length > 0;
      return html`<plenum-card heading=${from ? t('item.compared', { from: from.number, to: to.number }) : t('item.firstHeading')}>
        ${
          from
            ? html`<plenum-button
                slot="actions"
                size="s"
                icon="revert"
                reason=${edit || (this.#localDiffers(snapshot) ? '' : t('item.nothingToRevert'))}
                @click=${() => this.#revert(from)}
                >${t('item.revertTo', { revision: from.number })}</plenum-button
              >`
            : nothing
        }
        <plenum-diff .changes=${this.#differences({ from, to })}></plenum-diff>
        ${
          remote
            ? html`<div class="row remote">
                <span class="small muted grow">${t('item.remoteRevert')}</span>
                <plenum-button
                  size="s"
                  icon="changes"
                  reason=${whyNot('infrastructure.change.create', t, this.item.space) || edit}
                  @click=${() => this.#plan(from)}
                  >${t('item.planRevert', { revision: from.number })}</plenum-button
                >
              </div>`
            : nothing
        }
      </plenum-card>`;
    });
  }

  render() {
    const list = this.#list;
    return html`<div class="both">
      ${
        list.problem && !list.rows.length
          ? html`<plenum-problem .problem=${list.problem} @plenum-retry=${() => list.refresh()}></plenum-problem>`
          : html`<plenum-card flush>
              <div class="heads">${t('item.choose')}</div>
              <ol class="list" reversed aria-label=${t('item.tab.revisions')}>
                ${list.rows.map((revision) => this.#row(revision))}
              </ol>
              ${list.loading && !list.rows.length ? html`<plenum-skeleton lines="5"></plenum-skeleton>` : nothing}
              ${
                list.more
                  ? html`<div class="more"><plenum-button size="s" ?busy=${list.loading} @click=${() => list.loadMore()}>${t('table.more')}</plenum-button></div>`
                  : nothing
              }
            </plenum-card>`
      }
      ${this.#comparison()}
    </div>`;
  }
}

function number(text) {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined;
}

customElements.define('plenum-item-revisions', PlenumItemRevisions);
