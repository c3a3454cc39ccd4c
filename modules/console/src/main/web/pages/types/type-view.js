import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { page } from '../../components/styles.js';
import { toast } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api, Problem } from '../../lib/api.js';
import { number } from '../../lib/format.js';
import { t } from '../../lib/i18n.js';
import { PermissionSet } from '../../lib/permissions.js';
import { href, navigate } from '../../lib/router.js';
import { can, session, whyNot } from '../../lib/session.js';
import { countItems, flagBadges, iconOf, referrers, SITE, typeWords } from './shared.js';
import './type-preview.js';

const TABS = ['fields', 'form', 'permissions', 'schema', 'usage'];

/** One content type: its fields, the form that they make, who may do what with it, its schema, what uses it. */
class PlenumTypeView extends LitElement {
  static properties = { name: {}, tab: {} };

  static styles = [
    page,
    css`
      plenum-code {
        --code-height: 70vh;
      }
      .total {
        font-size: var(--text-2xl);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
      }
    `,
  ];

  #type = new Load(
    this,
    async (signal) => {
      const types = await api.all('content-types', {}, { signal });
      const type = types.find(({ name }) => name === this.name);
      if (!type) {
        throw new Problem({ status: 404, title: t('types.missing'), detail: t('types.missingHelp', { name: this.name }) });
      }
      return { type, types, items: await countItems(type.name, signal).catch(() => undefined) };
    },
    { on: ['content-type.'], when: () => true, auto: false },
  );

  #permissions = new Load(
    this,
    async (signal) => {
      const [permissions, roles] = await Promise.all([
        api.all('access/permissions', {}, { signal }),
        can('role.view') ? api.all('roles', {}, { signal }) : [],
      ]);
      const restricted = new Set(permissions.filter((one) => one.restricted).map(({ name }) => name));
      const sets = roles.map((role) => ({ role, set: new PermissionSet(role.permissions, (name) => restricted.has(name)) }));
      return permissions
        .filter(({ name }) => name.slice(0, name.lastIndexOf('.')) === this.name)
        .map((permission) => ({ ...permission, roles: sets.filter(({ set }) => set.has(permission.name)).map(({ role }) => role) }));
    },
    { on: ['access.changed'], auto: false },
  );

  #schema = new Load(
    this,
    async (signal) => {
      const { data } = await api.get('openapi.json', { signal });
      return data.components?.schemas?.[`type.${this.name}`];
    },
    { auto: false },
  );

  constructor() {
    super();
    new Watch(this, session);
  }

  willUpdate(changed) {
    if (changed.has('name')) {
      for (const load of [this.#type, this.#permissions, this.#schema]) {
        load.data = undefined;
      }
      this.#type.reload();
    }
    if (changed.has('name') || changed.has('tab')) {
      if (this.tab === 'permissions') {
        this.#permissions.reload();
      } else if (this.tab === 'schema') {
        this.#schema.reload();
      }
    }
  }

  async #delete({ type, types }) {
    const call = { method: 'DELETE', path: `content-types/${type.name}`, revision: type.schemaVersion };
    const users = referrers(types, type.name).filter((one) => one.type.name !== type.name);
    const done = await confirm({
      title: t('types.delete', { label: type.label }),
      text: t('types.deleteHelp'),
      details: users.length
        ? html`<p>${t('types.deleteReferrers')}</p>
            <ul>
              ${users.map(({ type: other, field }) => html`<li>${other.label}: ${field.label}</li>`)}
            </ul>`
        : undefined,
      danger: true,
      action: t('common.delete'),
      typeToConfirm: type.name,
      call,
      run: () => api.send(call),
    });
    if (done) {
      toast(t('types.deleted', { label: type.label }));
      navigate(href('/types'));
    }
  }

  #fields({ type }) {
    return html`<plenum-table
      label=${t('types.fields')}
      .rows=${type.fields}
      .rowKey=${(field) => field.name}
      .columns=${[
        {
          id: 'label',
          label: t('types.field'),
          render: (field) => html`<span class="together"><plenum-icon name=${iconOf(field.type)}></plenum-icon><span title=${field.help}>${field.label}</span></span>`,
        },
        { id: 'name', label: t('types.name'), render: (field) => html`<span class="mono muted">${field.name}</span>` },
        { id: 'type', label: t('types.type'), render: (field) => html`<span title=${(field.options ?? []).join(', ')}>${typeWords(field)}</span>` },
        { id: 'mode', label: t('types.mode'), render: (field) => t(`types.mode.${field.mode}`) },
        { id: 'flags', label: t('types.flags'), render: (field) => html`<span class="together">${flagBadges(field)}</span>` },
        { id: 'help', label: t('types.help'), width: '200px', render: (field) => html`<span class="muted" title=${field.help}>${field.help}</span>` },
      ]}
    >
      ${type.fields.length ? nothing : html`<plenum-empty slot="empty" icon="types" heading=${t('types.noFields')}>${t('types.noFieldsHelp')}</plenum-empty>`}
    </plenum-table>`;
  }

  #permissionList(permissions) {
    return html`<plenum-table
      label=${t('types.permissions')}
      .rows=${permissions}
      .rowKey=${(permission) => permission.name}
      .columns=${[
        {
          id: 'name',
          label: t('types.permission'),
          render: (permission) =>
            html`<span class="together mono"
              >${permission.name}${permission.restricted ? html`<plenum-badge tone="warning">${t('types.restricted')}</plenum-badge>` : nothing}</span
            >`,
        },
        { id: 'title', label: t('types.lets'), render: (permission) => permission.title },
        {
          id: 'roles',
          label: t('types.roles'),
          render: (permission) =>
            can('role.view')
              ? html`<span class="together"
                  >${permission.roles.slice(0, 6).map((role) => html`<a href=${href('/access/roles', { role: role.name, q: this.name })}>${role.name}</a>`)}${
                    permission.roles.length > 6 ? html`<span class="muted">${t('types.plus', { count: permission.roles.length - 6 })}</span>` : nothing
                  }</span
                >`
              : html`<span class="muted">${t('common.needsPermission', { permission: 'role.view' })}</span>`,
        },
        {
          id: 'you',
          label: t('types.you'),
          render: (permission) =>
            html`<a href=${href('/access/why', { permission: permission.name })}>${can(permission.name) ? t('types.youMay') : t('types.youMayNot')}</a>`,
        },
      ]}
    ></plenum-table>`;
  }

  #usage({ type, types, items }) {
    const from = referrers(types, type.name);
    const to = type.fields.filter((field) => field.type === 'reference');
    const label = (name) => types.find((one) => one.name === name)?.label ?? name;
    const link = (name) => html`<a href=${href(`/types/${name}`)}>${label(name)}</a>`;
    const kin = [...type.traits].sort().map((trait) => ({ trait, others: types.filter((one) => one.name !== type.name && one.traits.includes(trait)) }));
    return html`<div class="grid">
      <plenum-card heading=${t('types.items')}>
        ${
          items === undefined
            ? html`<p class="muted">${t('common.needsPermission', { permission: `${type.name}.view` })}</p>`
            : html`<p class="total">${number(items)}</p>
                <p>${items ? html`<a href=${href('/inventory', { type: type.name })}>${t('types.showItems')}</a>` : html`<span class="muted">${t('types.noItems')}</span>`}</p>`
        }
      </plenum-card>
      <plenum-card heading=${t('types.referredBy')}>
        ${
          from.length
            ? html`<ul class="plain stack tight">
                ${from.map(({ type: other, field }) => html`<li>${link(other.name)} <span class="muted">${field.label}</span></li>`)}
              </ul>`
            : html`<p class="muted">${t('types.nobodyRefers')}</p>`
        }
      </plenum-card>
      <plenum-card heading=${t('types.refersTo')}>
        ${
          to.length
            ? html`<ul class="plain stack tight">
                ${to.map(
                  (field) =>
                    html`<li>
                      ${field.label}: ${field.options.length ? field.options.map((name, at) => html`${at ? ', ' : ''}${link(name)}`) : html`<span class="muted">${t('types.anything')}</span>`}
                    </li>`,
                )}
              </ul>`
            : html`<p class="muted">${t('types.refersToNothing')}</p>`
        }
      </plenum-card>
      <plenum-card heading=${t('types.traits')}>
        ${
          kin.length
            ? html`<ul class="plain stack tight">
                ${kin.map(
                  ({ trait, others }) =>
                    html`<li>
                      <span class="mono">${trait}</span>
                      <span class="small muted">${others.length ? html`${t('types.alsoIn')} ${others.map((one, at) => html`${at ? ', ' : ''}${link(one.name)}`)}` : t('types.onlyHere')}</span>
                    </li>`,
                )}
              </ul>`
            : html`<p class="muted">${t('types.noTraits')}</p>`
        }
      </plenum-card>
    </div>`;
  }

  #inside(data) {
    switch (this.tab) {
      case 'form':
        return html`<plenum-type-preview .type=${data.type}></plenum-type-preview>`;
      case 'permissions':
        return this.#permissions.render((permissions) => this.#permissionList(permissions));
      case 'schema':
        return this.#schema.render((schema) => html`<plenum-code label=${t('types.tab.schema')} .code=${JSON.stringify(schema, null, 2)}></plenum-code>`);
      case 'usage':
        return this.#usage(data);
      default:
        return this.#fields(data);
    }
  }

  #actions({ type, types, items }) {
    const own = type.owner === SITE;
    const foreign = own ? '' : t('types.ofModule', { module: type.owner });
    const manage = whyNot('content-type.manage', t);
    return html`
      <plenum-button
        slot="actions"
        icon="add"
        href=${href('/items/new', { type: type.name })}
        reason=${type.orphaned ? t('types.orphanedHelp', { module: type.owner }) : whyNot(`${type.name}.create`, t)}
        >${t('types.newItem')}</plenum-button
      >
      <plenum-button slot="actions" icon="edit" href=${href(`/types/${type.name}/edit`)} reason=${foreign || manage}>${t('types.editFields')}</plenum-button>
      <plenum-menu
        slot="actions"
        align="end"
        label=${t('types.actionsFor', { label: type.label })}
        .items=${[
          { label: t('types.showItems'), icon: 'inventory', href: href('/inventory', { type: type.name }) },
          {
            label: t('common.delete'),
            icon: 'trash',
            danger: true,
            separator: true,
            reason: foreign || manage || (items ? t('types.hasItems', { count: items }) : ''),
            action: () => this.#delete({ type, types }),
          },
        ]}
      ></plenum-menu>
    `;
  }

  render() {
    const { data } = this.#type;
    const type = data?.type;
    return html`
      <plenum-page-header heading=${type?.label ?? this.name} .breadcrumbs=${[{ label: t('types.title'), href: href('/types') }]}>
        ${
          type
            ? html`${type.orphaned ? html`<plenum-badge slot="meta" tone="warning">${t('types.orphaned')}</plenum-badge>` : nothing}
                ${this.#actions(data)}
                <span class="meta">
                  <span class="mono">${type.name}</span> ·
                  <span>${type.owner === SITE ? t('types.ofSite') : t('types.ofModule', { module: type.owner })}</span> ·
                  <span>${t('types.version', { version: type.schemaVersion })}</span>
                </span>`
            : nothing
        }
      </plenum-page-header>
      ${this.#type.render(
        (all) => html`
          ${
            all.type.orphaned
              ? html`<plenum-problem compact norepeat .problem=${{ missing: true, title: t('types.orphaned'), detail: t('types.orphanedHelp', { module: all.type.owner }) }}></plenum-problem>`
              : nothing
          }
          <plenum-tabs
            label=${all.type.label}
            selected=${TABS.includes(this.tab) ? this.tab : 'fields'}
            .tabs=${TABS.map((id) => ({
              id,
              label: t(`types.tab.${id}`),
              count: id === 'fields' ? all.type.fields.length : undefined,
              href: href(`/types/${this.name}${id === 'fields' ? '' : `/${id}`}`),
            }))}
          ></plenum-tabs>
          ${this.#inside(all)}
        `,
      )}
    `;
  }
}

customElements.define('plenum-type-view', PlenumTypeView);
