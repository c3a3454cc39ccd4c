import { LitElement, css, html, nothing } from 'lit';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { guardLeaving, href, navigate } from '../../lib/router.js';
import { masked, sealed } from '../../lib/secrets.js';
import { can, currentSpace, decisions, ROOT_SPACE, session, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import '../../components/plenum-change-flow.js';
import './create-form.js';
import {
  fieldsOf,
  labelsField,
  localFields,
  localPatch,
  reasonField,
  remoteFields,
  remotePatch,
  remoteValues,
  spaceField,
  titleField,
} from './fields.js';
import './meanwhile.js';
import { merge } from './merge.js';
import { readEdited } from './read.js';
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
      .lead {
        margin-bottom: var(--space-4);
      }
    `,
  ];

  #load = new Load(this, (signal) => this.#read(signal), { auto: false });
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
    return [...this.renderRoot.querySelectorAll('plenum-form, plenum-item-create')].some((form) => form.dirty);
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
    const read = await readEdited(this.#id, this.#query.get('type'), signal);
    this.#begin(read.item, read.type, read.connections);
    return read;
  }

  /** What the forms begin with. */
  #begin(item, type, connections) {
    this.#seen = item;
    if (!type) {
      return;
    }
    const asked = this.#query.get('connection');
    this._local = item
      ? { ...fieldsOf(type, item, localFields(type, item)), ' title': item.title, ' labels': item.labels, ' space': item.space }
      : {
          ' space': this.#query.get('space') || currentSpace.value || ROOT_SPACE,
          ' state': 'published',
          ' connection': connections.find(({ id }) => id === asked)?.id ?? (connections.length === 1 ? connections[0].id : undefined),
        };
    this._remote = item ? remoteValues(type, item) : undefined;
  }

  #leave(path, words) {
    this.#saved = true;
    toast(words);
    navigate(href(path));
  }

  #createForm(data) {
    return html`<plenum-item-create
      .data=${data}
      .values=${this._local}
      @plenum-made=${({ detail: { id, title } }) => this.#leave(`/items/${id}`, t('item-edit.created', { title }))}
      @plenum-planned=${({ detail: { change, values } }) => {
        this._local = values;
        this._change = change;
      }}
    ></plenum-item-create>`;
  }

  /* ---- an item that is there ---- */

  #patchOf(values) {
    return localPatch(this.#load.data.type, this.#seen, values);
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
    const fields = localFields(type, theirs);
    const flat = (item) => ({ ...fieldsOf(type, item, fields), ' title': item.title, ' labels': item.labels, ' space': item.space });
    const { merged, changed } = merge(flat(before), flat(theirs), mine);
    this.#seen = theirs;
    this.#load.set({ ...this.#load.data, item: theirs });
    this._local = merged;
    this._remote = remoteValues(type, theirs);
    this._meanwhile = {
      changed,
      who: [...new Set(revisions.items.filter(({ number }) => number > before.revision).map(({ author }) => author.name))].join(', '),
      revision: theirs.revision,
      at: theirs.updatedAt,
    };
    await this.updateComplete;
    const panel = this.renderRoot.querySelector('plenum-meanwhile');
    await panel.updateComplete;
    panel.show();
  }

  #take({ detail: { name, value } }) {
    this._local = { ...this.renderRoot.querySelector('plenum-form.local').current, [name]: value };
    this._meanwhile = {
      ...this._meanwhile,
      changed: this._meanwhile.changed.map((one) => (one.name === name ? { ...one, conflict: false } : one)),
    };
  }

  #updateCall(values) {
    const { item, type } = this.#load.data;
    const reason = values[' reason'] ? { reason: values[' reason'] } : {};
    return {
      method: 'POST',
      path: 'ext/infrastructure/changes',
      body: { kind: 'update', item: item.id, values: remotePatch(type, item, values), ...reason },
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
    const remote = remoteFields(type, item);
    const edit = whyNot(`${type.name}.edit`, t, item.space);
    const local = html`<plenum-card heading=${remote.length ? t('item-edit.inPlenum') : ''}>
      ${remote.length ? html`<p class="muted lead">${t('item-edit.inPlenumHelp')}</p>` : nothing}
      <plenum-form
        class="local"
        .fields=${[titleField(), spaceField(type, 'create', this._local?.[' space']), ...localFields(type, item), labelsField(), reasonField()]}
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
                .fields=${[...remote, reasonField()]}
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
      ${
        this._meanwhile
          ? html`<plenum-meanwhile .told=${this._meanwhile} .type=${type} @plenum-take=${this.#take}></plenum-meanwhile>`
          : nothing
      }
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

customElements.define('plenum-item-edit-page', PlenumItemEditPage);
