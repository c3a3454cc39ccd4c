import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Load, PagedList } from '../../components/load.js';
import { control, page } from '../../components/styles.js';
import { showCall } from '../../components/plenum-call.js';
import { toastProblem } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { number, timeOfDay } from '../../lib/format.js';
import { locale, t } from '../../lib/i18n.js';
import { href, setQuery } from '../../lib/router.js';
import { ROOT_SPACE, can, currentSpace, session, spaces } from '../../lib/session.js';
import { Names } from './names.js';
import { CSV_HEAD, csvLine, save } from './saving.js';
import { OUTCOMES, actorName, manySentence, outcomeWord, sentence, targetKind } from './words.js';
import '../../components/all.js';
import './log-state.js';

/** From so many on neighbours that are alike are shown as one. */
const LONG = 4;
const RANGES = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000 };
const FILTERS = ['actor', 'action', 'targetType', 'targetId', 'outcome', 'space', 'correlation', 'range', 'from', 'until'];
const KINDS = ['user', 'group', 'role', 'grant', 'space', 'token', 'session', 'module', 'operation', 'content-type', 'secret'];
const ACTIONS = [
  'item.create', 'item.update', 'item.delete', 'item.publish', 'item.revert', 'item.vanish', 'resource.act',
  'module.install', 'module.upgrade', 'module.uninstall', 'operation.submit', 'operation.end', 'session.log-in',
  'session.log-out', 'user.create', 'user.update', 'user.delete', 'grant.create', 'grant.delete', 'role.create',
  'role.update', 'token.issue', 'token.revoke', 'secret.read', 'secret.store',
];

/** The log as a timeline, newest first. What is shown stands in the address. */
class PlenumAuditList extends LitElement {
  static properties = {
    query: { attribute: false },
    _narrow: { state: true },
    _exported: { state: true },
    /** Indices of the first entries of the runs that are shown in full. */
    _open: { state: true },
  };

  static styles = [
    page,
    control,
    css`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
        gap: var(--space-3);
      }
      label span {
        display: block;
        margin-bottom: 4px;
        font-size: var(--text-s);
        font-weight: 500;
      }
      h2 {
        position: sticky;
        top: var(--bar-height);
        z-index: 1;
        margin: 0;
        padding: var(--space-3) 0 var(--space-2);
        background: var(--bg);
        color: var(--text-muted);
        font-size: var(--text-s);
        font-weight: 600;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        background: var(--surface);
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        box-shadow: var(--shadow-s);
        overflow: clip;
      }
      li + li {
        border-top: 1px solid var(--border);
      }
      .entry {
        display: grid;
        grid-template-columns: 84px 20px minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-height: 48px;
        padding: var(--space-2) var(--space-4);
        color: var(--text);
      }
      .entry:hover {
        background: var(--hover);
        text-decoration: none;
      }
      .entry:focus-visible {
        outline-offset: -2px;
        border-radius: var(--radius-l);
      }
      time {
        color: var(--text-muted);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .success {
        color: var(--success);
      }
      .danger {
        color: var(--danger);
      }
      .warning {
        color: var(--warning);
      }
      .neutral {
        color: var(--text-muted);
      }
      .what {
        display: block;
        overflow-wrap: anywhere;
      }
      .code {
        color: var(--text-muted);
        font-size: var(--text-xs);
      }
      .index {
        color: var(--text-muted);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        padding: var(--space-3) 0;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        max-width: 100%;
        padding-left: var(--space-3);
        border-radius: var(--radius-full);
        background: var(--accent-soft);
        color: var(--accent-text);
        font-size: var(--text-s);
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 600px) {
        .entry {
          grid-template-columns: 20px minmax(0, 1fr);
          gap: 2px var(--space-3);
          padding: var(--space-2) var(--space-3);
        }
        .entry time,
        .entry plenum-button {
          grid-column: 2;
          justify-self: start;
          font-size: var(--text-xs);
        }
        .entry time {
          grid-row: 2;
        }
        .index {
          display: none;
        }
      }
    `,
  ];

  #names = new Names(() => this.requestUpdate());
  #types = new Load(this, () => api.list('content-types').then(({ items }) => items));
  #users = new Load(this, () => (can('user.view') ? api.all('users') : []));
  #entries = new PagedList(this, () => ({ path: 'audit/entries', query: this.#request() }), { on: ['*'], auto: false });

  constructor() {
    super();
    this._open = new Set();
    new Watch(this, spaces);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endSpace = currentSpace.subscribe(() => this.#entries.refresh());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endSpace();
    this.#export?.abort();
  }

  #endSpace;
  #asked;
  #export;
  #learned;

  willUpdate() {
    const asked = FILTERS.map((name) => this.query.get(name) ?? '').join('\n');
    if (asked !== this.#asked) {
      this._narrow ??= FILTERS.some((name) => this.query.get(name));
      this.#asked = asked;
      this.#entries.refresh();
    }
  }

  updated() {
    const { rows } = this.#entries;
    if (rows !== this.#learned && rows.length && this.#types.data) {
      this.#learned = rows;
      this.#names.learn(rows, this.#types.data);
    }
  }

  get #context() {
    return { names: this.#names.byId, types: this.#types.data ?? [] };
  }

  /** What to ask the server for, of what stands in the address. */
  #request() {
    const value = (name) => this.query.get(name) || undefined;
    const range = RANGES[value('range')];
    return {
      actor: value('actor'),
      action: value('action'),
      targetType: value('targetType'),
      targetId: value('targetId'),
      outcome: value('outcome')?.toLowerCase(),
      space: value('space') ?? currentSpace.value,
      correlation: value('correlation'),
      from: range ? new Date(Date.now() - range).toISOString() : instant(value('from')),
      until: range ? undefined : instant(value('until')),
    };
  }

  render() {
    const entries = this.#entries;
    return html`
      <plenum-page-header heading=${t('audit.title')}>
        ${t('audit.lead')}
        <plenum-menu
          slot="actions"
          text
          icon="download"
          label=${t('audit.export')}
          align="end"
          .items=${[
            { label: t('audit.exportCsv'), action: () => this.#exportAs('csv') },
            { label: t('audit.exportJson'), action: () => this.#exportAs('json') },
            {
              label: t('call.show'),
              icon: 'code',
              separator: true,
              action: () => showCall({ method: 'GET', path: 'audit/entries', query: this.#request() }),
            },
          ]}
        ></plenum-menu>
      </plenum-page-header>
      <div class="stack">
        <plenum-log-state></plenum-log-state>
        ${this.#filters()} ${this._exported === undefined ? nothing : this.#exporting()}
        ${
          entries.problem
            ? html`<plenum-problem
                ?compact=${entries.rows.length > 0}
                .problem=${entries.problem}
                @plenum-retry=${() => entries.refresh()}
              ></plenum-problem>`
            : nothing
        }
        ${entries.fresh ? html`<plenum-skeleton lines="8"></plenum-skeleton>` : this.#timeline()}
      </div>
    `;
  }

  #filters() {
    const chips = this.#chips();
    return html`
      <div class="row">
        <plenum-button
          icon="filter"
          pressed=${String(Boolean(this._narrow))}
          @click=${() => (this._narrow = !this._narrow)}
          >${t('common.filter')}</plenum-button
        >
        ${this.#outcomeMenu()} ${this.#rangeMenu()}
        ${chips.map(
          ({ label, names }) => html`<span class="chip">
            <span>${label}</span>
            <plenum-button
              variant="ghost"
              size="s"
              icon="close"
              label=${t('audit.filter.remove', { label })}
              @click=${() => setQuery(Object.fromEntries(names.map((name) => [name, ''])))}
            ></plenum-button>
          </span>`,
        )}
        ${
          chips.length > 1
            ? html`<plenum-button variant="ghost" @click=${() => this.#clear()}>${t('audit.filter.clear')}</plenum-button>`
            : nothing
        }
      </div>
      ${this._narrow ? this.#form() : nothing}
    `;
  }

  #clear() {
    setQuery(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  }

  #outcomeMenu() {
    const chosen = this.query.get('outcome') ?? '';
    return html`<plenum-menu
      text
      label=${chosen && OUTCOMES[chosen] ? outcomeWord(chosen) : t('audit.anyOutcome')}
      .items=${['', ...Object.keys(OUTCOMES)].map((outcome) => ({
        label: outcome ? outcomeWord(outcome) : t('audit.anyOutcome'),
        checked: outcome === chosen,
        action: () => setQuery({ outcome }),
      }))}
    ></plenum-menu>`;
  }

  #rangeMenu() {
    const chosen = this.query.get('range') ?? '';
    const own = this.query.get('from') || this.query.get('until');
    return html`<plenum-menu
      text
      icon="clock"
      label=${own ? t('audit.range.own') : t(RANGES[chosen] ? `audit.range.${chosen}` : 'audit.range.any')}
      .items=${['', ...Object.keys(RANGES)].map((range) => ({
        label: t(range ? `audit.range.${range}` : 'audit.range.any'),
        checked: range === chosen && !own,
        action: () => setQuery({ range, from: '', until: '' }),
      }))}
    ></plenum-menu>`;
  }

  #form() {
    const types = this.#types.data ?? [];
    const users = this.#users.data ?? [];
    const value = (name) => this.query.get(name) ?? '';
    const kinds = [...KINDS, ...types.map(({ name }) => name)];
    const known = new Set([...ACTIONS, ...this.#entries.rows.map(({ event }) => event.action)]);
    const actor = value('actor');
    const me = session.value?.subject;
    const actors = users.length ? users : me ? [{ id: me.id, displayName: me.name }] : [];
    return html`<plenum-card>
      <div class="filters">
        <label>
          <span>${t('audit.actor')}</span>
          <select @change=${(event) => setQuery({ actor: event.target.value })}>
            <option value="" ?selected=${!actor}>${t('audit.anyone')}</option>
            ${actors.map(({ id, displayName, login }) => html`<option value=${id} ?selected=${id === actor}>${displayName || login}</option>`)}
            <option value=${SYSTEM} ?selected=${actor === SYSTEM}>${t('audit.system')}</option>
            ${
              actor && actor !== SYSTEM && !actors.some(({ id }) => id === actor)
                ? html`<option value=${actor} selected>${actor}</option>`
                : nothing
            }
          </select>
        </label>
        <label>
          <span>${t('audit.action')}</span>
          <input
            list="actions"
            autocomplete="off"
            spellcheck="false"
            placeholder="item.update"
            .value=${value('action')}
            @change=${(event) => setQuery({ action: event.target.value.trim() })}
          />
          <datalist id="actions">
            ${[...known].sort().map((action) => html`<option value=${action}></option>`)}
          </datalist>
        </label>
        <label>
          <span>${t('audit.kind')}</span>
          <select @change=${(event) => setQuery({ targetType: event.target.value })}>
            <option value="" ?selected=${!value('targetType')}>${t('audit.anyKind')}</option>
            ${kinds.map(
              (kind) => html`<option value=${kind} ?selected=${kind === value('targetType')}>${targetKind(kind, types)}</option>`,
            )}
          </select>
        </label>
        <label>
          <span>${t('audit.targetId')}</span>
          <input
            autocomplete="off"
            spellcheck="false"
            .value=${value('targetId')}
            @change=${(event) => setQuery({ targetId: event.target.value.trim() })}
          />
        </label>
        <label>
          <span>${t('audit.space')}</span>
          <select @change=${(event) => setQuery({ space: event.target.value })}>
            <option value="" ?selected=${!value('space')}>${t('audit.asAbove')}</option>
            ${spaces.value.map(({ id, title }) => html`<option value=${id} ?selected=${id === value('space')}>${title}</option>`)}
          </select>
        </label>
        <label>
          <span>${t('audit.correlation')}</span>
          <input
            autocomplete="off"
            spellcheck="false"
            .value=${value('correlation')}
            @change=${(event) => setQuery({ correlation: event.target.value.trim() })}
          />
        </label>
        <label>
          <span>${t('audit.from')}</span>
          <input type="datetime-local" .value=${value('from')} @change=${(event) => setQuery({ from: event.target.value, range: '' })} />
        </label>
        <label>
          <span>${t('audit.until')}</span>
          <input type="datetime-local" .value=${value('until')} @change=${(event) => setQuery({ until: event.target.value, range: '' })} />
        </label>
      </div>
    </plenum-card>`;
  }

  /** What narrows the list and is not said by a menu beside it. */
  #chips() {
    const types = this.#types.data ?? [];
    const value = (name) => this.query.get(name) ?? '';
    const chip = (name, words) => (value(name) ? [{ names: [name], label: words(value(name)) }] : []);
    return [
      ...chip('actor', (id) => t('audit.filter.actor', { name: this.#actorName(id) })),
      ...chip('action', (action) => t('audit.filter.action', { action })),
      ...chip('targetType', (kind) => t('audit.filter.kind', { kind: targetKind(kind, types) })),
      ...chip('targetId', (id) => t('audit.filter.target', { name: this.#names.byId.get(id) ?? id })),
      ...chip('space', (id) => t('audit.filter.space', { name: spaces.value.find((one) => one.id === id)?.title ?? id })),
      ...chip('correlation', (id) => t('audit.filter.correlation', { id })),
    ];
  }

  #actorName(id) {
    const user = (this.#users.data ?? []).find((one) => one.id === id);
    const seen = this.#entries.rows.find(({ event }) => event.actor.id === id);
    return user ? user.displayName || user.login : seen ? actorName(seen) : id === SYSTEM ? t('audit.system') : id;
  }

  #timeline() {
    const entries = this.#entries;
    if (entries.empty) {
      return html`<plenum-empty icon="audit" heading=${t('audit.none')}>
        ${t('audit.noneHelp')}
        ${
          FILTERS.some((name) => this.query.get(name))
            ? html`<plenum-button slot="actions" @click=${() => this.#clear()}>${t('audit.filter.clear')}</plenum-button>`
            : nothing
        }
      </plenum-empty>`;
    }
    if (!entries.rows.length) {
      return nothing;
    }
    return html`
      ${repeat(
        byDay(entries.rows),
        ([day]) => day,
        ([day, rows], at) => html`<section aria-labelledby="day-${at}">
          <h2 id="day-${at}">${day}</h2>
          <ol>
            ${repeat(
              runs(rows),
              ([first]) => first.index,
              (run) => (run.length < LONG || this._open.has(run[0].index) ? run.map((entry) => this.#item(entry, run)) : this.#run(run)),
            )}
          </ol>
        </section>`,
      )}
      <div class="foot">
        <span>${t('audit.shown', { count: entries.rows.length })}</span>
        ${
          entries.more
            ? html`<plenum-button ?busy=${entries.loading} @click=${() => entries.loadMore()}>${t('table.more')}</plenum-button>`
            : nothing
        }
      </div>
    `;
  }

  #item(entry, run) {
    return html`<li>
      ${this.#entry(entry)}
      ${entry === run.at(-1) && run.length >= LONG ? this.#toggle(run, t('audit.hideRun')) : nothing}
    </li>`;
  }

  /** Many alike, such as what one sync has found: one line until somebody wants to see them all. */
  #run(run) {
    const [{ event, time }] = run;
    const { icon, tone } = OUTCOMES[event.outcome] ?? OUTCOMES.UNKNOWN;
    return html`<li class="run">
      <div class="entry">
        <time datetime=${time}>${timeOfDay(time)}</time>
        <plenum-icon class=${tone} name=${icon}></plenum-icon>
        <span>
          <span class="what">${manySentence(run, this.#context)}</span>
          <span class="code">
            <span class="mono">${event.action}</span> · #${number(run.at(-1).index)} – #${number(run[0].index)}
          </span>
        </span>
        ${this.#toggle(run, t('audit.showRun', { count: run.length }))}
      </div>
    </li>`;
  }

  #toggle(run, words) {
    return html`<plenum-button
      size="s"
      variant="ghost"
      @click=${() => {
        const open = new Set(this._open);
        if (!open.delete(run[0].index)) {
          open.add(run[0].index);
        }
        this._open = open;
      }}
      >${words}</plenum-button
    >`;
  }

  #entry(entry) {
    const { event } = entry;
    const { icon, tone } = OUTCOMES[event.outcome] ?? OUTCOMES.UNKNOWN;
    const space = event.space !== ROOT_SPACE && spaces.value.find(({ id }) => id === event.space);
    return html`<a class="entry" href=${href(`/audit/${entry.index}`)}>
      <time datetime=${entry.time}>${timeOfDay(entry.time)}</time>
      <plenum-icon class=${tone} name=${icon}></plenum-icon>
      <span>
        <span class="what">${sentence(entry, this.#context)}</span>
        <span class="code">
          <span class="mono">${event.action}</span> · ${t(`audit.source.${event.source}`)}${space ? html` · ${space.title}` : nothing}
        </span>
      </span>
      <span class="index">#${number(entry.index)}</span>
    </a>`;
  }

  #exporting() {
    return html`<plenum-card>
      <div class="row between">
        <span role="status">${t('audit.exporting', { count: this._exported })}</span>
        <plenum-button size="s" @click=${() => this.#export.abort()}>${t('common.cancel')}</plenum-button>
      </div>
    </plenum-card>`;
  }

  /** The whole filtered list, read page by page. */
  async #exportAs(format) {
    this.#export?.abort();
    const { signal } = (this.#export = new AbortController());
    const parts = [format === 'csv' ? CSV_HEAD : '['];
    const query = this.#request();
    this._exported = 0;
    try {
      let after;
      do {
        const found = await api.list('audit/entries', { ...query, limit: 1000, after }, { signal });
        parts.push(
          ...found.items.map((entry, at) =>
            format === 'csv' ? csvLine(entry, actorName(entry)) : `${this._exported + at ? ',' : ''}\n${JSON.stringify(entry)}`,
          ),
        );
        this._exported += found.items.length;
        after = found.next;
      } while (after);
      const [type, end] = format === 'csv' ? ['text/csv', ''] : ['application/json', '\n]\n'];
      save(`audit.${format}`, type, [...parts, end]);
    } catch (thrown) {
      if (!signal.aborted) {
        toastProblem(Problem.of(thrown));
      }
    } finally {
      this._exported = undefined;
    }
  }
}

const SYSTEM = '00000000-0000-0000-0000-000000000000';

/** What a field for date and time holds, as the server wants it; undefined when it is none. */
function instant(text) {
  const date = text ? new Date(text) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}

/** Entries in groups of neighbours that differ in their target only. */
function runs(rows) {
  const likeness = ({ event }) => [event.actor.id, event.action, event.outcome, event.target.type, event.correlation].join(' ');
  const found = [];
  for (const entry of rows) {
    const run = found.at(-1);
    if (run && likeness(run[0]) === likeness(entry)) {
      run.push(entry);
    } else {
      found.push([entry]);
    }
  }
  return found;
}

/** Entries by the day in the reader's time zone. */
function byDay(rows) {
  const days = new Map();
  const words = new Intl.DateTimeFormat(locale.value, { dateStyle: 'full' });
  for (const entry of rows) {
    const day = words.format(new Date(entry.time));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

customElements.define('plenum-audit-list', PlenumAuditList);
