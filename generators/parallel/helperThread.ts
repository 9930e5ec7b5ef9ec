/** The second thread of a run: builds the model for itself, and takes shares until none is left. Started by {@link Helper}. */
import { parentPort, workerData } from 'node:worker_threads';
import { targetContext } from '../targetContext.js';
import { targets } from '../targets.js';
import { layOver } from '../templates.js';
import { useOneCompiler } from '../typescript/oneCompiler.js';
import { SharedBytes } from './bytes.js';
import { bundleOrigin } from './origins.js';
import { type HelperReport, type HelperSetUp, type HelperTask, type Share, type StagingReport, type StagingTask, Tickets } from './protocol.js';
import { outcomeOf, ShareMaker } from './shareMaker.js';
import { stageAsHelper } from './staging.js';

const port = parentPort;
if (port === null) throw new Error('This module runs in a thread of its own.');
const setUp: HelperSetUp = workerData;
const tickets = new Tickets([...setUp.shares.keys()], setUp.tickets);

// Compilers are loaded while the first thread reads the description. What cannot be loaded is told by the share that needs it.
const loading = loadAhead(setUp.shares).catch(() => {});

// An exception from here ends the thread, of which the first one hears.
port.on('message', async (task: HelperTask | StagingTask) => {
  if (task.kind === 'make') return makeShares(task);
  const report: StagingReport = { kind: 'staged', parts: stageAsHelper(task) };
  port.postMessage(report);
});

async function makeShares({ document, context, templates }: HelperTask): Promise<void> {
  const { buildModel } = await import('../model/build.js');
  // Before any share, for two that are preloaded may have one compiler in common.
  await loading;
  const { model } = buildModel({ document, originOf: bundleOrigin });
  const source = await targetContext(document, model, { ...context, templates: templates && layOver(templates.folder, templates.texts) });
  const bytes = new SharedBytes();
  const maker = new ShareMaker(model, source, bytes.keep);
  for (let index = tickets.take(); index !== undefined; index = tickets.take()) {
    const share = setUp.shares[index];
    if (share === undefined) break;
    const started = performance.now();
    const outcome = bytes.of(await outcomeOf(() => maker.make(share)));
    const report: HelperReport = { kind: 'made', share: index, milliseconds: performance.now() - started, outcome };
    port?.postMessage(report);
  }
}

async function loadAhead(shares: readonly Share[]): Promise<void> {
  const preloaded = targets.filter(({ name }) => shares.some(({ step, preloaded }) => preloaded === true && step === name));
  const [generators] = await Promise.all([Promise.all(preloaded.map((target) => target.load())), import('../model/build.js')]);
  if (preloaded.some(({ name }) => name === 'types') && preloaded.some(({ name }) => name === 'sdk')) useOneCompiler();
  for (const generator of generators) generator.preload?.();
}
