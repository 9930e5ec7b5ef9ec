/** The body of an error on the wire, complete, as an example. */
import type { ErrorType, Json } from '../model/model.js';

/** The request id of the example world: quoted in every example of an error. */
const requestId = 'request-id-test-3c7f81d2-9e40-4b56-a8d1-5f02b6c93e7a';

/**
 * An example of the body: the first example of a response that documents this type, so that the page shows what the mock
 * answers; made from the catalogue where no call documents it.
 */
export function errorBody(error: ErrorType, docsBaseUrl: string | undefined): Json {
  for (const operation of error.operations) {
    const response = operation.responses.find(({ status }) => status === String(error.status));
    const example = response?.contents.flatMap(({ examples }) => examples).find(({ key }) => key === error.type);
    if (example !== undefined) return example.value;
  }
  const url = `${docsBaseUrl ?? ''}/errors/${error.status}#${error.type}`;
  if (error.format === 'oauth2') {
    return { status_code: error.status, request_id: requestId, error: error.type, error_description: error.exampleMessage, error_uri: url };
  }
  return {
    status_code: error.status,
    request_id: requestId,
    error_type: error.type,
    error_message: error.exampleMessage,
    error_url: url,
    ...(error.details === undefined ? {} : { error_details: error.details }),
  };
}
