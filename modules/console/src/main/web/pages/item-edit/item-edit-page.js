import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { Titles } from '../../components/titles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { guardLeaving, href, navigate } from '../../lib/router.js';
import { formFields, is, mergePatch, valueText } from '../../lib/schema.js';
import { masked, sealed } from '../../lib/secrets.js';
import { can, currentSpace, decisions, ROOT_SPACE, session, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import '../../components/plenum-change-flow.js';
import { merge } from './merge.js';
import './type-choice.js';

/**
 * Makes an item or changes one. What a remote system has is changed by a change: it is planned, and applied once the
 * plan has been read. Everything else is saved as it is, unless somebody else was first: then both are merged.
 */
class PlenumItemEditPage extends LitElement {
  static properties = {
    location: { attribute: false },
    _local: { state: true },
    _remote: { state: true },
    _change: { state: true },
    _meanwhile: { state: true },
  };

  static styles = [
    page,
    css`
      .form {
        max-width: 720px;
      }
      .meanwhile {
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--warning-soft);
        margin-bottom: var(--space-4);
      }
      .meanwhile h2 {
        margin-bottom: var(--space-1);
      }
      .meanwhile plenum-diff {
        margin: var(--space-3) 0;
      }
      .lead {
        margin-bottom: var(--space-4);
      }
    `,
  ];

  #load = new Load(this, (signal) => this.#read(signal), { auto: false });
  #titles = new Titles(this);
  #shown;
  #endGuard;
  /** The item as the reader saw it: what is saved is the difference to it. */
  #seen;
  /** It has been saved, so it may be left. */
  #saved = false;

  constructor() {
    super();
    new Watch(this, session, spaces, decisions);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endGuard = guardLeaving(() => this.#saved || !this.#dirty || window.confirm(t('common.leave')));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endGuard();
  }

  get #dirty() {
    return [...this.renderRoot.querySelectorAll('plenum-form')].some((form) => form.dirty);
  }

  get #id() {
    return this.location?.params.id;
  }

  get #query() {
    return this.location?.query ?? new URLSearchParams();
  }

  willUpdate(changed) {
    const asked = JSON.stringify([this.#id, this.#query.get('type'), this.#query.get('connection')]);
    if (changed.has('location') && asked !== this.#shown) {
      this.#shown = asked;
      this.#saved = false;
      this._change = undefined;
      this._meanwhile = undefined;
      this._local = undefined;
      this._remote = undefined;
      this.#load.data = undefined;
      this.#load.problem = undefined;
      this.#load.reload();
    }
  }

  async #read(signal) {
    const item = this.#id ? (await api.get(`items/${encodeURIComponent(this.#id)}`, { signal })).data : undefined;
    const name = item?.type ?? this.#query.get('type');
    const [types, providers] = await Promise.all([
      item ? [] : api.list('content-types', {}, { signal }).then(({ items }) => items),
      item ? [] : this.#readProviders(signal),
    ]);
    const type = item
      ? (await api.get(`content-types/${encodeURIComponent(name)}`, { signal })).data
      : types.find((one) => one.name === name);
    if (name && !type) {
      throw new Problem({ status: 404, title: t('item-edit.unknownType'), detail: t('item-edit.unknownTypeHelp', { name }) });
    }
    const provider = providers.find(({ resourceTypes }) => resourceTypes.includes(name));
    const connections = provider
      ? (await api.list('items', { type: 'infrastructure.connection', filter: `provider == ${JSON.stringify(provider.name)}`, sort: 'title', limit: 200 }, { signal })).items
      : [];
    this.#begin(item, type, connections);
    return { item, type, types, provider, providers, connections };
  }

  /** Who may not see connections, or has no module for them, makes items of the site only. */
  async #readProviders(signal) {
    if (!can('infrastructure.connection.view')) {
      return [];
    }
    try {
      return (await api.list('ext/infrastructure/providers', {}, { signal })).items;
    } catch (problem) {
      if (problem.code === 'module-route-missing' || problem.missing) {
        return [];
      }
      throw problem;
    }
  }

  /** What the forms begin with. */
  #begin(item, type, connections) {
    this.#seen = item;
    if (!type) {
      return;
    }
    const asked = this.#query.get('connection');
    this._local = item
      ? { ...fieldsOf(type, item, this.#localFields(type, item)), ' title': item.title, ' labels': item.labels, ' space': item.space }
      : {
          ' space': this.#query.get('space') || currentSpace.value || ROOT_SPACE,
          ' state': 'published',
          ' connection': connections.find(({ id }) => id === asked)?.id ?? (connections.length === 1 ? connections[0].id : undefined),
        };
    this._remote = item ? fieldsOf(type, { values: { ...item.values, ...item.desired } }, this.#remoteFields(type, item)) : undefined;
  }

  /* ---- fields; those of the item itself begin with a space, which no field of a type does ---- */

  #remoteFields(type, item) {
    return item?.management?.externalId
      ? formFields(type, 'edit')
          .filter(({ mode }) => mode === 'both')
          .map((field) => explained(field, item))
      : [];
  }

  #localFields(type, item) {
    const purpose = item ? 'edit' : 'create';
    const remote = item?.management?.externalId;
    return formFields(type, purpose)
      .filter(({ mode }) => !remote || mode !== 'both')
      .map((field) => explained(field, item));
  }

  get #title() {
    return { name: ' title', type: 'string', label: t('item-edit.itemTitle'), flags: ['required'], pointer: '/title' };
  }

  get #labels() {
    return { name: ' labels', type: 'labels', label: t('item-edit.labels'), flags: [], pointer: '/labels' };
  }

  #space(type, verb) {
    const known = spaces.value.length ? spaces.value : [{ id: this._local?.[' space'] ?? ROOT_SPACE }];
    const usable = known.filter(({ id }) => id === this._local?.[' space'] || can(`${type.name}.${verb}`, id));
    return {
      name: ' space',
      type: 'enum',
      label: t('item-edit.space'),
      flags: ['required'],
      options: usable.map(({ id }) => id),
      optionLabels: Object.fromEntries(usable.map(({ id, title, name }) => [id, title || name || id])),
      pointer: '/space',
    };
  }

  get #reason() {
    return { name: ' reason', type: 'string', label: t('item-edit.reason'), help: t('item-edit.reasonHelp'), flags: [], pointer: '/reason' };
  }

  /* ---- a new item ---- */

  #createCall(values, { type, provider }) {
    const own = withoutMarks(values);
    const common = { type: type.name, space: values[' space'], title: values[' title'], values: own };
    const reason = values[' reason'] ? { reason: values[' reason'] } : {};
    return provider
      ? {
          method: 'POST',
          path: 'ext/infrastructure/changes',
          body: { kind: 'create', connection: values[' connection'], ...common, ...reason },
        }
      : {
          method: 'POST',
          path: 'items',
          body: { ...common, labels: values[' labels'] ?? {}, state: values[' state'], ...reason },
        };
  }

  async #create(values, data) {
    const { data: made } = await api.send(await sealed(this.#createCall(values, data), data.type, values[' space']));
    if (data.provider) {
      this._local = values;
      this._change = made;
    } else {
      this.#leave(`/items/${made.id}`, t('item-edit.created', { title: made.title }));
    }
  }

  #leave(path, words) {
    this.#saved = true;
    toast(words);
    navigate(href(path));
  }

  #createForm(data) {
    const { type, provider, connections } = data;
    const fields = [
      this.#title,
      ...(provider
        ? [
            {
              name: ' connection',
              type: 'enum',
              label: t('item-edit.connection'),
              help: t('item-edit.connectionHelp', { provider: provider.title }),
              flags: ['required'],
              options: connections.map(({ id }) => id),
              optionLabels: Object.fromEntries(connections.map(({ id, title }) => [id, title])),
              pointer: '/connection',
            },
          ]
        : []),
      this.#space(type, 'create'),
      ...this.#localFields(type),
      ...(provider
        ? []
        : [
            this.#labels,
            {
              name: ' state',
              type: 'enum',
              label: t('item-edit.state'),
              help: t('item-edit.stateHelp'),
              flags: ['required'],
              options: ['published', 'draft'],
              optionLabels: { published: t('state.published'), draft: t('state.draft') },
              pointer: '/state',
            },
          ]),
      this.#reason,
    ];
    const reason =
      whyNot(`${type.name}.create`, t) ||
      (provider ? whyNot('infrastructure.change.create', t) || (connections.length ? '' : t('item-edit.noConnection')) : '');
    return html`
      ${provider ? html`<p class="muted lead">${t('item-edit.createRemote')}</p>` : nothing}
      ${
        provider && !connections.length
          ? html`<plenum-empty icon="connection" heading=${t('item-edit.noConnection')}>
              ${t('item-edit.noConnectionHelp', { provider: provider.title })}
              <plenum-button slot="actions" variant="primary" href=${href('/connections/new', { provider: provider.name })}
                >${t('item-edit.connect')}</plenum-button
              >
            </plenum-empty>`
          : html`<plenum-card>
              <plenum-form
                .fields=${fields}
                .values=${this._local}
                base="/values"
                reason=${reason}
                action=${t(provider ? 'item-edit.plan' : 'common.create')}
                cancellable
                .submit=${(values) => this.#create(values, data)}
                .call=${(values) => masked(this.#createCall(values, data), data.type)}
                @plenum-cancel=${() => navigate(href('/inventory', { type: type.name }))}
              ></plenum-form>
            </plenum-card>`
      }
    `;
  }

  /* ---- an item that is there ---- */

  #patchOf(values) {
    const seen = this.#seen;
    const fields = this.#localFields(this.#load.data.type, seen);
    const patch = mergePatch(
      { title: seen.title, labels: seen.labels, space: seen.space, values: fieldsOf(this.#load.data.type, seen, fields) },
      {
        title: values[' title'],
        labels: values[' labels'] ?? {},
        space: values[' space'],
        values: Object.fromEntries(fields.map(({ name }) => [name, values[name]])),
      },
    );
    return patch && values[' reason'] ? { ...patch, reason: values[' reason'] } : patch;
  }

  #saveCall(values) {
    return { method: 'PATCH', path: `items/${this.#seen.id}`, revision: this.#seen.revision, body: this.#patchOf(values) ?? {} };
  }

  async #save(values) {
    if (!this.#patchOf(values)) {
      throw new Problem({ status: -1, title: t('item-edit.unchanged'), detail: t('item-edit.unchangedHelp') });
    }
    try {
      const { data } = await api.send(await sealed(this.#saveCall(values), this.#load.data.type, values[' space']));
      this.#leave(`/items/${data.id}`, t('item-edit.saved', { title: data.title }));
    } catch (thrown) {
      const problem = Problem.of(thrown);
      if (!problem.stale) {
        throw problem;
      }
      await this.#mergeWithTheirs(values);
    }
  }

  /** Somebody else was first: what they changed comes into the form, but where both changed the same. */
  async #mergeWithTheirs(mine) {
    const { type } = this.#load.data;
    const before = this.#seen;
    const [{ data: theirs }, revisions] = await Promise.all([
      api.get(`items/${before.id}`),
      api.list(`items/${before.id}/revisions`, { limit: 20 }).catch(() => ({ items: [] })),
    ]);
    const fields = this.#localFields(type, theirs);
    const flat = (item) => ({ ...fieldsOf(type, item, fields), ' title': item.title, ' labels': item.labels, ' space': item.space });
    const { merged, changed } = merge(flat(before), flat(theirs), mine);
    this.#seen = theirs;
    this.#load.set({ ...this.#load.data, item: theirs });
    this._local = merged;
    this._remote = fieldsOf(type, { values: { ...theirs.values, ...theirs.desired } }, this.#remoteFields(type, theirs));
    this._meanwhile = {
      changed,
      who: [...new Set(revisions.items.filter(({ number }) => number > before.revision).map(({ author }) => author.name))].join(', '),
      revision: theirs.revision,
      at: theirs.updatedAt,
    };
    await this.updateComplete;
    const panel = this.renderRoot.querySelector('.meanwhile');
    panel.scrollIntoView({ block: 'center' });
    panel.focus();
  }

  #labelOf(name) {
    return (
      { ' title': t('item-edit.itemTitle'), ' labels': t('item-edit.labels'), ' space': t('item-edit.space') }[name] ??
      this.#load.data.type.fields.find((field) => field.name === name)?.label ??
      name
    );
  }

  #words(name, value) {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (name === ' space') {
      return spaces.value.find(({ id }) => id === value)?.title ?? value;
    }
    const field =
      name === ' labels' ? { type: 'labels' } : (this.#load.data.type.fields.find((one) => one.name === name) ?? { type: 'string' });
    return field.type === 'reference' ? [value].flat().map((id) => this.#titles.of(id) ?? id).join(', ') : valueText(field, value, t);
  }

  #take(name, value) {
    this._local = { ...this.renderRoot.querySelector('plenum-form.local').current, [name]: value };
    this._meanwhile = {
      ...this._meanwhile,
      changed: this._meanwhile.changed.map((one) => (one.name === name ? { ...one, conflict: false } : one)),
    };
  }

  #meanwhilePanel() {
    const { changed, who, revision, at } = this._meanwhile;
    const conflicts = changed.filter(({ conflict }) => conflict);
    return html`<section class="meanwhile" role="alert" tabindex="-1" aria-label=${t('item-edit.meanwhile')}>
      <h2>${t('item-edit.meanwhile')}</h2>
      <p>
        ${t('item-edit.meanwhileText', { who: who || t('item-edit.somebody'), revision })}
        <plenum-time value=${at}></plenum-time>
      </p>
      ${
        changed.length
          ? html`<plenum-diff
              .changes=${changed.map(({ name, before, theirs, conflict }) => ({
                label: this.#labelOf(name),
                before: this.#words(name, before),
                after: this.#words(name, theirs),
                note: conflict ? t('item-edit.conflict') : t('item-edit.taken'),
              }))}
            ></plenum-diff>`
          : html`<p>${t('item-edit.meanwhileElsewhere')}</p>`
      }
      <div class="row">
        ${conflicts.map(
          ({ name, theirs }) =>
            html`<plenum-button size="s" @click=${() => this.#take(name, theirs)}
              >${t('item-edit.takeTheirs', { field: this.#labelOf(name) })}</plenum-button
            >`,
        )}
      </div>
      <p class="small muted">${t('item-edit.meanwhileHelp')}</p>
    </section>`;
  }

  #updateCall(values) {
    const { item, type } = this.#load.data;
    const fields = this.#remoteFields(type, item);
    const before = fieldsOf(type, { values: { ...item.values, ...item.desired } }, fields);
    const patch = mergePatch(before, Object.fromEntries(fields.map(({ name }) => [name, values[name]])));
    return {
      method: 'POST',
      path: 'ext/infrastructure/changes',
      body: { kind: 'update', item: item.id, values: patch ?? {}, ...(values[' reason'] ? { reason: values[' reason'] } : {}) },
    };
  }

  async #planUpdate(values) {
    const { item, type } = this.#load.data;
    const call = this.#updateCall(values);
    if (!Object.keys(call.body.values).length && !item.management.drift.length) {
      throw new Problem({ status: -1, title: t('item-edit.unchanged'), detail: t('item-edit.unchangedHelp') });
    }
    this._change = (await api.send(await sealed(call, type, item.space))).data;
    this._remote = values;
  }

  #editForms({ item, type }) {
    const remote = this.#remoteFields(type, item);
    const edit = whyNot(`${type.name}.edit`, t, item.space);
    const local = html`<plenum-card heading=${remote.length ? t('item-edit.inPlenum') : ''}>
      ${remote.length ? html`<p class="muted lead">${t('item-edit.inPlenumHelp')}</p>` : nothing}
      <plenum-form
        class="local"
        .fields=${[this.#title, this.#space(type, 'create'), ...this.#localFields(type, item), this.#labels, this.#reason]}
        .values=${this._local}
        base="/values"
        reason=${edit}
        action=${t(this._meanwhile ? 'item-edit.saveMerged' : 'common.save')}
        cancellable
        .submit=${(values) => this.#save(values)}
        .call=${(values) => masked(this.#saveCall(values), type)}
        @plenum-cancel=${() => navigate(href(`/items/${item.id}`))}
      ></plenum-form>
    </plenum-card>`;
    if (!remote.length) {
      return local;
    }
    return html`<div class="stack">
      <plenum-card heading=${t('item-edit.onRemote')}>
        <p class="muted lead">${t(item.management.drift.length ? 'item-edit.onRemoteDrifted' : 'item-edit.onRemoteHelp')}</p>
        ${
          item.management.vanishedAt
            ? html`<p>${t('item-edit.vanished')}</p>`
            : html`<plenum-form
                class="remote"
                .fields=${[...remote, this.#reason]}
                .values=${this._remote}
                base="/values"
                reason=${edit || whyNot('infrastructure.change.create', t, item.space)}
                action=${t('item-edit.plan')}
                cancellable
                .submit=${(values) => this.#planUpdate(values)}
                .call=${(values) => masked(this.#updateCall(values), type)}
                @plenum-cancel=${() => navigate(href(`/items/${item.id}`))}
              ></plenum-form>`
        }
      </plenum-card>
      ${local}
    </div>`;
  }

  /* ---- the plan ---- */

  #applied(event) {
    const { change } = event.detail;
    this.#leave(`/items/${change.resourceId ?? change.itemId}`, t('item-edit.applied', { kind: change.kind, title: change.resourceTitle }));
  }

  #flow({ type }) {
    return html`<plenum-card heading=${t('item-edit.planHeading')}>
      <plenum-change-flow
        .change=${this._change}
        .type=${type}
        back=${t('item-edit.backToForm')}
        @plenum-planned=${(event) => (this._change = event.detail.change)}
        @plenum-applied=${this.#applied}
        @plenum-cancel=${() => (this._change = undefined)}
      ></plenum-change-flow>
    </plenum-card>`;
  }

  #content(data) {
    const { item, type } = data;
    if (!type) {
      return html`<plenum-item-type-choice .types=${data.types} .providers=${data.providers}></plenum-item-type-choice>`;
    }
    if (type.orphaned) {
      return html`<plenum-empty icon="modules" heading=${t('item-edit.orphaned')}>${t('item-edit.orphanedHelp', { owner: type.owner })}</plenum-empty>`;
    }
    const lacking = item ? `${type.name}.edit` : `${type.name}.create`;
    if (!can(lacking, item?.space)) {
      return html`<plenum-forbidden permission=${lacking}></plenum-forbidden>`;
    }
    return html`<div class="form">
      ${this._meanwhile ? this.#meanwhilePanel() : nothing}
      ${this._change ? this.#flow(data) : item ? this.#editForms(data) : this.#createForm(data)}
    </div>`;
  }

  render() {
    const data = this.#load.data;
    const { item, type } = data ?? {};
    const heading = item
      ? t('item-edit.editHeading', { title: item.title })
      : type
        ? t('item-edit.newHeading', { type: type.label })
        : t('item-edit.title');
    return html`
      <plenum-page-header
        heading=${heading}
        .breadcrumbs=${[
          { label: t('item-edit.inventory'), href: href('/inventory') },
          ...(item
            ? [{ label: item.title, href: href(`/items/${item.id}`) }]
            : type
              ? [{ label: t('item-edit.title'), href: href('/items/new') }]
              : []),
        ]}
      ></plenum-page-header>
      ${this.#load.render((loaded) => this.#content(loaded))}
    `;
  }
}

/** The values of some fields, with nothing for what is not there. */
function fieldsOf(type, item, fields) {
  return Object.fromEntries(fields.map(({ name }) => [name, item.values[name]]).filter(([, value]) => value !== undefined));
}

function withoutMarks(values) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !name.startsWith(' ') && value !== undefined));
}

/**
 * What is immutable can be set once, and changed while the item is a draft; after that it says why not. A resource can be made
 * anew: the plan says so and asks.
 */
function explained(field, item) {
  if (!field.readonly || !is(field, 'immutable')) {
    return field;
  }
  const resource = item.management && item.management.connection !== item.id;
  if (resource && item.values[field.name] !== undefined) {
    return { ...field, readonly: false, help: [field.help, t('item-edit.replaces')].filter(Boolean).join(' ') };
  }
  return item.state === 'draft' || item.values[field.name] === undefined
    ? { ...field, readonly: false }
    : { ...field, help: [field.help, t('item-edit.immutable')].filter(Boolean).join(' ') };
}

customElements.define('plenum-item-edit-page', PlenumItemEditPage);
