import { describe, expect, test } from 'vitest';
import { checkBaseUrl, serverByPrefix } from '../../../../templates/sdk/runtime/baseUrl.js';

describe('checkBaseUrl', () => {
  test.each([
    ['https://test.stytch.com', 'https://test.stytch.com'],
    ['https://login.example.com/', 'https://login.example.com'],
    ['https://example.com/api/v2//', 'https://example.com/api/v2'],
    ['http://localhost:4010', 'http://localhost:4010'],
    ['http://api.localhost', 'http://api.localhost'],
    ['http://127.1.2.3:80', 'http://127.1.2.3'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('takes %s', (given, url) => {
    expect(checkBaseUrl(given)).toBe(url);
  });

  test.each([
    'http://example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'ftp://localhost', 'file:///etc', '/v1', '',
    'https://user@example.com', 'https://example.com?x=1', 'https://example.com#x', 'javascript:alert(1)', 'https://',
  ])('refuses %s', (given) => {
    expect(() => checkBaseUrl(given)).toThrow(TypeError);
  });

  test('takes http elsewhere when that is allowed explicitly', () => {
    expect(checkBaseUrl('http://api.internal:8080', true)).toBe('http://api.internal:8080');
    expect(() => checkBaseUrl('ftp://api.internal', true)).toThrow(TypeError);
  });
});

describe('serverByPrefix', () => {
  const servers = { 'project-test-': 'https://test', 'project-live-': 'https://live' };
  test('knows the environment of a project id', () => {
    expect(serverByPrefix('projectId', 'project-live-1', servers)).toBe('https://live');
    expect(serverByPrefix('projectId', 'project-test-1', servers)).toBe('https://test');
  });

  test('refuses to guess', () => {
    // JavaScript that still says project_id gives none.
    const none: unknown = undefined;
    for (const value of ['nonsense', '', none]) {
      expect(() => serverByPrefix('projectId', value as string, servers)).toThrow('projectId must begin with project-test- or project-live-, or baseUrl be set.');
    }
  });
});
