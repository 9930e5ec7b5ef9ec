import { describe, expect, it } from 'vitest';
import { compileRouter, parameterNames, type TrailingSlash } from '../../../../templates/server/runtime/router.js';

const routes = [
  'POST /v1/organizations',
  'POST /v1/organizations/search',
  'GET /v1/organizations/{organization_id}',
  'DELETE /v1/organizations/{organization_id}',
  'GET /v1/organizations/{organization_id}/member',
  'POST /v1/organizations/members/search',
  'GET /v1/organizations/members/dangerously_get/{member_id}',
  'DELETE /v1/organizations/{organization_id}/members/{member_id}',
  'DELETE /v1/organizations/{organization_id}/members/passwords/{member_password_id}',
  'DELETE /v1/organizations/{organization_id}/members/{member_id}/totp',
  'GET /files/{name}.{extension}',
  'GET /files/{name}.tar.gz',
  'GET /files/{name}',
  'GET /weird path/{__proto__}',
  'GET /',
].map((line) => {
  const method = line.slice(0, line.indexOf(' '));
  return { method, path: line.slice(method.length + 1) };
});

function match(method: string, path: string, trailingSlash: TrailingSlash = 'strict'): unknown {
  const found = compileRouter(routes, trailingSlash).match(method, path);
  return found.found === 'route' ? [found.route.path, Object.fromEntries(parameterNames(found.route.path).map((name, index) => [name, found.values[index]]))] : found;
}

describe('matching', () => {
  it('finds the root, literals and templates', () => {
    expect(match('GET', '/')).toEqual(['/', {}]);
    expect(match('POST', '/v1/organizations')).toEqual(['/v1/organizations', {}]);
    expect(match('GET', '/v1/organizations/acme')).toEqual(['/v1/organizations/{organization_id}', { organization_id: 'acme' }]);
  });

  it('prefers a concrete path to a templated one, at every segment', () => {
    expect(match('POST', '/v1/organizations/search')).toEqual(['/v1/organizations/search', {}]);
    expect(match('DELETE', '/v1/organizations/o/members/passwords/p')).toEqual([
      '/v1/organizations/{organization_id}/members/passwords/{member_password_id}',
      { organization_id: 'o', member_password_id: 'p' },
    ]);
  });

  it('goes back from a concrete segment that leads nowhere', () => {
    expect(match('GET', '/v1/organizations/members/member')).toEqual([
      '/v1/organizations/{organization_id}/member',
      { organization_id: 'members' },
    ]);
    expect(match('DELETE', '/v1/organizations/o/members/passwords/totp')).toEqual([
      '/v1/organizations/{organization_id}/members/passwords/{member_password_id}',
      { organization_id: 'o', member_password_id: 'totp' },
    ]);
  });

  it('goes back from a concrete path that lacks the method', () => {
    expect(match('GET', '/v1/organizations/search')).toEqual(['/v1/organizations/{organization_id}', { organization_id: 'search' }]);
  });

  it('cuts segments that mix text and parameters, the most text first', () => {
    expect(match('GET', '/files/report.json')).toEqual(['/files/{name}.{extension}', { name: 'report', extension: 'json' }]);
    expect(match('GET', '/files/a.b.tar.gz')).toEqual(['/files/{name}.tar.gz', { name: 'a.b' }]);
    expect(match('GET', '/files/.json')).toEqual(['/files/{name}', { name: '.json' }]);
  });

  it('takes any parameter name', () => {
    const found = compileRouter(routes, 'strict').match('GET', '/weird%20path/x');
    expect(found.found === 'route' && found.values).toEqual(['x']);
    expect(parameterNames('/weird path/{__proto__}.{b}')).toEqual(['__proto__', 'b']);
  });
});

describe('what is not found', () => {
  it('says which methods a path has, those of every template that matches', () => {
    expect(match('PUT', '/v1/organizations/acme')).toEqual({ found: 'path', allow: ['GET', 'DELETE'] });
    expect(match('PUT', '/v1/organizations/search')).toEqual({ found: 'path', allow: ['POST', 'GET', 'DELETE'] });
  });

  it('never takes an empty segment for a parameter', () => {
    expect(match('GET', '/v1/organizations/')).toEqual({ found: 'nothing' });
    expect(match('DELETE', '/v1/organizations//members/m')).toEqual({ found: 'nothing' });
  });

  it('tells methods apart by case', () => {
    expect(match('post', '/v1/organizations')).toEqual({ found: 'path', allow: ['POST'] });
  });

  it.each(['', '*', 'v1/organizations', '/v2', '/v1/organizations/o/unknown'])('finds nothing at %j', (path) => {
    expect(match('GET', path)).toEqual({ found: 'nothing' });
  });
});

describe('trailing slashes', () => {
  it('are another path by default', () => {
    expect(match('POST', '/v1/organizations/')).toEqual({ found: 'nothing' });
  });

  it('are ignored on demand, one of them', () => {
    expect(match('POST', '/v1/organizations/', 'ignore')).toEqual(['/v1/organizations', {}]);
    expect(match('POST', '/v1/organizations//', 'ignore')).toEqual({ found: 'nothing' });
    expect(match('GET', '/', 'ignore')).toEqual(['/', {}]);
  });
});

describe('percent-encoding', () => {
  it('is transparent in literals and left alone in parameters', () => {
    expect(match('POST', '/v1/%6frganizations')).toEqual(['/v1/organizations', {}]);
    expect(match('GET', '/v1/organizations/a%2Fb')).toEqual(['/v1/organizations/{organization_id}', { organization_id: 'a%2Fb' }]);
  });

  it.each(['/v1/organizations/%', '/v1/organizations/%zz', '/v1/organizations/%ff', '/v1/organizations/%c0%80', '/%E0%A4%A'])(
    'is found malformed in %j',
    (path) => {
      expect(match('GET', path)).toEqual({ found: 'malformed' });
    },
  );
});

it('takes a time that does not grow with the choices of a hostile path', () => {
  const deep = Array.from({ length: 12 }, (_, depth) =>
    Array.from({ length: 2 }, (_, variant) => `${'/{x}'.repeat(depth)}${variant === 0 ? '/a' : '/{y}'}/${'a/'.repeat(3)}end`),
  ).flat();
  const router = compileRouter(deep.map((path) => ({ method: 'GET', path })), 'strict');
  const started = performance.now();
  for (let round = 0; round < 1_000; round += 1) router.match('GET', '/a'.repeat(30));
  expect(performance.now() - started).toBeLessThan(2_000);
});
