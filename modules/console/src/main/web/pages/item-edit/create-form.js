import { LitElement, css, html, nothing } from 'lit';
import { page } from '../../components/styles.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { href, navigate } from '../../lib/router.js';
import { masked, sealed } from '../../lib/secrets.js';
import { session, spaces, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import { labelsField, localFields, reasonField, spaceField, titleField, withoutMarks } from './fields.js';

/**
 * The form for a new item. `.data`: its type, the provider that makes such resources, and connections to it; `.values`:
 * what it begins with. Sends `plenum-made` (detail: the item), or `plenum-planned` (detail: `{change, values}`).
 */
class PlenumItemCreate extends LitElement {
  static properties = { data: { attribute: false }, values: { attribute: false } };

  static styles = [
    page,
    css`
      .lead {
        margin-bottom: var(--space-4);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, session, spaces);
  }

  /** Whether something has been typed. */
  get dirty() {
    return Boolean(this.renderRoot.querySelector('plenum-form')?.dirty);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

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
      this.#tell('plenum-planned', { change: made, values });
    } else {
      this.#tell('plenum-made', made);
    }
  }

  render() {
    const { data } = this;
    const { type, provider, connections } = data;
    const fields = [
      titleField(),
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
      spaceField(type, 'create', this.values?.[' space']),
      ...localFields(type),
      ...(provider
        ? []
        : [
            labelsField(),
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
      reasonField(),
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
                .values=${this.values}
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
}

customElements.define('plenum-item-create', PlenumItemCreate);
