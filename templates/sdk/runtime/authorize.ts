/** Chooses, among the security requirements of a call, the one that can be met (OAS 3.1 §4.8.30). */
import type { Proof } from './credentials.js';
import { ParameterError } from './errors.js';
import type { OperationSpec } from './operation.js';
import type { CallOptions } from './options.js';
import type { ParameterTarget } from './parameters.js';

/**
 * Adds the credentials of a call. Of several possible alternatives it takes the one that proves most: with a member session
 * given, the one that sends it.
 *
 * @returns the secrets that are now part of the request
 * @throws ParameterError when no alternative can be met, or a credential cannot be sent in a header
 */
export async function authorize(
  { id, security = [{}] }: OperationSpec,
  client: object,
  call: CallOptions,
  target: ParameterTarget,
): Promise<string[]> {
  let best: readonly Proof[] | undefined;
  for (const alternative of security) {
    const proofs = await Promise.all(Object.values(alternative).map((credential) => credential(client, call)));
    if (proofs.every((proof) => proof !== undefined) && proofs.length > (best?.length ?? -1)) best = proofs;
  }
  if (!best) throw new ParameterError(id, security.map((alternative) => Object.keys(alternative).join(' and ')).join(' or '), 'is missing');
  for (const proof of best) proof.apply(target);
  return best.flatMap((proof) => proof.secrets);
}
