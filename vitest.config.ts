import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Several tests start servers or compile TypeScript; a small machine needs the time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A suite without a test, or a focused one, must not pass for the whole.
    passWithNoTests: false,
    allowOnly: false,
    reporters: ['default'],
  },
});
