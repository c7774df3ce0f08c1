/** One thing that is wrong with a request. */
export interface ErrorDetail {
  /** The field of the body, or the name of the header, that is wrong; "(body)" for the body as a whole. */
  readonly field: string;
  /** What is wrong with it, to be read after the field's name. */
  readonly message: string;
}

/** The body of every answer that is not a success. */
export interface ErrorBody {
  readonly error: {
    /** Stable, for programs: snake_case. */
    readonly code: string;
    /** For people; may change. */
    readonly message: string;
    readonly details: readonly ErrorDetail[];
  };
}

/** An answer that is not a success, thrown anywhere in a handler and rendered by the error handler. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    /** Further response headers, such as Allow with 405. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  toBody(): ErrorBody {
    return { error: { code: this.code, message: this.message, details: this.details } };
  }
}
