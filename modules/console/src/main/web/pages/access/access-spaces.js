import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { askForm } from '../../components/form-dialog.js';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { tree } from '../../lib/permissions.js';
import { href, navigate } from '../../lib/router.js';
import { can, currentSpace, loadSpaces, spaces, whyNot } from '../../lib/session.js';
import { allGrants, ifAllowed, isRoot } from './shared.js';

/** From the top: what a space of a kind may hold. */
const KINDS = ['organization', 'division', 'project', 'environment'];

/** The tree in which everything lives. */
class PlenumAccessSpaces extends LitElement {
  static properties = { location: { attribute: false }, _closed: { state: true } };

  static styles = [
    page,
    css`
      ul {
        border: 1px solid var(--border);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-s);
        overflow: clip;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 44px;
        padding: 0 var(--space-3) 0 calc(var(--space-2) + var(--depth, 0) * 24px);
        border-top: 1px solid var(--border);
      }
      li:first-child {
        border-top: 0;
      }
      li:hover {
        background: var(--hover);
      }
      .toggle {
        flex: none;
        width: 26px;
      }
      li > plenum-icon {
        color: var(--text-muted);
      }
      .name {
        flex: 1;
        min-width: 0;
      }
      .name strong {
        font-weight: 500;
      }
      .path {
        margin-left: var(--space-2);
        color: var(--text-muted);
        font-family: var(--font-mono);
        font-size: var(--text-xs);
      }
      .grants {
        white-space: nowrap;
        font-size: var(--text-s);
      }
      @media (max-width: 640px) {
        .grants,
        .path {
          display: none;
        }
        li {
          padding-left: calc(var(--space-1) + var(--depth, 0) * 12px);
        }
      }
    `,
  ];

  #grants = new Load(this, (signal) => ifAllowed('access.view', allGrants, signal), { on: ['access.changed'] });

  constructor() {
    super();
    this._closed = new Set();
    new Watch(this, spaces);
  }

  updated() {
    for (const item of this.renderRoot.querySelectorAll('li')) {
      item.style.setProperty('--depth', item.dataset.depth);
    }
  }

  #toggle(id) {
    const closed = new Set(this._closed);
    if (!closed.delete(id)) {
      closed.add(id);
    }
    this._closed = closed;
  }

  async #create(parent) {
    const from = Math.max(0, KINDS.indexOf(parent.kind));
    const kinds = KINDS.slice(from);
    const call = ({ kind, name, title }) => ({
      method: 'POST',
      path: 'spaces',
      body: { parent: parent.id, kind, name: (name ?? '').trim(), title: title?.trim() || undefined },
    });
    const made = await askForm({
      heading: t('access.createSpaceIn', { name: isRoot(parent.id) ? t('access.everywhere') : parent.title }),
      size: 's',
      values: { kind: kinds[Math.min(isRoot(parent.id) ? 0 : 1, kinds.length - 1)] },
      fields: [
        {
          name: 'kind',
          type: 'enum',
          label: t('access.kind'),
          help: t('access.kindHelp'),
          flags: ['required'],
          options: kinds,
          optionLabels: Object.fromEntries(kinds.map((kind) => [kind, t(`shell.space.${kind}`)])),
        },
        { name: 'title', type: 'string', label: t('access.spaceTitle') },
        { name: 'name', type: 'string', label: t('access.shortName'), help: t('access.shortNameHelp'), flags: ['required'] },
      ],
      action: t('common.create'),
      submit: async (values) => (await api.send(call(values))).data,
      call,
    });
    if (made) {
      toast(t('access.spaceCreated', { path: made.path }));
      this._closed = new Set([...this._closed].filter((id) => id !== parent.id));
      await loadSpaces();
    }
  }

  async #rename(space) {
    const root = isRoot(space.id);
    const call = ({ name, title }) => ({
      method: 'PATCH',
      path: `spaces/${space.id}`,
      body: { title: title ?? '', ...(root ? {} : { name: name ?? '' }) },
      revision: space.revision,
    });
    const done = await askForm({
      heading: t('access.renameSpace', { name: space.title }),
      intro: t('access.renameSpaceHelp'),
      size: 's',
      values: { title: space.title, name: space.name },
      fields: [
        { name: 'title', type: 'string', label: t('access.spaceTitle'), flags: ['required'] },
        {
          name: 'name',
          type: 'string',
          label: t('access.shortName'),
          readonly: root,
          help: t(root ? 'access.rootKeepsName' : 'access.shortNameHelp'),
          flags: ['required'],
        },
      ],
      submit: (values) => api.send(call(values)),
      call,
    });
    if (done) {
      await loadSpaces();
    }
  }

  async #delete(space) {
    const call = { method: 'DELETE', path: `spaces/${space.id}`, revision: space.revision };
    const grants = (this.#grants.data ?? []).filter((grant) => grant.space === space.id).length;
    const done = await confirm({
      title: t('access.deleteSpace', { name: space.title }),
      text: t('access.deleteSpaceHelp', { path: space.path, count: grants }),
      danger: true,
      action: t('common.delete'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      toast(t('access.spaceDeleted', { path: space.path }));
      await loadSpaces();
    }
  }

  /** Lists follow the space that is chosen at the top. */
  #items(space) {
    currentSpace.value = isRoot(space.id) ? '' : space.id;
    navigate(href('/inventory'));
  }

  #item(space) {
    const root = isRoot(space.id);
    const name = root ? t('access.everywhere') : space.title || space.name;
    const reason = whyNot('space.manage', t);
    const grants = (this.#grants.data ?? []).filter((grant) => grant.space === space.id).length;
    const closed = this._closed.has(space.id);
    return html`<li data-depth=${space.depth}>
      <span class="toggle"
        >${
          space.children
            ? html`<plenum-button
                variant="ghost"
                size="s"
                icon=${closed ? 'chevron-right' : 'chevron-down'}
                label=${t(closed ? 'access.unfold' : 'access.fold', { name })}
                @click=${() => this.#toggle(space.id)}
              ></plenum-button>`
            : nothing
        }</span
      >
      <plenum-icon name=${root ? 'globe' : 'space'}></plenum-icon>
      <span class="name truncate" title=${space.path}><strong>${name}</strong><span class="path">${space.path}</span></span>
      ${root ? nothing : html`<plenum-badge>${t(`shell.space.${space.kind}`)}</plenum-badge>`}
      ${
        can('access.view')
          ? html`<a class="grants" href=${href('/access/grants', { space: space.id })}>${t('access.countGrants', { count: grants })}</a>`
          : nothing
      }
      <plenum-menu
        variant="ghost"
        size="s"
        align="end"
        label=${t('access.actionsFor', { name })}
        .items=${[
          { label: t('access.createBelow'), icon: 'add', reason, action: () => this.#create(space) },
          { label: t('access.rename'), icon: 'edit', reason, action: () => this.#rename(space) },
          { label: t('access.showItems'), icon: 'inventory', action: () => this.#items(space) },
          {
            label: t('common.delete'),
            icon: 'trash',
            danger: true,
            separator: true,
            reason: reason || (root ? t('access.rootStays') : space.children ? t('access.holdsSpaces') : ''),
            action: () => this.#delete(space),
          },
        ]}
      ></plenum-menu>
    </li>`;
  }

  render() {
    const ordered = tree(spaces.value);
    const hidden = new Set();
    const shown = ordered.filter((space) => {
      const out = hidden.has(space.parent);
      if (out || this._closed.has(space.id)) {
        hidden.add(space.id);
      }
      return !out;
    });
    const top = ordered[0];
    return html`<div class="stack">
      <div class="row between">
        <p class="muted">${t('access.countSpaces', { count: ordered.length })}</p>
        <plenum-button
          variant="primary"
          icon="add"
          reason=${whyNot('space.manage', t) || (top ? '' : t('access.noSpaces'))}
          @click=${() => this.#create(top)}
          >${t('access.createSpace')}</plenum-button
        >
      </div>
      ${
        shown.length
          ? html`<ul class="plain" aria-label=${t('access.spaces')}>
              ${shown.map((space) => this.#item(space))}
            </ul>`
          : html`<plenum-empty icon="space" heading=${t('access.noSpaces')}></plenum-empty>`
      }
    </div>`;
  }
}

customElements.define('plenum-access-spaces', PlenumAccessSpaces);
