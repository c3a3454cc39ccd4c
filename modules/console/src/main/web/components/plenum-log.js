import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dateTime, number, timeOfDay } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { base, control } from './styles.js';
import { copyText } from './plenum-code.js';
import { toast } from './toast.js';
import './plenum-button.js';
import './plenum-icon.js';
import './plenum-skeleton.js';

/** Nearer to the end than this counts as at the end. */
const NEAR = 24;

/**
 * Lines of a log, the oldest first: follows what is added, stops following when the reader scrolls up, searches, copies
 * and saves.
 *
 * @typedef {object} LogRow
 * @property {number|string} key
 * @property {string} time
 * @property {'trace'|'debug'|'info'|'warning'|'error'} level
 * @property {string} message
 * @property {string} [source] who said it
 * @property {string} [detail] a second line
 *
 * Events: `plenum-older` (the reader asks for what came before; only with `older`), `plenum-follow` (detail: boolean),
 * `plenum-search` (detail: text; only with `remote`, where the page asks the server instead of this looking by itself).
 */
class PlenumLog extends LitElement {
  static properties = {
    /** @type {LogRow[]} */
    lines: { attribute: false },
    label: {},
    /** The name of the file that it is saved as. */
    file: {},
    /** More may come. */
    live: { type: Boolean },
    loading: { type: Boolean },
    /** Older lines can be asked for. */
    older: { type: Boolean },
    remote: { type: Boolean },
    search: {},
    follow: { type: Boolean },
    /** Words for when there is nothing. */
    none: {},
    _unread: { state: true },
  };

  static styles = [
    base,
    control,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border-bottom: 1px solid var(--border);
      }
      .search {
        position: relative;
        flex: 1 1 180px;
        min-width: 0;
        --icon-size: 13px;
      }
      .search plenum-icon {
        position: absolute;
        left: 10px;
        top: 9px;
        color: var(--text-muted);
        pointer-events: none;
      }
      .search input {
        padding-left: 32px;
      }
      .count {
        color: var(--text-muted);
        font-size: var(--text-s);
        white-space: nowrap;
      }
      .view {
        position: relative;
      }
      .scroll {
        max-height: var(--log-height, 420px);
        overflow: auto;
        background: var(--surface-sunken);
        border-radius: 0 0 var(--radius-l) var(--radius-l);
        font: var(--text-s) / 1.55 var(--font-mono);
      }
      .scroll:focus-visible {
        outline-offset: -2px;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: var(--space-2) 0;
      }
      li {
        display: grid;
        grid-template-columns: max-content 4.2em minmax(0, 1fr);
        gap: 0 var(--space-3);
        padding: 1px var(--space-3);
      }
      li:hover {
        background: var(--hover);
      }
      time {
        color: var(--text-muted);
      }
      .level {
        font-size: var(--text-xs);
        line-height: calc(var(--text-s) * 1.55);
        color: var(--text-muted);
      }
      .warning .level {
        color: var(--warning-text);
        font-weight: 600;
      }
      .error .level {
        color: var(--danger-text);
        font-weight: 600;
      }
      .error .message {
        color: var(--danger-text);
      }
      .debug .message,
      .trace .message {
        color: var(--text-muted);
      }
      .message,
      .detail {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .source {
        color: var(--text-muted);
        margin-right: var(--space-2);
      }
      .detail {
        display: block;
        color: var(--text-muted);
      }
      mark {
        background: var(--warning-soft);
        color: var(--warning-text);
        border-radius: 2px;
      }
      .nothing {
        margin: 0;
        padding: var(--space-5) var(--space-4);
        color: var(--text-muted);
        font-family: var(--font);
        font-size: var(--text-m);
      }
      .older {
        padding: var(--space-2) var(--space-3) 0;
        font-family: var(--font);
      }
      .unread {
        position: absolute;
        bottom: var(--space-3);
        left: 50%;
        transform: translateX(-50%);
        box-shadow: var(--shadow-m);
        border-radius: var(--radius-m);
        background: var(--surface-raised);
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: max-content 1fr;
        }
        .message {
          grid-column: 1 / -1;
          margin-bottom: 4px;
        }
      }
    `,
  ];

  #seen = 0;
  #timer;

  constructor() {
    super();
    this.lines = [];
    this.search = '';
    this.follow = true;
    this._unread = 0;
  }

  get #shown() {
    const words = this.remote ? '' : this.search.trim().toLowerCase();
    return words
      ? this.lines.filter((line) => `${line.source ?? ''} ${line.message} ${line.detail ?? ''}`.toLowerCase().includes(words))
      : this.lines;
  }

  get #scroll() {
    return this.renderRoot.querySelector('.scroll');
  }

  willUpdate(changed) {
    if (changed.has('lines')) {
      const last = changed.get('lines')?.at(-1)?.key;
      const at = last === undefined ? -1 : this.lines.findIndex((line) => line.key === last);
      this.#seen = at < 0 ? 0 : this.lines.length - 1 - at;
      if (!this.follow) {
        this._unread += this.#seen;
        this.#keepPlace(changed.get('lines'));
      }
    }
  }

  /** What comes in above does not move what is being read. */
  #keepPlace(before) {
    const scroll = this.hasUpdated && this.#scroll;
    if (scroll && before?.length && this.lines[0]?.key !== before[0].key) {
      this.#fromEnd = scroll.scrollHeight - scroll.scrollTop;
    }
  }

  #fromEnd;

  updated(changed) {
    const scroll = this.#scroll;
    if (!scroll) {
      return;
    }
    if (this.#fromEnd !== undefined) {
      scroll.scrollTop = scroll.scrollHeight - this.#fromEnd;
      this.#fromEnd = undefined;
    } else if (this.follow && (changed.has('lines') || changed.has('follow') || changed.has('search'))) {
      scroll.scrollTop = scroll.scrollHeight;
    }
  }

  #scrolled() {
    const scroll = this.#scroll;
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    if (atEnd !== this.follow && this.live) {
      this.#setFollow(atEnd);
    }
  }

  #setFollow(follow) {
    this.follow = follow;
    if (follow) {
      this._unread = 0;
    }
    this.dispatchEvent(new CustomEvent('plenum-follow', { bubbles: true, composed: true, detail: follow }));
  }

  #typed(event) {
    this.search = event.target.value;
    if (this.remote) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(
        () => this.dispatchEvent(new CustomEvent('plenum-search', { bubbles: true, composed: true, detail: this.search })),
        250,
      );
    }
  }

  #text() {
    return this.#shown
      .map((line) =>
        [line.time, line.level.toUpperCase().padEnd(7), line.source, line.message].filter(Boolean).join(' ') +
        (line.detail ? `\n    ${line.detail}` : ''),
      )
      .join('\n');
  }

  async #copy() {
    await copyText(this.#text());
    toast(t('common.copied'));
  }

  #save() {
    const address = URL.createObjectURL(new Blob([this.#text() + '\n'], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = this.file ?? 'log.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  #marked(text) {
    const words = this.search.trim();
    if (!words) {
      return text;
    }
    const parts = [];
    const lower = text.toLowerCase();
    let from = 0;
    for (let at = lower.indexOf(words.toLowerCase()); at >= 0; at = lower.indexOf(words.toLowerCase(), from)) {
      parts.push(text.slice(from, at), html`<mark>${text.slice(at, at + words.length)}</mark>`);
      from = at + words.length;
    }
    return [...parts, text.slice(from)];
  }

  #line(line) {
    return html`<li class=${line.level}>
      <time datetime=${line.time} title=${dateTime(line.time, { seconds: true })}>${timeOfDay(line.time)}</time>
      <span class="level">${t(`log.level.${line.level}`)}</span>
      <span class="message"
        >${line.source ? html`<span class="source" title=${line.source}>${shortened(line.source)}</span>` : nothing}${this.#marked(
          line.message,
        )}${line.detail ? html`<span class="detail">${this.#marked(line.detail)}</span>` : nothing}</span
      >
    </li>`;
  }

  #body(shown) {
    if (this.loading && !this.lines.length) {
      return html`<div class="nothing"><plenum-skeleton lines="5"></plenum-skeleton></div>`;
    }
    if (!shown.length) {
      return html`<p class="nothing">${this.search.trim() ? t('log.noneFound', { text: this.search.trim() }) : (this.none ?? t('log.none'))}</p>`;
    }
    return html`<ol>
      ${repeat(
        shown,
        (line) => line.key,
        (line) => this.#line(line),
      )}
    </ol>`;
  }

  render() {
    const shown = this.#shown;
    const none = shown.length ? '' : t('log.none');
    return html`
      <div class="tools">
        <span class="search">
          <plenum-icon name="search"></plenum-icon>
          <input
            type="search"
            autocomplete="off"
            spellcheck="false"
            aria-label=${t('log.search')}
            placeholder=${t('log.search')}
            .value=${this.search}
            @input=${this.#typed}
          />
        </span>
        <slot name="tools"></slot>
        <span class="count" role="status">
          ${
            this.search.trim() && !this.remote
              ? t('log.found', { count: shown.length, total: number(this.lines.length) })
              : t('log.count', { count: shown.length })
          }
        </span>
        ${
          this.live
            ? html`<plenum-button
                size="s"
                icon=${this.follow ? 'pause' : 'play'}
                tooltip=${t(this.follow ? 'log.pauseHelp' : 'log.followHelp')}
                @click=${() => this.#setFollow(!this.follow)}
                >${t(this.follow ? 'log.pause' : 'log.follow')}</plenum-button
              >`
            : nothing
        }
        <plenum-button size="s" variant="ghost" icon="copy" label=${t('common.copy')} reason=${none} @click=${this.#copy}></plenum-button>
        <plenum-button size="s" variant="ghost" icon="download" label=${t('log.save')} reason=${none} @click=${this.#save}></plenum-button>
      </div>
      <div class="view">
        <div
          class="scroll"
          role="log"
          aria-live="off"
          aria-label=${this.label ?? t('log.label')}
          aria-busy=${this.loading ? 'true' : 'false'}
          tabindex="0"
          @scroll=${this.#scrolled}
        >
          ${
            this.older
              ? html`<div class="older">
                  <plenum-button size="s" ?busy=${this.loading} @click=${() => this.dispatchEvent(new CustomEvent('plenum-older', { bubbles: true }))}
                    >${t('log.older')}</plenum-button
                  >
                </div>`
              : nothing
          }
          ${this.#body(shown)}
        </div>
        ${
          this._unread && !this.follow
            ? html`<plenum-button class="unread" size="s" icon="arrow-down" @click=${() => this.#setFollow(true)}
                >${t('log.unread', { count: this._unread })}</plenum-button
              >`
            : nothing
        }
      </div>
    `;
  }
}

/** `coop.plenum.core.rest.RestServlet` as `c.p.c.r.RestServlet`. */
function shortened(source) {
  const parts = source.split('.');
  return [...parts.slice(0, -1).map((part) => part[0] ?? ''), parts.at(-1)].join('.');
}

customElements.define('plenum-log', PlenumLog);
