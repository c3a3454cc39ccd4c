import { LitElement, css, html, nothing } from 'lit';
import { confirm } from '../../components/confirm.js';
import { Load } from '../../components/load.js';
import { showCall } from '../../components/plenum-call.js';
import { page } from '../../components/styles.js';
import { toast, toastProblem } from '../../components/toast.js';
import { Watch } from '../../components/watch.js';
import { api } from '../../lib/api.js';
import { duration } from '../../lib/format.js';
import { has, t } from '../../lib/i18n.js';
import { href } from '../../lib/router.js';
import { can, session, spaces, whyNot } from '../../lib/session.js';
import { ended } from './operation-parts.js';
import { MOST, OperationLog } from './operation-log.js';
import '../../components/all.js';
import '../../components/plenum-log.js';

/** One operation: why it failed first, then how far it is, what it says, and all that is known of it. */
class PlenumOperationPage extends LitElement {
  static properties = { location: { attribute: false }, _busy: { state: true } };

  static styles = [
    page,
    css`
      .cause {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--danger-soft);
        --icon-size: 18px;
      }
      .cause > plenum-icon {
        margin-top: 1px;
        color: var(--danger-text);
      }
      .cause h2 {
        font-size: var(--text-m);
      }
      .cause .message {
        margin-top: 2px;
        overflow-wrap: anywhere;
      }
      .cause .advice {
        margin-top: var(--space-2);
      }
      .cause .row {
        gap: var(--space-1) var(--space-4);
        margin-top: var(--space-3);
      }
      .progress {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      .steps {
        display: flex;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .steps li {
        flex: 1;
        position: relative;
        min-width: 0;
        padding: 0 var(--space-2) 0 22px;
      }
      .steps li::before {
        content: '';
        position: absolute;
        left: 0;
        top: 4px;
        width: 12px;
        height: 12px;
        border-radius: 50%;
        border: 2px solid var(--border-strong);
      }
      .steps li.past::before {
        background: var(--success);
        border-color: var(--success);
      }
      .steps li.now::before {
        border-color: var(--accent);
        background: var(--accent);
      }
      .steps li.failed::before {
        background: var(--danger);
        border-color: var(--danger);
      }
      .steps li.cancelled::before {
        background: var(--warning);
        border-color: var(--warning);
      }
      .steps strong {
        display: block;
        font-weight: 500;
      }
      .steps .ahead strong {
        color: var(--text-muted);
      }
      plenum-code {
        --code-height: 280px;
      }
      @media (max-width: 640px) {
        .steps {
          flex-direction: column;
          gap: var(--space-3);
        }
      }
    `,
  ];

  #log = new OperationLog(this);
  #operation = new Load(this, (signal) => this.#read(signal), {
    auto: false,
    on: ['operation.'],
    when: (event) => event.subject === this.#id && event.type !== 'operation.log',
  });
  #target = new Load(this, (signal) => this.#readTarget(signal), { auto: false });
  #shown;

  constructor() {
    super();
    new Watch(this, session, spaces);
  }

  get #id() {
    return this.location?.params.id;
  }

  willUpdate(changed) {
    if (changed.has('location') && this.#id !== this.#shown) {
      this.#shown = this.#id;
      this.#operation.data = undefined;
      this.#target.data = undefined;
      this.#operation.reload();
      this.#log.show(this.#id);
    }
  }

  async #read(signal) {
    const { data } = await api.get(`operations/${encodeURIComponent(this.#id)}`, { signal });
    if (data.target && this.#target.data === undefined) {
      this.#operation.data = data;
      this.#target.reload();
    }
    return data;
  }

  /** What the operation is about is an item in most cases; else its identifier is all there is. */
  async #readTarget(signal) {
    try {
      return (await api.get(`items/${encodeURIComponent(this.#operation.data.target)}`, { query: { fields: 'id,title,type' }, signal })).data;
    } catch (problem) {
      if (problem.missing || problem.forbidden || problem.status === 400) {
        return null;
      }
      throw problem;
    }
  }

  #targetAddress() {
    const item = this.#target.data;
    const folder = { 'infrastructure.connection': 'connections', 'infrastructure.change': 'changes' }[item?.type] ?? 'items';
    return item ? href(`/${folder}/${item.id}`) : '';
  }

  #targetView(operation) {
    const item = this.#target.data;
    return !operation.target
      ? ''
      : item
        ? html`<a href=${this.#targetAddress()}>${item.title}</a>`
        : operation.target;
  }

  #call(verb) {
    return { method: 'POST', path: `operations/${this.#id}/${verb}`, body: {} };
  }

  async #cancel(operation) {
    const call = this.#call('cancel');
    const asked = await confirm({
      title: t('operation.cancelAsk', { title: operation.title }),
      text: t('operation.cancelHelp'),
      danger: true,
      action: t('operation.cancel'),
      call,
      run: () => api.send(call),
    });
    if (asked) {
      this.#operation.set(asked.data);
      toast(t(asked.data.status === 'cancelled' ? 'operation.cancelled' : 'operation.cancelling'));
    }
  }

  async #retry() {
    this._busy = true;
    try {
      const { data } = await api.send(this.#call('retry'));
      this.#operation.set(data);
      toast(t('operation.retried'));
    } catch (thrown) {
      toastProblem(thrown);
      this.#operation.reload();
    }
    this._busy = false;
  }

  #actions(operation) {
    const done = ended(operation);
    const cancelReason =
      whyNot('operation.cancel', t) ||
      (done ? t('operation.endedAlready') : operation.cancelRequested ? t('operation.cancelRequested') : '');
    const retryReason = whyNot('operation.retry', t) || (operation.status === 'succeeded' ? t('operation.succeededAlready') : t('operation.runsStill'));
    const retryable = operation.status === 'failed' || operation.status === 'cancelled';
    return html`
      ${
        done
          ? html`<plenum-button
              slot="actions"
              variant=${retryable ? 'primary' : 'secondary'}
              icon="refresh"
              ?busy=${this._busy}
              reason=${retryable ? whyNot('operation.retry', t) : retryReason}
              @click=${this.#retry}
              >${t('operation.retry')}</plenum-button
            >`
          : html`<plenum-button slot="actions" icon="stop" reason=${cancelReason} @click=${() => this.#cancel(operation)}
              >${t('operation.cancel')}</plenum-button
            >`
      }
      <plenum-menu
        slot="actions"
        align="end"
        label=${t('operation.more')}
        .items=${[
          { label: t('operation.audit'), icon: 'audit', href: href('/audit', { targetType: 'operation', targetId: operation.id }), reason: whyNot('audit.view', t) },
          { label: t('operation.sameTarget'), icon: 'operations', href: href('/operations', { target: operation.target }), reason: operation.target ? '' : t('operation.noTarget') },
          { label: t('operation.sameKind'), icon: 'filter', href: href('/operations', { kind: operation.kind }) },
          { label: t('operation.callGet'), icon: 'code', separator: true, action: () => showCall({ method: 'GET', path: `operations/${operation.id}` }) },
          { label: t('operation.callLog'), icon: 'code', action: () => showCall({ method: 'GET', path: `operations/${operation.id}/log`, query: { limit: 1000 } }) },
          done
            ? { label: t('operation.callRetry'), icon: 'code', action: () => showCall(this.#call('retry')) }
            : { label: t('operation.callCancel'), icon: 'code', action: () => showCall(this.#call('cancel')) },
        ]}
      ></plenum-menu>
    `;
  }

  /** The cause stands first, in words, with what to do. */
  #cause(operation) {
    const { failure } = operation;
    if (operation.status !== 'failed' || !failure) {
      return nothing;
    }
    const category = failure.category.toLowerCase().replaceAll('_', '-');
    const known = has(`operation.category.${category}`);
    const item = this.#target.data;
    return html`<section class="cause" aria-labelledby="cause">
      <plenum-icon name="error"></plenum-icon>
      <div class="grow">
        <h2 id="cause">${known ? t(`operation.category.${category}`) : t('operation.failed')}</h2>
        <p class="message">${failure.message}</p>
        ${has(`operation.advice.${category}`) ? html`<p class="advice muted">${t(`operation.advice.${category}`)}</p>` : nothing}
        <div class="row">
          <code>${failure.code}</code>
          <span class="muted small">${t('operation.attempts', { count: operation.attempts })}</span>
          ${item ? html`<a href=${this.#targetAddress()}>${t('operation.goTo', { title: item.title })}</a>` : nothing}
        </div>
      </div>
    </section>`;
  }

  #steps(operation) {
    const { createdAt, startedAt, endedAt, status } = operation;
    const started = Boolean(startedAt);
    const done = ended(operation);
    const step = (look, label, below) =>
      html`<li class=${look}><strong>${label}</strong><span class="muted small">${below}</span></li>`;
    const waited = startedAt ? new Date(startedAt) - new Date(createdAt) : 0;
    return html`<ol class="steps" aria-label=${t('operation.course')}>
      ${step('past', t('operation.asked'), html`<plenum-time exact value=${createdAt}></plenum-time>`)}
      ${step(
        started ? 'past' : status === 'queued' ? 'now' : done ? status : 'now',
        t(started || done ? 'operation.started' : 'operation.queued'),
        started
          ? waited > 1000
            ? t('operation.waited', { time: duration(waited) })
            : html`<plenum-time exact value=${startedAt}></plenum-time>`
          : done
            ? t('operation.never')
            : t('operation.queuedHelp'),
      )}
      ${step(
        status === 'succeeded' ? 'past' : done ? status : started ? 'now' : 'ahead',
        done ? t(`state.${status}`) : started ? t(`state.${status}`) : t('operation.end'),
        done ? html`<plenum-time exact value=${endedAt}></plenum-time>` : started ? operation.message || t('operation.working') : '',
      )}
    </ol>`;
  }

  #progress(operation) {
    const done = ended(operation);
    return html`<plenum-card heading=${t('operation.progress')}>
      <div class="progress">
        ${
          operation.status === 'succeeded' || (done && !operation.progress)
            ? nothing
            : html`<plenum-progress
                value=${operation.progress}
                tone=${operation.status === 'failed' ? 'danger' : ''}
                label=${t('operation.progress')}
              ></plenum-progress>`
        }
        ${operation.message ? html`<p aria-live="polite">${done ? t('operation.lastWord', { message: operation.message }) : operation.message}</p>` : nothing}
        ${operation.cancelRequested && !done ? html`<p class="muted">${t('operation.cancelRequested')}</p>` : nothing}
        ${this.#steps(operation)}
      </div>
    </plenum-card>`;
  }

  #logCard(operation) {
    const log = this.#log;
    return html`<plenum-card flush heading=${t('operation.log')}>
      ${log.problem ? html`<plenum-problem compact .problem=${log.problem} @plenum-retry=${() => log.read()}></plenum-problem>` : nothing}
      <plenum-log
        label=${t('operation.log')}
        file=${`operation-${operation.id}.log`}
        .lines=${log.lines}
        ?loading=${log.loading}
        ?live=${!ended(operation)}
        none=${ended(operation) ? t('operation.logNone') : t('operation.logNoneYet')}
      ></plenum-log>
      ${log.full ? html`<p slot="footer" class="muted small">${t('operation.logCut', { count: MOST })}</p>` : nothing}
    </plenum-card>`;
  }

  #facts(operation) {
    const space = spaces.value.find((one) => one.id === operation.space);
    const requester = operation.requestedBy;
    return html`<plenum-card heading=${t('operation.facts')}>
      <plenum-key-values
        .items=${[
          { label: t('operation.target'), value: this.#targetView(operation), help: this.#target.data?.type },
          { label: t('operation.by'), value: html`<a href=${href('/operations', { requester: requester.id })}>${requester.name}</a>` },
          { label: t('operation.kind'), value: operation.kind },
          { label: t('operation.space'), value: space?.title ?? space?.name ?? operation.space },
          { label: t('operation.asked'), value: html`<plenum-time exact value=${operation.createdAt}></plenum-time>` },
          { label: t('operation.took'), value: operation.startedAt ? html`<plenum-duration .operation=${operation}></plenum-duration>` : '' },
          { label: t('operation.tries'), value: String(operation.attempts) },
          { label: t('operation.id'), value: operation.id },
        ]}
      ></plenum-key-values>
      ${
        can('audit.view')
          ? html`<a slot="footer" href=${href('/audit', { targetType: 'operation', targetId: operation.id })}>${t('operation.audit')}</a>`
          : nothing
      }
    </plenum-card>`;
  }

  #data(operation) {
    const part = (label, values) =>
      values && Object.keys(values).length
        ? html`<plenum-card heading=${label}><plenum-code label=${label} .code=${JSON.stringify(values, null, 2)}></plenum-code></plenum-card>`
        : nothing;
    return html`${part(t('operation.input'), operation.input)}${part(t('operation.result'), operation.result)}`;
  }

  render() {
    const operation = this.#operation.data;
    const gone = this.#operation.problem?.missing;
    return html`
      <plenum-page-header
        heading=${(!gone && operation?.title) || t('operation.title')}
        .breadcrumbs=${[{ label: t('operation.list'), href: href('/operations') }]}
      >
        ${operation && !gone
          ? html`<plenum-state slot="meta" value=${operation.status} ?live=${operation.status === 'running'}></plenum-state>
              ${this.#actions(operation)}`
          : nothing}
      </plenum-page-header>
      ${this.#operation.render(
        (shown) => html`
          <div class="stack">
            ${this.#cause(shown)}
            <div class="columns">
              <div class="stack">${this.#progress(shown)} ${this.#logCard(shown)}</div>
              <div class="stack">${this.#facts(shown)} ${this.#data(shown)}</div>
            </div>
          </div>
        `,
      )}
    `;
  }
}

customElements.define('plenum-operation-page', PlenumOperationPage);
