/** A small API with everything an SDK has to deal with. */
import type { Document } from './generate.js';

const errorEntry = (status: number): { readonly [key: string]: string | number | readonly string[] } => ({
  status, format: 'standard', title: 'Title', message: 'Message.', meaning: 'Meaning.', causes: ['Cause.'], fixes: ['Fix.'],
  actor: 'developer', retry: 'never', fields: [], see_also: [], aliases: [], provenance: 'documented',
});

const json = (schema: Document): Document => ({ 'application/json': { schema } });
const ok = (schema: Document): Document => ({ '200': { description: 'Fine.', content: json(schema) } });
const ref = (name: string): Document => ({ $ref: `#/components/schemas/${name}` });
const path = (name: string): Document => ({ name, in: 'path', required: true, description: `The ${name}.`, schema: { type: 'string' } });

export const libraryDocument: Document = {
  openapi: '3.1.1',
  info: { title: 'Library API', version: '2.0.0' },
  servers: [{ url: 'https://{region}.library.example/v2', variables: { region: { default: 'eu' } } }],
  'x-docs-base-url': 'https://docs.library.example',
  'x-error-catalogue': {
    bad_request: errorEntry(400),
    isbn_already_used: errorEntry(400),
    book_not_found: errorEntry(404),
    too_many_requests: errorEntry(429),
  },
  'x-error-sets': { every_call: { description: 'Every call.', types: ['bad_request', 'too_many_requests'] } },
  'x-sdk': { credentials: { project: { username: 'libraryId', password: 'key' }, readerKey: { key: 'readerKey' } }, defaults: { library_id: 'libraryId' } },
  security: [{ project: [] }],
  paths: {
    '/{library_id}/books': {
      post: {
        operationId: 'createBook',
        summary: 'Create a book',
        description: 'Adds a [book](schema:Book). */ alert(1)',
        tags: ['Books'],
        'x-sdk-path': 'books.create',
        'x-retry': 'unsent-only',
        'x-errors': [{ type: 'bad_request', status: 400, set: 'every_call' }, { type: 'isbn_already_used', status: 400, when: 'Another book has it.' }],
        parameters: [path('library_id')],
        requestBody: { required: true, content: json(ref('CreateBookRequest')) },
        responses: ok(ref('Book')),
      },
      get: {
        operationId: 'listBooks',
        summary: 'List books.',
        tags: ['Books'],
        'x-sdk-path': 'books.list',
        'x-retry': 'safe',
        'x-pagination': { cursor: 'query.cursor', next_cursor: 'page.next', items: 'books' },
        security: [{ project: [] }, { project: [], reader: [] }],
        parameters: [
          path('library_id'),
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
          { name: 'tags', in: 'query', style: 'form', explode: false, schema: { type: 'array', items: { type: 'string' } } },
          { name: 'since', in: 'query', description: 'Only newer ones.', schema: { type: 'string', format: 'date-time' } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
        ],
        responses: ok(ref('BookPage')),
      },
    },
    '/books/{isbn}': {
      put: {
        operationId: 'updateBook',
        tags: ['Books'],
        'x-sdk-path': 'books.update',
        'x-errors': [{ type: 'book_not_found', status: 404 }],
        parameters: [path('isbn')],
        requestBody: { required: true, content: json(ref('Book')) },
        responses: { '204': { description: 'Done.' } },
      },
    },
    '/books/{isbn}/cover': {
      get: {
        operationId: 'getCover',
        'x-sdk-path': 'books.covers.get',
        security: [],
        parameters: [path('isbn'), { name: 'isbn', in: 'query', schema: { type: 'integer' } }],
        responses: { '200': { description: 'An image.', content: { 'image/png': {} } } },
      },
    },
    '/loans': {
      post: {
        operationId: 'createLoan',
        'x-sdk-path': 'loans.create',
        'x-retry': 'unsent-only',
        parameters: [
          { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } },
          { name: 'branch', in: 'cookie', required: true, schema: ref('BranchId') },
        ],
        requestBody: { required: true, content: json(ref('Loan')) },
        responses: { '201': { description: 'Lent.', content: json(ref('Loan')) } },
      },
    },
    '/shelves{shelf}/{row}': {
      get: {
        operationId: '分类',
        'x-sdk-path': 'shelves.get',
        security: [],
        parameters: [{ ...path('shelf'), style: 'label' }, { name: 'row', in: 'path', required: true, style: 'matrix', schema: { type: 'array', items: { type: 'string' } } }],
        responses: ok(ref('分类')),
      },
    },
    '/opening-hours': {
      servers: [{ url: 'https://{branch_domain}/public/', variables: { branch_domain: { default: 'main.library.example', description: 'The branch.' } } }],
      get: {
        operationId: 'getOpeningHours',
        'x-sdk-path': 'loans.hours',
        security: [],
        responses: ok({ type: 'object', properties: { day: { type: 'string', enum: ['weekday', 'weekend'] } } }),
      },
    },
    '/{library_id}/login': {
      get: {
        operationId: 'startLogin',
        'x-sdk-path': 'login.start',
        security: [{ readerKey: [] }],
        parameters: [path('library_id'), { name: 'return_to', in: 'query', required: true, schema: { type: 'string' } }],
        responses: { '302': { description: 'To the login page.' } },
      },
    },
    '/ping': { get: { operationId: 'ping', security: [], responses: { '200': { description: 'Pong.', content: { 'text/plain': { schema: { type: 'string' } } } } } } },
  },
  components: {
    securitySchemes: {
      project: { type: 'http', scheme: 'basic', description: 'Id and key.' },
      readerKey: { type: 'apiKey', in: 'query', name: 'reader_key', description: 'A public key.' },
      reader: { type: 'apiKey', in: 'header', name: 'X-Reader', 'x-member-session': 'token', 'x-sensitive': true },
    },
    schemas: {
      Book: {
        type: 'object',
        required: ['id', 'isbn'],
        properties: {
          id: { type: 'string', readOnly: true },
          isbn: { type: 'string' },
          genre: { type: 'string', enum: ['novel', 'poem'] },
        },
      },
      分类: { type: 'object', properties: { name: { type: 'string' } } },
      BranchId: { type: 'string', pattern: '^branch-' },
      ReaderId: { type: 'string', pattern: '^reader-' },
      Loan: {
        type: 'object',
        required: ['reader_id', 'period', 'status'],
        additionalProperties: false,
        properties: {
          reader_id: ref('ReaderId'),
          status: ref('LoanStatus'),
          period: { type: 'object', required: ['from'], properties: { from: { type: 'string', format: 'date-time' }, days: { type: 'array', items: { type: 'string', format: 'date-time' } } } },
        },
      },
      LoanStatus: { type: 'string', enum: ['lent', 'returned'] },
      BookPage: {
        type: 'object',
        required: ['books'],
        properties: {
          books: { type: 'array', items: ref('Book') },
          page: { type: 'object', properties: { next: { type: ['string', 'null'] } } },
        },
      },
      CreateBookRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['isbn'],
        properties: {
          isbn: { type: 'string', description: 'The number.' },
          published_at: { type: 'string', format: 'date-time', description: 'When it came out.' },
          pin: { type: 'string', 'x-sensitive': true },
        },
      },
    },
  },
};
