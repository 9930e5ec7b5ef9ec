/** The thread that lints. Started by `lintBeside`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { InputOptions } from '../pipeline.js';
import { lintHere } from './lintBeside.js';

const port = parentPort;
if (port === null) throw new Error('This module runs in a thread of its own.');
const input: InputOptions = workerData;
port.postMessage(await lintHere(input));
