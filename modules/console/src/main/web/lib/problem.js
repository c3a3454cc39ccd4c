/**
 * What went wrong, as the server says it (RFC 9457), or as near to it as can be said when no server answered.
 */
export class Problem extends Error {
  /**
   * @param {{type?: string, title?: string, status?: number, code?: string, detail?: string,
   *   errors?: {pointer: string, code: string, message: string}[], auditId?: string, correlation?: string}} body
   * @param {{retryAfter?: number, cause?: unknown}} [more]
   */
  constructor(body, { retryAfter, cause } = {}) {
    super(body.detail ?? body.title ?? 'Unknown problem', { cause });
    this.name = 'Problem';
    this.type = body.type ?? 'about:blank';
    this.title = body.title ?? 'Problem';
    this.status = body.status ?? 0;
    this.code = body.code ?? '';
    this.detail = body.detail ?? '';
    this.errors = body.errors ?? [];
    this.auditId = body.auditId;
    this.correlation = body.correlation;
    /** Seconds, or undefined. */
    this.retryAfter = retryAfter;
  }

  /** The server did not answer at all. */
  get unreachable() {
    return this.status === 0;
  }

  /** It may be over soon without anybody doing anything: no answer, or one that the server should not give. */
  get passing() {
    return this.status === 0 || this.status >= 500;
  }

  /** What answered was no Plenum, such as a proxy. */
  get foreign() {
    return this.code === 'not-plenum';
  }

  get forbidden() {
    return this.status === 403;
  }

  get missing() {
    return this.status === 404;
  }

  /** Somebody else was first: read again. */
  get stale() {
    return this.status === 412;
  }

  /**
   * The messages about one member of the body.
   *
   * @param {string} pointer JSON Pointer, such as `/values/size`; what lies below it counts as well
   */
  at(pointer) {
    return this.errors
      .filter((error) => error.pointer === pointer || error.pointer?.startsWith(pointer + '/'))
      .map((error) => error.message);
  }

  /** Whatever was thrown, as a problem; an abort stays what it is. */
  static of(thrown) {
    if (thrown instanceof Problem || thrown?.name === 'AbortError') {
      return thrown;
    }
    return new Problem(
      { code: 'console-failure', title: 'The page failed', status: -1, detail: String(thrown?.message ?? thrown) },
      { cause: thrown },
    );
  }
}
