/** Waiting for the user to end a server. */

/**
 * Resolves at the first SIGINT (Ctrl-C), SIGTERM or SIGHUP. A second one ends the process at once, should closing hang.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (): void => {
      if (stopping) process.exit(130);
      stopping = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
}
