import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { guardLeaving, href, navigate } from '../../lib/router.js';
import { can, session, whyNot } from '../../lib/session.js';
import { changes, definition, draftOf, emptyDraft, moved } from './draft.js';
import { askField } from './field-dialog.js';
import { flagBadges, iconOf, SITE, typeName, typeWords } from './shared.js';
import './type-preview.js';

/** Makes a content type of the site, or changes one: its fields in their order, and the form that they make. */
class PlenumTypeEditor extends LitElement {
  static properties = {
    /** Empty for a new type. */
    name: {},
    _draft: { state: true },
    _problem: { state: true },
    _busy: { state: true },
    _dragged: { state: true },
    _over: { state: true },
  };

  static styles = [
    page,
    css`
      .columns {
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      }
      .preview {
        position: sticky;
        top: calc(var(--bar-height) + var(--space-4));
        max-height: calc(100vh - var(--bar-height) - 120px);
        overflow: auto;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li.field {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: center;
        padding: var(--space-2) var(--space-3);
        border-top: 1px solid var(--border);
      }
      li.field:first-child {
        border-top: 0;
      }
      li.field:hover {
        background: var(--hover);
      }
      li.over {
        box-shadow: inset 0 2px 0 var(--accent);
      }
      li.dragged {
        opacity: 0.5;
      }
      .handle {
        display: grid;
        grid-template-columns: repeat(2, 4px);
        gap: 3px;
        padding: 6px 4px;
        cursor: grab;
      }
      .handle i {
        width: 3px;
        height: 3px;
        border-radius: 50%;
        background: var(--text-muted);
      }
      .field > plenum-icon {
        color: var(--text-muted);
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--space-2);
        min-width: 0;
      }
      .words strong {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .words .kind {
        flex-basis: 100%;
        color: var(--text-muted);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        align-items: center;
      }
      .errors {
        grid-column: 3 / -1;
        margin: var(--space-1) 0 0;
        color: var(--danger-text);
        font-size: var(--text-s);
      }
      .add {
        padding: var(--space-3);
        border-top: 1px solid var(--border);
      }
      .bar {
        position: sticky;
        bottom: var(--space-4);
        z-index: 3;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        margin-top: var(--space-5);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        box-shadow: var(--shadow-m);
      }
      .problem {
        margin-top: var(--space-4);
      }
      @media (max-width: 720px) {
        .bar .grow {
          flex-basis: 100%;
        }
      }
      @media (max-width: 860px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .preview {
          position: static;
          max-height: none;
        }
        .handle {
          display: none;
        }
        li.field {
          grid-template-columns: auto minmax(0, 1fr) auto;
        }
        .errors {
          grid-column: 2 / -1;
        }
      }
    `,
  ];

  #data = new Load(
    this,
    async (signal) => {
      const types = await api.all('content-types', {}, { signal });
      const type = types.find(({ name }) => name === this.name);
      if (this.name && !type) {
        throw new Problem({ status: 404, title: t('types.missing'), detail: t('types.missingHelp', { name: this.name }) });
      }
      return { types, type };
    },
    { auto: false },
  );

  #endGuard;
  #named = false;

  constructor() {
    super();
    new Watch(this, session);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#endGuard = guardLeaving(() => !this.#dirty || window.confirm(t('types.leave')));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endGuard();
  }

  willUpdate(changed) {
    if (changed.has('name')) {
      this._draft = undefined;
      this._problem = undefined;
      this.#data.data = undefined;
      this.#named = false;
      this.#data.reload();
    }
    if (!this._draft && this.#data.data) {
      this.#reset();
    }
  }

  get #saved() {
    return this.#data.data?.type ?? { label: '', traits: [], fields: [] };
  }

  get #changes() {
    return this._draft ? changes(this.#saved, this._draft) : [];
  }

  get #dirty() {
    return this.#changes.length > 0;
  }

  #reset() {
    const { type } = this.#data.data;
    this._draft = type ? draftOf(type) : emptyDraft();
    this._problem = undefined;
    this.#about = undefined;
  }

  #set(part) {
    this._draft = { ...this._draft, ...part };
    this._problem = undefined;
  }

  #setFields(fields) {
    this.#set({ fields });
  }

  get #call() {
    const { name, label, traits, fields } = this._draft;
    const body = { label: label.trim(), traits, fields: fields.map(definition) };
    return this.name
      ? { method: 'PATCH', path: `content-types/${this.name}`, body, revision: this.#data.data.type.schemaVersion }
      : { method: 'POST', path: 'content-types', body: { name: name.trim(), ...body } };
  }

  async #save() {
    if (this._busy) {
      return;
    }
    const removed = this.#changes.filter(({ kind }) => kind === 'removed');
    if (removed.length && !(await this.#confirmRemoval(removed))) {
      return;
    }
    this._busy = true;
    this._problem = undefined;
    try {
      const { data } = await api.send(this.#call);
      this.#data.set({ ...this.#data.data, type: data });
      this._draft = draftOf(data);
      toast(t(this.name ? 'types.saved' : 'types.created', { label: data.label }));
      this._busy = false;
      navigate(href(`/types/${data.name}`));
    } catch (thrown) {
      this._problem = Problem.of(thrown);
      this._busy = false;
      await this.updateComplete;
      this.renderRoot.querySelector('.problem')?.scrollIntoView({ block: 'center' });
    }
  }

  #confirmRemoval(removed) {
    return confirm({
      title: t('types.removeFields', { count: removed.length }),
      text: t('types.removeFieldsHelp'),
      details: html`<ul>
        ${removed.map(({ before }) => html`<li>${before.label} (${before.name})</li>`)}
      </ul>`,
      danger: true,
      action: t('common.save'),
      call: this.#call,
    });
  }

  async #add() {
    const field = await askField({ others: this._draft.fields, types: this.#data.data.types });
    if (field) {
      this.#setFields([...this._draft.fields, field]);
    }
  }

  async #edit(at) {
    const field = this._draft.fields[at];
    const saved = this.#saved.fields.find((one) => one.name === field.was);
    const others = this._draft.fields.filter((_, other) => other !== at);
    const edited = await askField({ field, saved, others, types: this.#data.data.types });
    if (edited) {
      this.#setFields(this._draft.fields.map((one, other) => (other === at ? { ...edited, was: field.was } : one)));
    }
  }

  #copy(at) {
    const { was, ...field } = this._draft.fields[at];
    let number = 2;
    while (this._draft.fields.some(({ name }) => name === `${field.name}${number}`)) {
      number++;
    }
    const copy = { ...field, name: `${field.name}${number}`, label: `${field.label} ${number}` };
    this.#setFields([...this._draft.fields.slice(0, at + 1), copy, ...this._draft.fields.slice(at + 1)]);
  }

  async #move(at, to) {
    this.#setFields(moved(this._draft.fields, at, to));
    await this.updateComplete;
    this.renderRoot.querySelectorAll('li.field')[Math.max(0, Math.min(to, this._draft.fields.length - 1))]?.querySelector('plenum-menu')?.focus();
  }

  // Dragging

  #dragStart(event, at) {
    this._dragged = at;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', this._draft.fields[at].name);
  }

  #dragOver(event, at) {
    if (this._dragged !== undefined) {
      event.preventDefault();
      this._over = at;
    }
  }

  #drop(event, at) {
    event.preventDefault();
    if (this._dragged !== undefined && this._dragged !== at) {
      this.#setFields(moved(this._draft.fields, this._dragged, at));
    }
    this.#dragEnd();
  }

  #dragEnd() {
    this._dragged = undefined;
    this._over = undefined;
  }

  // What is shown

  #errors(at) {
    return this._problem instanceof Problem ? this._problem.at(`/fields/${at}`) : [];
  }

  #field(field, at) {
    const errors = this.#errors(at);
    const state = !this.name || !field.was ? 'new' : this.#changes.some((change) => change.kind === 'changed' && change.field === field) ? 'changed' : '';
    const last = this._draft.fields.length - 1;
    return html`<li
      class="field ${this._over === at ? 'over' : ''} ${this._dragged === at ? 'dragged' : ''}"
      draggable="true"
      @dragstart=${(event) => this.#dragStart(event, at)}
      @dragover=${(event) => this.#dragOver(event, at)}
      @drop=${(event) => this.#drop(event, at)}
      @dragend=${this.#dragEnd}
    >
      <span class="handle" aria-hidden="true">${Array.from({ length: 6 }, () => html`<i></i>`)}</span>
      <plenum-icon name=${iconOf(field.type)}></plenum-icon>
      <span class="words">
        <strong>${field.label}</strong>
        ${flagBadges(field)}
        ${state && this.name ? html`<plenum-badge tone="info">${t(`types.state.${state}`)}</plenum-badge>` : nothing}
        <span class="kind"><span class="mono">${field.name}</span> · ${typeWords(field)}${field.mode === 'desired' ? nothing : ` · ${t(`types.mode.${field.mode}`)}`}</span>
      </span>
      <span class="buttons">
        <plenum-button variant="ghost" size="s" icon="edit" label=${t('types.editField', { label: field.label })} @click=${() => this.#edit(at)}></plenum-button>
        <plenum-menu
          variant="ghost"
          size="s"
          align="end"
          label=${t('types.actionsFor', { label: field.label })}
          .items=${[
            { label: t('types.moveUp'), icon: 'arrow-up', reason: at === 0 ? t('types.isFirst') : '', action: () => this.#move(at, at - 1) },
            { label: t('types.moveDown'), icon: 'arrow-down', reason: at === last ? t('types.isLast') : '', action: () => this.#move(at, at + 1) },
            { label: t('types.moveFirst'), icon: 'chevron-up', reason: at === 0 ? t('types.isFirst') : '', action: () => this.#move(at, 0) },
            { label: t('types.copyField'), icon: 'copy', separator: true, action: () => this.#copy(at) },
            {
              label: t('common.remove'),
              icon: 'trash',
              danger: true,
              action: () => this.#setFields(this._draft.fields.filter((_, other) => other !== at)),
            },
          ]}
        ></plenum-menu>
      </span>
      ${errors.length ? html`<div class="errors" role="alert">${errors.map((error) => html`<p>${error}</p>`)}</div>` : nothing}
    </li>`;
  }

  #fields() {
    const { fields } = this._draft;
    return html`<plenum-card flush heading=${t('types.fields')}>
      <plenum-button slot="actions" size="s" icon="add" @click=${this.#add}>${t('types.addField')}</plenum-button>
      ${
        fields.length
          ? html`<ol>
              ${fields.map((field, at) => this.#field(field, at))}
            </ol>`
          : html`<plenum-empty icon="types" heading=${t('types.noFields')}>
              ${t('types.noFieldsHelp')}
              <plenum-button slot="actions" icon="add" @click=${this.#add}>${t('types.addField')}</plenum-button>
            </plenum-empty>`
      }
    </plenum-card>`;
  }

  #typed(event) {
    event.stopPropagation();
    const { name, value } = event.detail;
    if (name === 'label') {
      this.#set({ label: value ?? '', ...(this.name || this.#named ? {} : { name: typeName(value ?? '') }) });
    } else if (name === 'name') {
      this.#named = Boolean(value);
      this.#set({ name: value ?? '' });
    } else {
      this.#set({ traits: value ?? [] });
    }
  }

  #about;

  /** The fields of the head; made once, so that what is typed stays. */
  get #head() {
    const traits = [...new Set(this.#data.data.types.flatMap((type) => type.traits))].sort();
    return (this.#about ??= [
      { name: 'label', type: 'string', label: t('types.label'), flags: ['required'], placeholder: t('types.labelExample') },
      {
        name: 'name',
        type: 'string',
        label: t('types.name'),
        flags: ['required'],
        readonly: Boolean(this.name),
        help: t(this.name ? 'types.typeNameFixed' : 'types.typeNameHelp'),
      },
      {
        name: 'traits',
        type: 'reference',
        label: t('types.traits'),
        help: t('types.traitsHelp'),
        flags: ['multiple'],
        choices: traits.map((trait) => ({ value: trait, label: trait, hint: '' })),
        free: (text) => /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/.test(text),
        placeholder: t('types.findTrait'),
      },
    ]);
  }

  #edited() {
    const { label, name, traits } = this._draft;
    const problem = this._problem instanceof Problem ? this._problem : undefined;
    return html`
      <div class="columns">
        <div class="stack loose">
          <plenum-card heading=${t('types.about')}>
            <div class="stack" @plenum-change=${this.#typed}>
              ${this.#head.map(
                (field) =>
                  html`<plenum-field
                    .field=${field}
                    .value=${{ label, name, traits }[field.name]}
                    .errors=${problem?.at(`/${field.name}`) ?? []}
                  ></plenum-field>`,
              )}
            </div>
          </plenum-card>
          ${this.#fields()}
        </div>
        <plenum-type-preview class="preview" .type=${this._draft}></plenum-type-preview>
      </div>
      ${problem ? html`<div class="problem">${this.#trouble(problem)}</div>` : nothing} ${this.#bar()}
    `;
  }

  /** Why it could not be saved; when somebody else was faster, the way out. */
  #trouble(problem) {
    const shown = new Problem({ ...problem, title: problem.title, detail: problem.detail, errors: problem.errors.map((one) => ({ ...one, pointer: this.#place(one.pointer) })) });
    return html`<plenum-problem norepeat .problem=${shown}></plenum-problem>
      ${
        problem.stale
          ? html`<div class="row">
              <plenum-button icon="refresh" @click=${() => this.#rebase()}>${t('types.rebase')}</plenum-button>
              <plenum-button icon="revert" @click=${() => this.#startAnew()}>${t('types.startAnew')}</plenum-button>
            </div>`
          : nothing
      }`;
  }

  /** `/fields/2/options` in words. */
  #place(pointer = '') {
    const [, at] = /^\/fields\/(\d+)/.exec(pointer) ?? [];
    return at === undefined ? pointer : (this._draft.fields[at]?.label ?? pointer);
  }

  /** Keeps what was edited and takes the newest version as what it is compared with. */
  async #rebase() {
    this._problem = undefined;
    await this.#data.reload();
  }

  async #startAnew() {
    await this.#data.reload();
    this.#reset();
  }

  #bar() {
    const found = this.#changes;
    const incomplete = !this._draft.label.trim() ? t('types.labelFirst') : !this._draft.name.trim() ? t('types.nameFirst') : '';
    return html`<div class="bar" role="region" aria-label=${t('types.unsaved')}>
      <span class="grow" role="status">
        ${found.length ? html`<strong>${t('types.changes', { count: found.length })}</strong>` : html`<span class="muted">${t('types.noChanges')}</span>`}
      </span>
      <plenum-button variant="ghost" icon="code" reason=${incomplete} @click=${() => showCall(this.#call)}>${t('call.show')}</plenum-button>
      ${
        this.name
          ? html`<plenum-button reason=${found.length ? '' : t('types.noChanges')} @click=${() => this.#reset()}>${t('types.discard')}</plenum-button>`
          : html`<plenum-button href=${href('/types')}>${t('common.cancel')}</plenum-button>`
      }
      <plenum-button
        variant="primary"
        ?busy=${this._busy}
        reason=${whyNot('content-type.manage', t) || incomplete || (found.length ? '' : t('types.noChanges'))}
        @click=${this.#save}
        >${t(this.name ? 'common.save' : 'types.create')}</plenum-button
      >
    </div>`;
  }

  #inside({ type }) {
    if (!can('content-type.manage')) {
      return html`<plenum-forbidden permission="content-type.manage"></plenum-forbidden>`;
    }
    if (type && type.owner !== SITE) {
      return html`<plenum-empty icon="lock" heading=${t('types.notYours')}>
        ${t('types.notYoursHelp', { module: type.owner })}
        <plenum-button slot="actions" href=${href(`/types/${type.name}`)}>${t('common.back')}</plenum-button>
      </plenum-empty>`;
    }
    return this._draft ? this.#edited() : nothing;
  }

  render() {
    const { data } = this.#data;
    const crumbs = [
      { label: t('types.title'), href: href('/types') },
      ...(data?.type ? [{ label: data.type.label, href: href(`/types/${data.type.name}`) }] : []),
    ];
    return html`
      <plenum-page-header
        heading=${this.name ? t('types.editType', { label: data?.type?.label ?? this.name }) : t('types.create')}
        .breadcrumbs=${crumbs}
      ></plenum-page-header>
      ${this.#data.render((all) => this.#inside(all))}
    `;
  }
}

customElements.define('plenum-type-editor', PlenumTypeEditor);
