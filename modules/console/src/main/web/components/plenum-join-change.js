import { LitElement, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { href, navigate } from '../lib/router.js';
import { session, whyNot } from '../lib/session.js';
import { askForm } from './form-dialog.js';
import { changeHeading, joinChanges } from './join-changes.js';
import { Load } from './load.js';
import { base } from './styles.js';
import './plenum-button.js';

/** Without their steps, which may be many. */
const FIELDS = 'id,title,space,values.kind,values.resourceTitle,values.action,values.requestedBy';
const MOST = 200;

/**
 * Puts `.change`, a draft, together with another draft of the same person: both are reviewed and applied as one. Where there
 * is no other it says so, or nothing with `quiet`.
 */
class PlenumJoinChange extends LitElement {
  static properties = { change: { attribute: false }, quiet: { type: Boolean } };

  static styles = [base];

  #drafts = new Load(this, (signal) => this.#read(signal), {
    on: ['item.'],
    when: ({ data }) => !data?.type || data.type === 'infrastructure.change',
  });

  async #read(signal) {
    const { items } = await api.list(
      'items',
      { type: 'infrastructure.change', filter: 'status == "draft"', sort: '-createdAt', fields: FIELDS, limit: MOST },
      { signal },
    );
    return items.filter(({ values }) => values.requestedBy?.id === session.value.subject.id);
  }

  get #others() {
    return (this.#drafts.data ?? []).filter(({ id }) => id !== this.change.id);
  }

  async #ask() {
    const others = this.#others;
    const joined = await askForm({
      heading: t('plan.joinHeading'),
      intro: t('plan.joinHelp'),
      size: 's',
      fields: [
        {
          name: 'into',
          type: 'enum',
          label: t('plan.joinInto'),
          flags: ['required'],
          options: others.map(({ id }) => id),
          optionLabels: Object.fromEntries(others.map((draft) => [draft.id, changeHeading(draft)])),
        },
      ],
      values: others.length === 1 ? { into: others[0].id } : {},
      action: t('plan.join'),
      submit: ({ into }) => joinChanges([into, this.change.id]),
    });
    if (joined) {
      navigate(href(`/changes/${joined.id}`));
    }
  }

  render() {
    return this.#drafts.data === undefined || (this.quiet && !this.#others.length)
      ? nothing
      : html`<plenum-button
          variant="ghost"
          tooltip=${t('plan.joinHeading')}
          reason=${this.#others.length ? whyNot('infrastructure.change.create', t, this.change.space) : t('plan.joinNone')}
          @click=${this.#ask}
          >${t('plan.joinOpen')}</plenum-button
        >`;
  }
}

customElements.define('plenum-join-change', PlenumJoinChange);
