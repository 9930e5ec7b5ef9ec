/** A load generator on bare sockets: one request in flight per connection, the next when the answer is complete. */
import { connect } from 'node:net';

/**
 * @param {{ port: number, request: string, connections: number, milliseconds: number }} options `request` is sent as it is
 * @returns {Promise<{ perSecond: number, p99: number, statuses: Record<string, number> }>} p99 in milliseconds
 */
export async function load({ port, request, connections, milliseconds }) {
  const bytes = Buffer.from(request);
  const latencies = [];
  const statuses = {};
  const started = performance.now();
  const deadline = started + milliseconds;
  await Promise.all(Array.from({ length: connections }, () => drive(port, bytes, deadline, latencies, statuses)));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return { perSecond: latencies.length / seconds, p99: latencies[Math.floor(latencies.length * 0.99)] ?? NaN, statuses };
}

function drive(port, bytes, deadline, latencies, statuses) {
  return new Promise((resolve, reject) => {
    let received = '';
    let sent = 0;
    const socket = connect(port, '127.0.0.1', send);
    socket.setNoDelay(true).setEncoding('latin1');
    function send() {
      sent = performance.now();
      socket.write(bytes);
    }
    socket.on('data', (text) => {
      received += text;
      const length = completeLength(received);
      if (length === undefined || received.length < length) return;
      const now = performance.now();
      latencies.push(now - sent);
      const status = received.slice(9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
      received = received.slice(length);
      if (now < deadline) send();
      else socket.end();
    });
    socket.on('error', reject).on('close', resolve);
  });
}

/** The length of the first answer in a text, once its head (or its last chunk) is there. */
function completeLength(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2))?.[1];
  if (length !== undefined) return head + 4 + Number(length);
  const end = text.indexOf('\r\n0\r\n\r\n', head);
  return end < 0 ? undefined : end + 7;
}
