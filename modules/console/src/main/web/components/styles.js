import { css } from 'lit';

/** What every shadow root begins with. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius-s);
  }
  a {
    color: var(--accent-text);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    /* Takes no room, so that at the end of a page it does not make it scroll. */
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Words of a page: headings, text, small layout helpers. For pages and extensions. */
export const page = [
  base,
  css`
    :host {
      display: block;
    }
    h2,
    h3 {
      margin: 0;
      font-size: var(--text-l);
      font-weight: 600;
      letter-spacing: -0.01em;
    }
    h3 {
      font-size: var(--text-m);
    }
    p {
      margin: 0;
    }
    ul.plain {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    code,
    .mono {
      font-family: var(--font-mono);
      font-size: 0.92em;
    }
    .muted {
      color: var(--text-muted);
    }
    .small {
      font-size: var(--text-s);
    }
    .stack {
      display: flex;
      flex-direction: column;
      gap: var(--space-4);
    }
    .stack.loose {
      gap: var(--space-5);
    }
    .stack.tight {
      gap: var(--space-2);
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }
    .row.between {
      justify-content: space-between;
    }
    .grow {
      flex: 1;
      min-width: 0;
    }
    .grid {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
      gap: var(--space-4);
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
      gap: var(--space-5);
      align-items: start;
    }
    .truncate {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    @media (max-width: 860px) {
      .columns {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
];

/** Inputs, selects and text areas. */
export const control = css`
  input,
  select,
  textarea {
    width: 100%;
    min-height: var(--control);
    padding: 5px var(--space-2);
    font: inherit;
    font-size: var(--text-m);
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--border-strong);
    border-radius: var(--radius-m);
    transition: border-color var(--fast);
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--text-muted);
    opacity: 1;
  }
  input:hover,
  select:hover,
  textarea:hover {
    border-color: var(--text-muted);
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
    border-color: var(--accent);
    border-radius: var(--radius-m);
  }
  [aria-invalid='true'] {
    border-color: var(--danger);
  }
  input[readonly],
  textarea[readonly] {
    background: var(--surface-sunken);
    border-color: var(--border);
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 16px;
    height: 16px;
    min-height: 0;
    margin: 0;
    accent-color: var(--accent);
  }
  textarea {
    min-height: 88px;
    resize: vertical;
    line-height: 1.45;
  }
  textarea.code {
    font-family: var(--font-mono);
    font-size: var(--text-s);
  }
`;
