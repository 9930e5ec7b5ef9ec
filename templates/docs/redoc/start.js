// @ts-check
// Draws the single-page reference; Redoc itself and the description were loaded before.
'use strict';

(() => {
  const place = document.getElementById('redoc');
  if (!place || !globalThis.redocDefinition) return;
  place.textContent = '';
  // Descriptions may be anybody's: their HTML is cleaned. Nothing is reported to anyone.
  globalThis.startRedoc?.(globalThis.redocDefinition, { disableTelemetry: true, sanitize: true }, place);
})();
