import { LitElement, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { copyText } from '../../components/plenum-code.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast, toastProblem } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { t } from '../../lib/i18n.js';
import { contributions, extensions } from '../../lib/registry.js';
import { href, navigate } from '../../lib/router.js';
import { can, decisions, session, whyNot } from '../../lib/session.js';
import '../../components/all.js';
import './item-console.js';
import { home, isRemote } from './kinds.js';

/**
 * What an item is called, how it stands and what can be done with it. `.item`, `.type`; `.offers`: its actions, or
 * `.problem` why these are not known.
 *
 * Sends `plenum-item` (detail: the item as it is now), `plenum-changed` when it is to be read anew, and `plenum-change`
 * (detail: a dialog of the page: `{offer}`, or `{draft, heading}`).
 */
class PlenumItemHeader extends LitElement {
  static properties = {
    item: { attribute: false },
    type: { attribute: false },
    offers: { attribute: false },
    problem: { attribute: false },
  };

  static styles = [page];

  constructor() {
    super();
    new Watch(this, session, extensions, decisions);
  }

  #dialog(detail) {
    this.dispatchEvent(new CustomEvent('plenum-change', { detail }));
  }

  #again() {
    this.dispatchEvent(new CustomEvent('plenum-changed'));
  }

  #actionMenu(item) {
    const { offers = [], problem } = this;
    if (!isRemote(item) || (!offers.length && !problem)) {
      return nothing;
    }
    const lacking = whyNot('infrastructure.resource.act', t, item.space) || whyNot(`${item.type}.act`, t, item.space);
    const items = problem
      ? [{ label: t('item.noActionsNow'), reason: problem.detail }]
      : offers.map((offer) => ({
          label: offer.title,
          icon: offer.disruptive ? 'warning' : 'actions',
          reason: offer.unavailable ?? lacking,
          action: () => this.#dialog({ offer }),
        }));
    return html`<plenum-menu slot="actions" text icon="actions" align="end" label=${t('item.actions')} .items=${items}></plenum-menu>`;
  }

  #moreMenu(item) {
    const published = item.state === 'published';
    const publishable = whyNot(`${item.type}.edit`, t, item.space) || whyNot(`${item.type}.publish`, t, item.space);
    return html`<plenum-menu
      slot="actions"
      align="end"
      label=${t('common.more')}
      .items=${[
        ...(isRemote(item)
          ? [
              {
                label: t('item.observe'),
                icon: 'refresh',
                reason: whyNot('infrastructure.resource.act', t, item.space),
                action: () => this.#observe(item),
              },
              this.#adoption(item),
            ]
          : []),
        {
          label: t(published ? 'item.archive' : 'item.publish'),
          icon: published ? 'storage' : 'check-circle',
          reason: publishable || (item.management && !item.management.externalId && !published ? t('item.publishByChange') : ''),
          action: () => this.#setState(item, published ? 'archived' : 'published'),
        },
        { label: t('item.copyId'), icon: 'copy', separator: true, action: () => this.#copy(item.id) },
        { label: t('item.copyLink'), icon: 'connection', action: () => this.#copy(new URL(href(`/items/${item.id}`), window.location.href).href) },
        { label: t('call.show'), icon: 'code', action: () => showCall({ method: 'GET', path: `items/${item.id}` }) },
        {
          label: t('common.delete'),
          icon: 'trash',
          danger: true,
          separator: true,
          reason: whyNot(`${item.type}.delete`, t, item.space) || (this.#deletedRemotely(item) ? whyNot('infrastructure.change.create', t, item.space) : ''),
          action: () => this.#delete(item),
        },
      ]}
    ></plenum-menu>`;
  }

  /** Takes it under management as it is, or lets go of it. */
  #adoption({ id, type, space, management }) {
    const { managed } = management;
    return {
      label: t(managed ? 'item.release' : 'item.adopt'),
      icon: managed ? 'close' : 'check-circle',
      reason:
        whyNot('infrastructure.resource.act', t, space) ||
        whyNot(`${type}.publish`, t, space) ||
        (!managed && management.vanishedAt ? t('item.vanishedReason') : ''),
      action: () =>
        this.#manage(
          managed ? { method: 'DELETE', path: `ext/infrastructure/adoptions/${id}` } : { method: 'POST', path: 'ext/infrastructure/adoptions', body: { item: id } },
          t(managed ? 'item.released' : 'item.adopted'),
        ),
    };
  }

  async #manage(call, done) {
    try {
      await api.send(call);
      toast(done);
      this.#again();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  async #copy(text) {
    await copyText(text);
    toast(t('common.copied'));
  }

  async #observe({ id }) {
    try {
      const { data } = await api.post(`ext/infrastructure/resources/${id}/observe`, {});
      toast(data.present ? t('item.observed') : { text: t('item.observedGone'), tone: 'warning' });
      this.#again();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  async #setState(item, state) {
    const call = { method: 'PATCH', path: `items/${item.id}`, revision: item.revision, body: { state } };
    const done = await confirm({
      title: t(`item.${state}Ask`, { title: item.title }),
      text: t(`item.${state}Help`),
      action: t(state === 'archived' ? 'item.archive' : 'item.publish'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      this.dispatchEvent(new CustomEvent('plenum-item', { detail: done.data }));
    }
  }

  /** While the remote system has it, deleting the item would only hide it until the next sync. */
  #deletedRemotely(item) {
    return isRemote(item) && !item.management.vanishedAt;
  }

  async #delete(item) {
    if (this.#deletedRemotely(item)) {
      this.#dialog({ draft: { kind: 'delete', item: item.id, reason: '' }, heading: t('item.deleteAsk', { title: item.title }) });
      return;
    }
    const call = { method: 'DELETE', path: `items/${item.id}`, revision: item.revision };
    const done = await confirm({
      title: t('item.deleteAsk', { title: item.title }),
      text: t('item.deleteHelp'),
      danger: true,
      action: t('common.delete'),
      call,
      run: () => api.send(call),
    });
    if (done) {
      toast(t('item.deleted', { title: item.title }));
      navigate(href('/inventory', { type: item.type }));
    }
  }

  #badges(item) {
    const { management } = item;
    const badge = (value) => html`<plenum-state slot="meta" value=${value}></plenum-state>`;
    return html`
      ${badge(item.state)} ${management?.vanishedAt ? badge('vanished') : nothing}
      ${management?.drift?.length ? badge('drifted') : nothing}
      ${
        management && !home(item)
          ? html`<plenum-badge slot="meta" tone=${management.managed ? 'accent' : ''}
              >${t(management.managed ? 'item.managed' : 'item.observedOnly')}</plenum-badge
            >`
          : nothing
      }
      ${this.type?.orphaned ? html`<plenum-badge slot="meta" tone="warning">${t('item.orphaned')}</plenum-badge>` : nothing}
    `;
  }

  render() {
    const { item, type } = this;
    const place = home(item);
    const label = type?.label ?? item.type;
    return html`<plenum-page-header
      heading=${item.title}
      .breadcrumbs=${[
        { label: t('item.inventory'), href: href('/inventory') },
        { label, href: href('/inventory', { type: item.type }) },
      ]}
    >
      ${this.#badges(item)}
      ${contributions('item-action', [item.type, ...(type?.traits ?? [])]).map(
        (contribution) =>
          html`<plenum-extension
            slot="actions"
            compact
            .contribution=${contribution}
            .context=${{ item, type }}
          ></plenum-extension>`,
      )}
      ${
        isRemote(item) && can('infrastructure.resource.view')
          ? html`<plenum-item-console slot="actions" .item=${item}></plenum-item-console>`
          : nothing
      }
      ${this.#actionMenu(item)}
      ${
        place
          ? html`<plenum-button slot="actions" variant="primary" icon="external" href=${place}>${t('item.open')}</plenum-button>`
          : html`<plenum-button
              slot="actions"
              variant="primary"
              icon="edit"
              href=${href(`/items/${item.id}/edit`)}
              reason=${type?.orphaned ? t('item.orphanedEdit') : whyNot(`${item.type}.edit`, t, item.space)}
              >${t('common.edit')}</plenum-button
            >`
      }
      ${this.#moreMenu(item)}
    </plenum-page-header>`;
  }
}

customElements.define('plenum-item-header', PlenumItemHeader);
