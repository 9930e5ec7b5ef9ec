/** The Web-standard adapter: Hono, Deno, Bun, Cloudflare Workers and everything else that speaks `Request` and `Response`. */
import { BodyTimeout, BodyTooLarge, ClientGone, type Answer, type BodyReadLimits, type Call } from '../call.js';

/** A `Request` as a call. */
export class FetchCall implements Call {
  readonly method: string;
  readonly target: string;
  readonly clientAddress: string | undefined;
  readonly #request: Request;

  constructor(request: Request, clientAddress: string | undefined) {
    this.#request = request;
    this.method = request.method;
    this.target = targetOf(request.url);
    this.clientAddress = clientAddress;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  isGone(): boolean {
    return this.#request.signal.aborted;
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined;
  }

  async readBody(limits: BodyReadLimits): Promise<Uint8Array> {
    const stream = this.#request.body;
    if (stream === null) return new Uint8Array();
    if (Number(this.header('content-length') ?? 0) > limits.maxBytes) throw new BodyTooLarge();
    const reader = stream.getReader();
    const late = timeout(limits.timeoutMs);
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for (;;) {
        const { done, value } = await Promise.race([reader.read(), late.promise]);
        if (done) return joinChunks(chunks, size);
        size += value.length;
        if (size > limits.maxBytes) throw new BodyTooLarge();
        chunks.push(value);
      }
    } catch (error) {
      // Cancelling may fail with what already went wrong; that adds nothing.
      reader.cancel().catch(() => undefined);
      if (error instanceof BodyTooLarge || error instanceof BodyTimeout) throw error;
      throw new ClientGone();
    } finally {
      late.clear();
    }
  }
}

/** An answer as a `Response`. */
export function toResponse(answer: Answer): Response {
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  return new Response(answer.body ?? null, { status: answer.status, headers });
}

/** Path and query of an absolute URL, untouched. */
function targetOf(url: string): string {
  const authority = url.indexOf('//') + 2;
  const start = url.slice(authority).search(/[/?#]/);
  if (start < 0) return '/';
  const target = url.slice(authority + start).split('#', 1)[0] ?? '';
  return target.startsWith('/') ? target : `/${target}`;
}

/** The chunks of a body as one. */
export function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function timeout(milliseconds: number): { readonly promise: Promise<never>; readonly clear: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BodyTimeout()), milliseconds);
  });
  return { promise, clear: () => clearTimeout(timer) };
}
