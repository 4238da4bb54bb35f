import { test } from 'node:test';
import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { EngineError } from '../../../src/base/errors.ts';
import { EngineClient, serveEngine, type Handlers } from '../../../src/rpc/channel.ts';

function connected(handlers: Partial<Handlers>) {
  const { port1, port2 } = new MessageChannel();
  const tell = serveEngine(port2, handlers as Handlers);
  return { client: new EngineClient(port1), tell, close: () => port1.close() };
}

test('an answer comes back to the one who asked', async () => {
  const { client, close } = connected({ briefing: () => Promise.resolve('# all well'), snapshot: () => Promise.resolve(undefined) });
  assert.deepEqual(await Promise.all([client.call('briefing', undefined), client.call('snapshot', undefined)]), ['# all well', undefined]);
  close();
});

test('a failure keeps its code and its words', async () => {
  const { client, close } = connected({ backup: () => Promise.reject(new EngineError('diskFull', 'the disk is full')) });
  await assert.rejects(client.call('backup', undefined), { code: 'diskFull', message: 'the disk is full' });
  close();
});

test('an unknown request is refused', async () => {
  const { client, close } = connected({});
  await assert.rejects(client.call('briefing', undefined), { code: 'badRequest' });
  close();
});

test('a dead engine fails what is pending and what is asked later', async () => {
  const { client, close } = connected({ briefing: () => new Promise(() => undefined) });
  const pending = client.call('briefing', undefined);
  client.close(new EngineError('engineDown', 'gone'));
  await assert.rejects(pending, { code: 'engineDown' });
  await assert.rejects(client.call('briefing', undefined), { code: 'engineDown' });
  close();
});

test('an event reaches its listener', async () => {
  const { client, tell, close } = connected({});
  const told = new Promise((resolve) => client.on('roleChanged', resolve));
  tell('roleChanged', { kind: 'writer' });
  assert.deepEqual(await told, { kind: 'writer' });
  close();
});
