/** Structured log entries: facts for machines, without secrets. */

/** One line of the log. */
export type LogEntry = AnswerEntry | FaultEntry;

/** A call was answered, or its caller hung up (status 499). */
export interface AnswerEntry {
  readonly event: 'answer';
  readonly level: 'info' | 'warn' | 'error';
  readonly requestId: string;
  readonly method: string;
  /** The route's template; absent when no route matched. */
  readonly route: string | undefined;
  readonly operationId: string | undefined;
  readonly status: number;
  readonly errorType: string | undefined;
  readonly durationMs: number;
  readonly clientAddress: string | undefined;
}

/** Something is wrong with the server itself. */
export interface FaultEntry {
  readonly event: 'fault';
  readonly level: 'warn' | 'error';
  readonly requestId: string;
  readonly operationId: string | undefined;
  /** `exception`: a handler or hook threw. `wrong_result`: what a handler returned is not documented. `missing_handler`: there is none. */
  readonly reason: 'exception' | 'wrong_result' | 'missing_handler';
  readonly message: string;
  /** What was thrown, for an error tracker. */
  readonly error: unknown;
}
