import { LitElement, css, html, nothing } from 'lit';
import { PagedList } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { control, page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { can, currentSpace, session } from '../../lib/session.js';
import '../../components/all.js';

const STATUSES = ['draft', 'applying', 'applied', 'failed', 'discarded'];
const KINDS = ['create', 'update', 'delete', 'act', 'set'];
/** Without the steps and plans, which may be long. */
const FIELDS = ['status', 'kind', 'resourceTitle', 'resourceType', 'action', 'reason'].map((name) => `values.${name}`).join(',');

/** What somebody wants done to the infrastructure: drafted, applied or failed. */
class PlenumChangesPage extends LitElement {
  static properties = { location: { attribute: false } };

  static styles = [
    page,
    control,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        margin-bottom: var(--space-4);
      }
      .filters select {
        flex: 0 0 190px;
        width: 190px;
      }
      @media (max-width: 640px) {
        .filters plenum-filter {
          flex-basis: 100%;
        }
        .filters select {
          flex: 1 1 120px;
        }
      }
    `,
  ];

  #changes = new PagedList(
    this,
    () => this.#request(),
    { on: ['item.', 'module.'], when: ({ type, data }) => type.startsWith('module.') || !data?.type || data.type === 'infrastructure.change', auto: false },
  );
  #asked;
  #endSpace;

  constructor() {
    super();
    new Watch(this, session);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#changes.refresh());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
  }

  #query(name) {
    return this.location?.query.get(name) ?? '';
  }

  /** Whether those are shown that wait for the reader's approval. */
  get #awaiting() {
    return this.#query('status') === 'awaiting';
  }

  #request() {
    return this.#awaiting
      ? { path: 'ext/infrastructure/changes', query: { awaiting: 'approval' } }
      : {
          path: 'items',
          query: {
            type: 'infrastructure.change',
            space: currentSpace.value,
            sort: this.location?.query.get('sort') || '-createdAt',
            filter: this.#cel,
            fields: `id,type,space,title,revision,createdAt,updatedAt,${FIELDS}`,
          },
        };
  }

  get #cel() {
    const conditions = [];
    if (STATUSES.includes(this.#query('status'))) {
      conditions.push(`status == "${this.#query('status')}"`);
    }
    if (KINDS.includes(this.#query('kind'))) {
      conditions.push(`kind == "${this.#query('kind')}"`);
    }
    if (this.#query('text')) {
      conditions.push(`title.contains(${JSON.stringify(this.#query('text'))})`);
    }
    return conditions.join(' && ');
  }

  willUpdate(changed) {
    if (changed.has('location')) {
      const asked = this.#awaiting + this.#cel + this.#query('sort');
      if (asked !== this.#asked) {
        this.#asked = asked;
        this.#changes.refresh();
      }
    }
  }

  #choice(name, label, any, options) {
    const value = this.#query(name);
    return html`<select aria-label=${label} @change=${(event) => setQuery({ [name]: event.target.value })}>
      <option value="" ?selected=${!value}>${any}</option>
      ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
    </select>`;
  }

  #columns() {
    return [
      { id: 'status', label: t('changes.status'), render: ({ values }) => html`<plenum-state value=${values.status ?? 'draft'}></plenum-state>` },
      {
        id: 'title',
        label: t('changes.change'),
        primary: true,
        render: ({ title, values }) => t('changes.heading', { kind: values.kind, title: values.resourceTitle ?? title, action: values.action ?? '' }),
      },
      { id: 'type', label: t('changes.type'), sort: 'resourceType', render: ({ values }) => values.resourceType ?? t('changes.several') },
      { id: 'reason', label: t('changes.reason'), render: ({ values }) => values.reason ?? '' },
      { id: 'created', label: t('changes.drafted'), sort: 'createdAt', render: (change) => html`<plenum-time value=${change.createdAt}></plenum-time>` },
      { id: 'updated', label: t('changes.touched'), sort: 'updatedAt', render: (change) => html`<plenum-time value=${change.updatedAt}></plenum-time>` },
    ];
  }

  #empty() {
    const filtered = this.#awaiting || Boolean(this.#cel);
    return html`<plenum-empty slot="empty" icon="changes" heading=${t(filtered ? 'changes.noneFound' : 'changes.none')}>
      ${t(filtered ? 'changes.noneFoundHelp' : 'changes.noneHelp')}
      ${
        filtered
          ? html`<plenum-button slot="actions" @click=${() => setQuery({ status: '', kind: '', text: '' })}>${t('changes.clear')}</plenum-button>`
          : html`<plenum-button slot="actions" href=${href('/inventory')}>${t('changes.toInventory')}</plenum-button>`
      }
    </plenum-empty>`;
  }

  #absent() {
    return html`<plenum-empty icon="changes" heading=${t('changes.absent')}>
      ${t('changes.absentHelp')}
      ${can('module.view') ? html`<plenum-button slot="actions" href=${href('/modules/infrastructure')}>${t('changes.toModule')}</plenum-button>` : nothing}
    </plenum-empty>`;
  }

  #list() {
    const changes = this.#changes;
    if (changes.problem?.code === 'unknown-type') {
      return this.#absent();
    }
    if (changes.problem && !changes.rows.length) {
      return html`<plenum-problem .problem=${changes.problem} @plenum-retry=${() => changes.refresh()}></plenum-problem>`;
    }
    return html`
      ${
        changes.problem
          ? html`<plenum-problem compact .problem=${changes.problem} @plenum-retry=${() => changes.refresh({ keep: true })}></plenum-problem>`
          : nothing
      }
      <div class="filters" role="search" aria-label=${t('changes.filters')}>
        <plenum-filter
          .value=${this.#query('text')}
          placeholder=${t('changes.search')}
          @plenum-filter=${(event) => setQuery({ text: event.detail.trim() })}
        ></plenum-filter>
        ${this.#choice('status', t('changes.status'), t('changes.anyStatus'), [
          ...STATUSES.map((value) => ({ value, label: t(`state.${value}`) })),
          { value: 'awaiting', label: t('changes.awaiting') },
        ])}
        ${this.#choice('kind', t('changes.kind'), t('changes.anyKind'), KINDS.map((value) => ({ value, label: t('changes.kindName', { kind: value }) })))}
      </div>
      <plenum-table
        label=${t('changes.title')}
        .columns=${this.#columns()}
        .rows=${changes.rows}
        .rowHref=${(change) => href(`/changes/${change.id}`)}
        .sort=${this.#query('sort') || '-createdAt'}
        ?loading=${changes.loading && changes.fresh}
        ?more=${changes.more}
        @plenum-sort=${(event) => setQuery({ sort: event.detail })}
        @plenum-more=${() => changes.loadMore()}
      >
        ${changes.empty ? this.#empty() : nothing}
      </plenum-table>
    `;
  }

  render() {
    if (!can('infrastructure.change.view') && this.#changes.problem?.code !== 'unknown-type' && !this.#changes.loading) {
      return html`<plenum-page-header heading=${t('changes.title')}></plenum-page-header>
        <plenum-forbidden permission="infrastructure.change.view"></plenum-forbidden>`;
    }
    return html`
      <plenum-page-header heading=${t('changes.title')}>
        ${t('changes.lead')}
        <plenum-button
          slot="actions"
          variant="ghost"
          icon="code"
          label=${t('call.show')}
          @click=${() => showCall({ method: 'GET', ...this.#changes.request() })}
        ></plenum-button>
      </plenum-page-header>
      ${this.#list()}
    `;
  }
}

customElements.define('plenum-changes-page', PlenumChangesPage);
