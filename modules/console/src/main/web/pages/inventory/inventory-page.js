import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { copyText } from '../../components/plenum-code.js';
import { showCall } from '../../components/plenum-call.js';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Titles } from '../../components/titles.js';
import { toast, toastProblem } from '../../components/toast.js';
import { labels, standing, valueTemplate } from '../../components/value.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { parse, withCondition } from '../../lib/filter.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { href, navigate, setQuery } from '../../lib/router.js';
import { columns as typeColumns } from '../../lib/schema.js';
import { can, currentSpace, session, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import { notByFilter } from './adopt-all.js';
import './bulk.js';
import './export.js';
import './filter-panel.js';
import './save-view.js';
import { editable } from './selection-bar.js';
import { Keyset } from './keyset.js';
import { VIEW_TYPE, differs, queryOf, readViews } from './views.js';

/** What has pages of its own and is no inventory; the type `all` shows it as well. */
const OWN_PAGES = ['infrastructure.change', 'infrastructure.connection', VIEW_TYPE];
const ALL = 'all';
const STATES = ['draft', 'in-review', 'published', 'archived'];
const FACETS = ['drifted', 'vanished', 'managed'];
const DEFAULT_SORT = '-updatedAt';

/** All items in one table. What is shown stands in the address, so that it can be shared. */
class PlenumInventoryPage extends LitElement {
  static properties = {
    location: { attribute: false },
    _filterOpen: { state: true },
    _selected: { state: true },
    _dialog: { state: true },
  };

  static styles = [
    page,
    css`
      plenum-filter {
        flex: 1 1 200px;
        max-width: 420px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .footer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-1) var(--space-3);
        min-height: 44px;
        padding: var(--space-1) var(--space-3);
        border-top: 1px solid var(--border);
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .states {
        display: inline-flex;
        gap: 4px;
      }
      .spread {
        margin-left: auto;
      }
    `,
  ];

  #list = new Keyset(this, () => ({ path: 'items', query: this.#request }), { on: ['item.'] });
  #types = new Load(this, (signal) => api.list('content-types', {}, { signal }).then(({ items }) => items), {
    on: ['content-type.', 'module.'],
  });
  #views = new Load(this, (signal) => (can(`${VIEW_TYPE}.view`) ? readViews(session.value.subject.id, { signal }) : []), {
    on: ['item.'],
    when: (event) => event.data?.type === VIEW_TYPE,
  });
  #titles = new Titles(this);
  #ends = [];
  #asked;
  /** The view whose settings the address has taken over. */
  #opened = '';

  constructor() {
    super();
    new Watch(this, spaces);
    this._selected = new Map();
    this._filterOpen = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ends = [
      currentSpace.subscribe((space) => space !== this.#space && setQuery({ space, after: '' })),
      spaces.subscribe(() => this.#takeSpace()),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach((end) => end());
  }

  get #space() {
    return this.#query.get('space') ?? '';
  }

  /** The space of the address is the one that is chosen, from when it is known that there is such a space. */
  #takeSpace() {
    if (spaces.value.some(({ id }) => id === this.#space)) {
      currentSpace.value = this.#space;
    }
  }

  /** The address says what to show: another address, another list. */
  willUpdate(changed) {
    if (!changed.has('location')) {
      return;
    }
    if (this.#opensView) {
      return;
    }
    this.#opened = this.#query.get('view') ?? '';
    if (this.#space) {
      this.#takeSpace();
    } else if (currentSpace.value) {
      // A link from within carries no space: the one that was chosen goes on.
      queueMicrotask(() => setQuery({ space: currentSpace.value }));
      return;
    }
    const asked = JSON.stringify(this.#request);
    const cursor = this.#query.get('after') ?? '';
    if (asked !== this.#asked) {
      this._selected = this.#asked === undefined ? this._selected : new Map();
      this.#asked = asked;
      this._filterOpen ||= Boolean(parse(this.#filter).some((one) => !isFacet(one)));
      this.#list.start(cursor);
    } else if (cursor !== this.#list.cursor) {
      this.#list.go(cursor);
    }
  }

  updated() {
    if (this.#opensView && (this.#views.data || this.#views.problem)) {
      const id = this.#query.get('view');
      this.#opened = id;
      this.#open(id);
    }
  }

  /** Shows a view that a link named by nothing but its id; it may be one that is not in the reader's own list. */
  async #open(id) {
    try {
      const view = this.#view ?? (await api.get(`items/${encodeURIComponent(id)}`)).data;
      if (view.type === VIEW_TYPE) {
        this.#views.set([...(this.#views.data ?? []).filter((one) => one.id !== view.id), view]);
        setQuery(queryOf(view));
        this.requestUpdate('location');
        return;
      }
    } catch (problem) {
      toastProblem(problem);
    }
    toast({ tone: 'warning', text: t('inventory.viewMissing') });
    setQuery({ view: '' });
  }

  /* ---- what the address says ---- */

  get #query() {
    return this.location?.query ?? new URLSearchParams();
  }

  /** A shared link to a view names nothing but the view, and maybe a space; the rest is the view's. */
  get #opensView() {
    const id = this.#query.get('view');
    return Boolean(id) && id !== this.#opened && [...this.#query.keys()].every((name) => name === 'view' || name === 'space');
  }

  get #typeName() {
    return this.#query.get('type') ?? '';
  }

  get #trait() {
    return this.#query.get('trait') ?? '';
  }

  get #filter() {
    return this.#query.get('filter') ?? '';
  }

  get #words() {
    return this.#query.get('q') ?? '';
  }

  get #sort() {
    return this.#query.get('sort') ?? DEFAULT_SORT;
  }

  get #view() {
    return this.#views.data?.find(({ id }) => id === this.#query.get('view'));
  }

  get #request() {
    const specific = this.#typeName || this.#trait;
    const own = specific || parse(this.#filter).some(({ field }) => field === 'type') ? '' : `!(type in ${JSON.stringify(OWN_PAGES)})`;
    // The reader's own part comes first, so that a place that the server points at is the place in what was typed.
    const mine = this.#filter && own ? bracketed(this.#filter) : this.#filter;
    return {
      type: this.#typeName === ALL ? '' : this.#typeName,
      trait: this.#trait,
      space: this.#query.get('space') ?? '',
      search: this.#words.trim(),
      filter: [mine, own].filter(Boolean).join(' && '),
      sort: this.#sort,
    };
  }

  /* ---- types ---- */

  get #visibleTypes() {
    return (this.#types.data ?? []).filter((type) => can(`${type.name}.view`));
  }

  /** Fields of the list's type, or those that all types of its trait share. */
  get #fields() {
    const types = this.#types.data ?? [];
    if (this.#trait) {
      const [first, ...rest] = types.filter(({ traits }) => traits.includes(this.#trait));
      return (first?.fields ?? []).filter(({ name, type }) =>
        rest.every((other) => other.fields.some((field) => field.name === name && field.type === type)),
      );
    }
    return types.find(({ name }) => name === this.#typeName)?.fields ?? [];
  }

  #typeLabel(name) {
    return this.#types.data?.find((type) => type.name === name)?.label ?? name;
  }

  get #scope() {
    if (this.#trait) {
      return this.#trait;
    }
    return this.#typeName === ALL ? t('inventory.everything') : this.#typeName ? this.#typeLabel(this.#typeName) : t('inventory.allTypes');
  }

  #typeMenu() {
    const choose = (type, trait = '') => ({
      checked: this.#typeName === type && this.#trait === trait,
      action: () => setQuery({ type, trait, sort: '', columns: '', after: '', filter: this.#commonFilter() }),
    });
    const visible = this.#visibleTypes;
    const traits = [...new Set(visible.flatMap((type) => type.traits))].sort();
    return [
      { label: t('inventory.allTypes'), ...choose('') },
      ...visible
        .filter(({ name }) => !OWN_PAGES.includes(name))
        .map((type, at) => ({
          label: type.label,
          hint: type.orphaned ? t('inventory.orphaned') : type.name,
          separator: at === 0,
          ...choose(type.name),
        })),
      ...traits.map((trait, at) => ({ label: trait, hint: t('inventory.trait'), separator: at === 0, ...choose('', trait) })),
      ...visible
        .filter(({ name }) => OWN_PAGES.includes(name))
        .map((type, at) => ({ label: type.label, hint: type.name, separator: at === 0, ...choose(type.name) })),
      { label: t('inventory.everything'), hint: t('inventory.everythingHint'), ...choose(ALL) },
    ];
  }

  /** Conditions about fields of one type make no sense for another. */
  #commonFilter() {
    return parse(this.#filter)
      .filter(({ field }) => field && (field.startsWith('labels.') || [...FACETS, 'state', 'title', 'updatedAt', 'createdAt', 'connection'].includes(field)))
      .reduce((text, one) => withCondition(text, one.field, one), '');
  }

  /* ---- facets ---- */

  #facet(field, condition) {
    setQuery({ filter: withCondition(this.#filter, field, condition), after: '' });
  }

  #stateMenu() {
    const now = parse(this.#filter).find(({ field }) => field === 'state');
    const chosen = now ? (['eq', 'in'].includes(now.op) ? [now.value].flat() : undefined) : [];
    return {
      count: now ? 1 : 0,
      items: STATES.map((state) => ({
        label: t(`state.${state}`),
        checked: Boolean(chosen?.includes(state)),
        action: () => {
          const next = chosen?.includes(state) ? chosen.filter((one) => one !== state) : [...(chosen ?? []), state];
          this.#facet('state', next.length ? { field: 'state', op: next.length === 1 ? 'eq' : 'in', value: next.length === 1 ? next[0] : next, kind: 'string' } : undefined);
        },
      })),
    };
  }

  #facets() {
    const conditions = parse(this.#filter);
    const states = this.#stateMenu();
    return html`<div class="chips" role="group" aria-label=${t('inventory.facets')}>
      <plenum-menu
        text
        size="s"
        label=${states.count ? t('inventory.stateIs', { states: states.items.filter(({ checked }) => checked).map(({ label }) => label).join(', ') || '…' }) : t('inventory.state')}
        .items=${states.items}
      ></plenum-menu>
      ${FACETS.map((facet) => {
        const now = conditions.find(({ field }) => field === facet)?.op;
        return html`<plenum-button
          size="s"
          pressed=${String(now === 'true')}
          @click=${() => this.#facet(facet, now === 'true' ? undefined : { field: facet, op: 'true' })}
          >${t(`inventory.facet.${facet}`)}</plenum-button
        >`;
      })}
      ${
        conditions.find(({ field }) => field === 'managed')?.op === 'false'
          ? html`<plenum-badge>${t('inventory.notManaged')}</plenum-badge>`
          : nothing
      }
    </div>`;
  }

  /* ---- views ---- */

  #viewMenu() {
    const me = session.value?.subject?.id;
    const views = this.#views.data ?? [];
    const now = this.#view;
    const changed = now && differs(now, this.#query);
    const entries = (some, heading) =>
      some.map((view, at) => ({
        label: view.title,
        hint: at === 0 ? heading : '',
        separator: at === 0,
        checked: view.id === now?.id,
        action: () => setQuery(queryOf(view), { push: true }),
      }));
    const edits = now
      ? [
          {
            label: t('inventory.updateView', { title: now.title }),
            icon: 'check',
            separator: true,
            reason: changed ? whyNot(`${VIEW_TYPE}.edit`, t) : t('inventory.viewUnchanged'),
            action: () => this.#openSave('update'),
          },
          { label: t('inventory.renameView'), icon: 'edit', reason: whyNot(`${VIEW_TYPE}.edit`, t), action: () => this.#openSave('rename') },
          { label: t('inventory.copyLink'), icon: 'connection', action: () => this.#copyLink(href('/inventory', { view: now.id })) },
          { label: t('inventory.deleteView'), icon: 'trash', danger: true, reason: whyNot(`${VIEW_TYPE}.delete`, t), action: () => this.#deleteView(now) },
        ]
      : [{ label: t('inventory.copyLink'), icon: 'connection', separator: true, action: () => this.#copyLink(window.location.pathname + window.location.search) }];
    return [
      { label: t('inventory.noView'), checked: !now, action: () => navigate(href('/inventory')) },
      ...entries(views.filter(({ values }) => values.owner === me), t('inventory.myViews')),
      ...entries(views.filter(({ values }) => !values.owner), t('inventory.sharedViews')),
      { label: t('inventory.saveView'), icon: 'save', separator: true, reason: whyNot(`${VIEW_TYPE}.create`, t), action: () => this.#openSave('create') },
      ...edits,
    ];
  }

  #openSave(purpose) {
    this._dialog = { save: purpose };
  }

  async #copyLink(address) {
    await copyText(new URL(address, window.location.href).href);
    toast(t('inventory.linkCopied'));
  }

  async #deleteView(view) {
    const call = { method: 'DELETE', path: `items/${view.id}`, revision: view.revision };
    const done = await confirm({
      title: t('inventory.deleteViewTitle', { title: view.title }),
      text: t(view.values.owner ? 'inventory.deleteMyView' : 'inventory.deleteSharedView'),
      danger: true,
      action: t('common.delete'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      setQuery({ view: '' });
      this.#views.reload();
    }
  }

  #saved(event) {
    this._dialog = undefined;
    const { view, created } = event.detail;
    this.#views.set([...(this.#views.data ?? []).filter(({ id }) => id !== view.id), view].sort((a, b) => a.title.localeCompare(b.title)));
    if (created) {
      setQuery({ view: view.id });
    }
    toast(t('inventory.viewSaved', { title: view.title }));
  }

  /* ---- the table ---- */

  get #columns() {
    const fields = this.#fields;
    const own = fields.length
      ? typeColumns({ fields }).map((column) => ({
          ...column,
          render: (item) => valueTemplate(column.field, item.values[column.field.name], { titles: this.#titles }),
        }))
      : [];
    return [
      { id: 'title', label: t('inventory.itemTitle'), sort: 'title', primary: true, render: (item) => item.title },
      {
        id: 'type',
        label: t('inventory.type'),
        sort: this.#typeName && this.#typeName !== ALL ? undefined : this.#trait ? undefined : 'type',
        hidden: Boolean(this.#typeName && this.#typeName !== ALL),
        render: (item) => this.#typeLabel(item.type),
      },
      ...own,
      { id: 'state', label: t('inventory.state'), sort: 'state', render: states },
      { id: 'labels', label: t('inventory.labels'), hidden: true, render: (item) => labels(item.labels) },
      {
        id: 'space',
        label: t('inventory.space'),
        sort: 'space',
        hidden: true,
        render: (item) => spaces.value.find(({ id }) => id === item.space)?.title ?? item.space,
      },
      {
        id: 'connection',
        label: t('inventory.connection'),
        sort: 'connection',
        hidden: Boolean(fields.length),
        render: (item) => (item.management ? (this.#titles.of(item.management.connection) ?? '') : ''),
      },
      { id: 'externalId', label: t('inventory.externalId'), hidden: true, render: (item) => item.management?.externalId ?? '' },
      { id: 'createdAt', label: t('inventory.created'), sort: 'createdAt', hidden: true, render: (item) => html`<plenum-time value=${item.createdAt}></plenum-time>` },
      { id: 'updatedAt', label: t('inventory.updated'), sort: 'updatedAt', render: (item) => html`<plenum-time value=${item.updatedAt}></plenum-time>` },
    ];
  }

  #select(event) {
    const known = new Map([...this._selected, ...this.#list.rows.map((row) => [row.id, row])]);
    this._selected = new Map([...event.detail].map((id) => [id, known.get(id)]));
  }

  /** Why what the list holds cannot be adopted at once. */
  get #noAdoption() {
    const connected = this.#list.rows.some(({ management }) => management?.externalId);
    return notByFilter(this.#request, t) || (connected ? '' : t('inventory.noneConnected')) || whyNot('infrastructure.resource.act', t) || whyNot(`${this.#typeName}.publish`, t);
  }

  #bulkClosed(event) {
    this._dialog = undefined;
    if (event.detail) {
      this._selected = new Map();
      this.#list.read();
    }
  }

  #footer() {
    const list = this.#list;
    const first = list.page === undefined ? undefined : (list.page - 1) * list.limit + 1;
    const range = first === undefined ? t('table.count', { count: list.rows.length }) : t('inventory.range', { first, last: first + list.rows.length - 1 });
    const previous = list.previousCursor;
    return html`<div class="footer" slot="footer">
      <span class="row">
        <span role="status">${list.total === undefined ? range : t('inventory.rangeOf', { range, total: number(list.total) })}</span>
        ${
          list.total === undefined
            ? html`<plenum-button size="s" variant="ghost" ?busy=${list.counting} @click=${() => list.count()}>${t('inventory.count')}</plenum-button>`
            : nothing
        }
      </span>
      <span class="row">
        <plenum-button
          size="s"
          icon="chevron-left"
          label=${t('inventory.previousPage')}
          reason=${previous === undefined ? t('inventory.firstPage') : ''}
          @click=${() => this.#turn(previous)}
        ></plenum-button>
        <plenum-button
          size="s"
          icon="chevron-right"
          label=${t('inventory.nextPage')}
          reason=${list.next ? '' : t('inventory.lastPage')}
          @click=${() => this.#turn(list.next)}
        ></plenum-button>
      </span>
    </div>`;
  }

  #turn(cursor) {
    setQuery({ after: cursor }, { push: true });
    this.scrollIntoView({ block: 'start' });
  }

  #empty() {
    if (!this.#list.empty) {
      return nothing;
    }
    if (this.#types.data && !this.#visibleTypes.length) {
      return html`<plenum-empty slot="empty" icon="lock" heading=${t('inventory.nothingToSee')}>${t('inventory.nothingToSeeHelp')}</plenum-empty>`;
    }
    if (this.#list.cursor) {
      return html`<plenum-empty slot="empty" icon="inventory" heading=${t('inventory.pageGone')}>
        <plenum-button slot="actions" @click=${() => setQuery({ after: '' })}>${t('inventory.toFirstPage')}</plenum-button>
      </plenum-empty>`;
    }
    const narrowed = this.#words || this.#filter || this.#typeName || this.#trait || currentSpace.value;
    return html`<plenum-empty slot="empty" icon="inventory" heading=${t(narrowed ? 'inventory.noMatch' : 'inventory.empty')}>
      ${t(narrowed ? 'inventory.noMatchHelp' : 'inventory.emptyHelp')}
      ${
        this.#words || this.#filter || this.#typeName || this.#trait
          ? html`<plenum-button slot="actions" @click=${() => setQuery({ q: '', filter: '', type: '', trait: '', after: '' })}>${t('inventory.clear')}</plenum-button>`
          : narrowed
            ? nothing
            : html`<plenum-button slot="actions" variant="primary" href=${href('/connections/new')} reason=${whyNot('infrastructure.connection.create', t)}>${t('inventory.connect')}</plenum-button>`
      }
    </plenum-empty>`;
  }

  #toolbar() {
    const conditions = parse(this.#filter).length;
    return html`<div class="row">
        <plenum-menu text icon="types" label=${this.#scope} .items=${this.#typeMenu()}></plenum-menu>
        <plenum-filter
          placeholder=${t('inventory.search')}
          .value=${this.#words}
          .error=${this.#list.problem?.code === 'invalid-search' ? this.#list.problem.detail : undefined}
          @plenum-filter=${(event) => setQuery({ q: event.detail, after: '' })}
        ></plenum-filter>
        <plenum-button
          icon="filter"
          pressed=${String(this._filterOpen)}
          @click=${() => (this._filterOpen = !this._filterOpen)}
          >${conditions ? t('inventory.filterCount', { count: conditions }) : t('common.filter')}</plenum-button
        >
        <span class="spread"></span>
        ${this.#facets()}
      </div>
      ${
        this._filterOpen
          ? html`<plenum-inventory-filter
              .filter=${this.#filter}
              .fields=${this.#fields}
              .types=${this.#visibleTypes}
              .problem=${this.#list.problem}
              .shift=${this.#request.filter.startsWith('(') && !this.#filter.startsWith('(') ? 1 : 0}
              @plenum-cel=${(event) => setQuery({ filter: event.detail, after: '' })}
            ></plenum-inventory-filter>`
          : nothing
      }`;
  }

  /** A filter that the server refuses is shown where it was typed, if that is in sight. */
  #problem() {
    const { problem } = this.#list;
    if (!problem || problem.code === 'invalid-search' || (this._filterOpen && problem.at('/filter').length)) {
      return nothing;
    }
    return html`<plenum-problem .problem=${problem} @plenum-retry=${() => this.#list.read()}></plenum-problem>`;
  }

  #dialogs() {
    const close = () => (this._dialog = undefined);
    if (this._dialog?.bulk) {
      return html`<plenum-inventory-bulk
        kind=${this._dialog.bulk}
        .items=${[...this._selected.values()]}
        .fields=${editable([...this._selected.values()], this.#types.data ?? [])}
        .whole=${this.#noAdoption}
        @plenum-whole=${() => (this._dialog = 'adopt')}
        @plenum-close=${this.#bulkClosed}
      ></plenum-inventory-bulk>`;
    }
    if (this._dialog === 'adopt') {
      return html`<plenum-adopt-all .request=${this.#request} @plenum-close=${this.#bulkClosed}></plenum-adopt-all>`;
    }
    if (this._dialog?.save) {
      return html`<plenum-inventory-save-view
        purpose=${this._dialog.save}
        .view=${this.#view}
        .query=${this.#query}
        @plenum-close=${close}
        @plenum-saved=${this.#saved}
      ></plenum-inventory-save-view>`;
    }
    return this._dialog === 'export'
      ? html`<plenum-inventory-export
          .request=${{ path: 'items', query: this.#request }}
          .fields=${this.#fields}
          name=${this.#view?.title ?? (this.#typeName || this.#trait || 'inventory')}
          @plenum-close=${close}
        ></plenum-inventory-export>`
      : nothing;
  }

  render() {
    const list = this.#list;
    const view = this.#view;
    const shown = this.#query.get('columns')?.split(',');
    const creatable = this.#visibleTypes.some(({ name, orphaned }) => !orphaned && !OWN_PAGES.includes(name) && can(`${name}.create`));
    return html`
      <plenum-page-header heading=${view?.title ?? t('inventory.title')}>
        ${view && differs(view, this.#query) ? html`<plenum-badge slot="meta" tone="warning">${t('inventory.viewChanged')}</plenum-badge>` : nothing}
        <plenum-menu slot="actions" text icon="save" align="end" label=${t('inventory.views')} .items=${this.#viewMenu()}></plenum-menu>
        <plenum-menu
          slot="actions"
          align="end"
          label=${t('common.more')}
          .items=${[
            {
              label: t('inventory.adoptAll'),
              icon: 'check-circle',
              reason: this.#noAdoption,
              action: () => (this._dialog = 'adopt'),
            },
            { label: t('inventory.export'), icon: 'download', action: () => (this._dialog = 'export') },
            { label: t('call.show'), icon: 'code', action: () => showCall({ method: 'GET', path: 'items', query: { ...this.#request, limit: 50 } }) },
          ]}
        ></plenum-menu>
        <plenum-button
          slot="actions"
          variant="primary"
          icon="add"
          href=${href('/items/new', { type: this.#typeName === ALL || OWN_PAGES.includes(this.#typeName) ? '' : this.#typeName })}
          reason=${this.#types.data && !creatable ? t('inventory.mayNotCreate') : ''}
          >${t('inventory.newItem')}</plenum-button
        >
      </plenum-page-header>
      <div class="stack">
        ${this.#toolbar()}
        ${this.#types.problem && !this.#list.problem ? html`<plenum-problem compact norepeat .problem=${this.#types.problem}></plenum-problem>` : nothing}
        ${this.#problem()}
        <plenum-selection-bar
          ?hidden=${!this._selected.size}
          .items=${[...this._selected.values()]}
          .types=${this.#types.data ?? []}
          @plenum-bulk=${(event) => (this._dialog = { bulk: event.detail })}
          @plenum-clear=${() => (this._selected = new Map())}
        ></plenum-selection-bar>
        ${
          list.problem && !list.rows.length
            ? nothing
            : html`<plenum-table
                label=${t('inventory.title')}
                choosable
                selectable
                .columns=${this.#columns}
                .shown=${shown}
                .rows=${list.rows}
                .rowHref=${(item) => href(`/items/${item.id}`)}
                .rowLabel=${(item) => item.title}
                .selected=${new Set(this._selected.keys())}
                .total=${list.total}
                .sort=${this.#sort}
                ?loading=${list.loading}
                @plenum-select=${this.#select}
                @plenum-sort=${(event) => setQuery({ sort: event.detail, after: '' })}
                @plenum-columns=${(event) => setQuery({ columns: event.detail.join(',') })}
                >${this.#empty()}${this.#footer()}</plenum-table
              >`
        }
      </div>
      ${this.#dialogs()}
    `;
  }
}

/** A condition that a chip shows; the panel need not open for it. */
const isFacet = ({ field, op }) => field === 'state' || (FACETS.includes(field) && op === 'true');

function bracketed(text) {
  const [first, ...rest] = parse(text);
  return !rest.length && first?.raw !== undefined ? `(${text})` : text;
}

/** Where an item stands; what a connection has to say about it counts more than that it is published. */
function states(item) {
  const [first, ...rest] = standing(item);
  return html`<span class="states"
    ><plenum-state value=${first}></plenum-state>${
      rest.includes('drifted') ? html`<plenum-state value="drifted"></plenum-state>` : nothing
    }</span
  >`;
}

customElements.define('plenum-inventory-page', PlenumInventoryPage);
