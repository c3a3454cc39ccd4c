import { css, html } from 'lit';

/** The mark of the product. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="#3d5bd9"></rect>
  <path d="M9 22.5V9.5h8.2a4.6 4.6 0 0 1 0 9.2H9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"></path>
  <circle cx="22.8" cy="22.6" r="2.2" fill="#a9bbff"></circle>
</svg>`;

/** A page without the frame: one card in the middle. */
export const bare = css`
  :host {
    display: grid;
    place-items: center;
    min-height: 100vh;
    padding: var(--space-5) var(--space-4);
    background: radial-gradient(1200px 600px at 50% -10%, var(--accent-soft), transparent 70%);
  }
  .sheet {
    width: min(400px, 100%);
  }
  .head {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--space-2);
    margin-bottom: var(--space-5);
    text-align: center;
  }
  .mark {
    width: 44px;
    height: 44px;
  }
  h1 {
    margin: var(--space-2) 0 0;
    font-size: var(--text-2xl);
    font-weight: 650;
    letter-spacing: -0.02em;
  }
  .lead {
    margin: 0;
    color: var(--text-muted);
  }
  form {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    padding: var(--space-5);
    background: var(--surface);
    border: 1px solid var(--border);
    border-radius: var(--radius-l);
    box-shadow: var(--shadow-s);
  }
  label {
    display: block;
    margin-bottom: 4px;
    font-weight: 500;
  }
  input {
    min-height: 36px;
  }
  .help,
  .error {
    margin: 4px 0 0;
    font-size: var(--text-s);
    color: var(--text-muted);
  }
  .error {
    color: var(--danger-text);
  }
  plenum-button {
    --control: 38px;
    width: 100%;
  }
`;
