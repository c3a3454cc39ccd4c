import { LitElement, css, html, nothing } from 'lit';
import { PagedList } from '../../components/load.js';
import { control, page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { currentSpace, session } from '../../lib/session.js';
import { showCall } from '../../components/plenum-call.js';
import { STATUSES } from './operation-parts.js';
import '../../components/all.js';

/** All that runs or ran, newest first, as it happens. */
class PlenumOperationsPage extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    page,
    control,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3);
        margin-bottom: var(--space-4);
      }
      .filters label {
        display: block;
        flex: 0 1 170px;
        min-width: 130px;
        font-size: var(--text-xs);
        color: var(--text-muted);
      }
      .filters label.wide {
        flex: 1 1 220px;
      }
      .filters select,
      .filters input {
        display: block;
        margin-top: 2px;
      }
      @media (max-width: 640px) {
        .filters {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }
        .filters plenum-button {
          justify-self: start;
        }
      }
    `,
  ];

  #operations = new PagedList(
    this,
    () => {
      const { status, kind, target, requester } = this.#filter;
      return { path: 'operations', query: { status, kind, target, requestedBy: requester, space: currentSpace.value } };
    },
    { on: ['operation.created', 'operation.updated', 'operation.ended'], auto: false },
  );

  /** Kinds and requesters that were seen while this page was open, to choose from. */
  #kinds = new Set();
  #requesters = new Map();
  #asked;
  #endSpace;

  constructor() {
    super();
    new Watch(this, session);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#operations.refresh());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
  }

  get #filter() {
    const query = this.location?.query ?? new URLSearchParams();
    return Object.fromEntries(['status', 'kind', 'target', 'requester'].map((name) => [name, query.get(name) ?? '']));
  }

  willUpdate(changed) {
    if (changed.has('location')) {
      const asked = JSON.stringify(this.#filter);
      if (asked !== this.#asked) {
        this.#asked = asked;
        this.#operations.refresh();
      }
    }
    for (const operation of this.#operations.rows) {
      this.#kinds.add(operation.kind);
      this.#requesters.set(operation.requestedBy.id, operation.requestedBy.name);
    }
  }

  #options(name, label, options) {
    const value = this.#filter[name];
    const known = options.some((option) => option.value === value);
    return html`<label
      >${label}
      <select @change=${(event) => setQuery({ [name]: event.target.value })}>
        <option value="" ?selected=${!value}>${t('operations.any')}</option>
        ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
        ${value && !known ? html`<option value=${value} selected>${value}</option>` : nothing}
      </select></label
    >`;
  }

  #filters() {
    const me = session.value?.subject.id;
    const others = [...this.#requesters]
      .filter(([id]) => id !== me)
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label));
    const filtered = Object.values(this.#filter).some(Boolean);
    return html`<div class="filters" role="search" aria-label=${t('operations.filters')}>
      ${this.#options('status', t('operations.status'), STATUSES.map((status) => ({ value: status, label: t(`state.${status}`) })))}
      ${this.#options(
        'kind',
        t('operations.kind'),
        [...this.#kinds].sort().map((kind) => ({ value: kind, label: kind })),
      )}
      ${this.#options('requester', t('operations.requester'), [{ value: me, label: t('operations.me') }, ...others])}
      <label class="wide"
        >${t('operations.target')}
        <input
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder=${t('operations.targetHelp')}
          .value=${this.#filter.target}
          @change=${(event) => setQuery({ target: event.target.value.trim() })}
          @search=${(event) => setQuery({ target: event.target.value.trim() })}
      /></label>
      ${
        filtered
          ? html`<plenum-button
              variant="ghost"
              icon="close"
              @click=${() => setQuery({ status: '', kind: '', target: '', requester: '' })}
              >${t('operations.clear')}</plenum-button
            >`
          : nothing
      }
    </div>`;
  }

  #columns() {
    return [
      { id: 'status', label: t('operations.status'), width: '180px', render: (operation) => this.#state(operation) },
      { id: 'title', label: t('operations.what'), primary: true, render: (operation) => operation.title },
      { id: 'kind', label: t('operations.kind'), render: (operation) => operation.kind },
      { id: 'by', label: t('operations.requester'), render: (operation) => operation.requestedBy.name },
      { id: 'at', label: t('operations.asked'), render: (operation) => html`<plenum-time value=${operation.createdAt}></plenum-time>` },
      { id: 'took', label: t('operations.took'), align: 'end', render: (operation) => html`<plenum-duration .operation=${operation}></plenum-duration>` },
    ];
  }

  #state(operation) {
    return operation.status === 'running'
      ? html`<plenum-progress value=${operation.progress} label=${operation.title}></plenum-progress>`
      : html`<plenum-state value=${operation.status}></plenum-state>`;
  }

  #none() {
    const filtered = Object.values(this.#filter).some(Boolean);
    return html`<plenum-empty slot="empty" icon="operations" heading=${t(filtered ? 'operations.noneFound' : 'operations.none')}>
      ${t(filtered ? 'operations.noneFoundHelp' : 'operations.noneHelp')}
      ${
        filtered
          ? html`<plenum-button slot="actions" @click=${() => setQuery({ status: '', kind: '', target: '', requester: '' })}
              >${t('operations.clear')}</plenum-button
            >`
          : nothing
      }
    </plenum-empty>`;
  }

  render() {
    const operations = this.#operations;
    return html`
      <plenum-page-header heading=${t('operations.title')}>
        ${t('operations.lead')}
        <plenum-button
          slot="actions"
          variant="ghost"
          icon="code"
          label=${t('call.show')}
          @click=${() => showCall({ method: 'GET', ...operations.request() })}
        ></plenum-button>
      </plenum-page-header>
      ${this.#filters()}
      ${
        operations.problem && !operations.rows.length
          ? html`<plenum-problem .problem=${operations.problem} @plenum-retry=${() => operations.refresh()}></plenum-problem>`
          : html`
              ${
                operations.problem
                  ? html`<plenum-problem compact .problem=${operations.problem} @plenum-retry=${() => operations.refresh({ keep: true })}></plenum-problem>`
                  : nothing
              }
              <plenum-table
                label=${t('operations.title')}
                .columns=${this.#columns()}
                .rows=${operations.rows}
                .rowHref=${(operation) => href(`/operations/${operation.id}`)}
                ?loading=${operations.loading && operations.fresh}
                ?more=${operations.more}
                @plenum-more=${() => operations.loadMore()}
              >
                ${operations.empty ? this.#none() : nothing}
              </plenum-table>
            `
      }
    `;
  }
}

customElements.define('plenum-operations-page', PlenumOperationsPage);
