// Enrolls a photo and forgets it again, knowing nothing of Likeness but the document.
// round.mjs DOCUMENT BOOTSTRAP KEY PHOTO
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import protobuf from 'protobufjs';
import { parse } from 'yaml';

const [path, bootstrap, key, photo] = process.argv.slice(2);
const document = parse(await readFile(path, 'utf8'));
const { channels, components } = document;
const outcome = protobuf
  .parse(components.messages.outcome.payload.schema)
  .root.lookupType('likeness.v1.Outcome');
const enrollments = channels.enrollments.address;
const [model] = channels.embeddings.parameters.model.examples;
const embeddings = channels.embeddings.address.replace('{model}', model);
assert.match(key, new RegExp(components.schemas.FaceKey.pattern));

const kafka = new Kafka({ clientId: 'round', brokers: [bootstrap], logLevel: logLevel.ERROR });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const consumer = kafka.consumer({ groupId: `round-${process.pid}`, maxWaitTimeInMs: 100 });
const waiting = new Map();
const next = (what) => new Promise((resolve) => waiting.set(what, resolve));

await Promise.all([producer.connect(), consumer.connect()]);
await consumer.subscribe({ topics: [embeddings], fromBeginning: true });
const found = next('outcome');
const gone = next('forgotten');
await consumer.run({
  eachMessage: async ({ message }) => {
    if (message.key.toString() === key) {
      waiting.get(message.value === null ? 'forgotten' : 'outcome')(message);
    }
  },
});

const headers = { metadata: components.schemas.EnrollmentHeaders.properties.metadata.examples[0] };
const value = await readFile(photo);
await producer.send({ topic: enrollments, messages: [{ key, value, headers }] });
const { embedding } = outcome.decode((await found).value);
assert.equal(embedding.model, model);
assert.equal(embedding.metadata, headers.metadata);
assert.equal(embedding.vector.length % 4, 0);

await producer.send({ topic: enrollments, messages: [{ key, value: null }] });
const forgotten = await gone;
for (const name of components.messages.forgotten.headers.required) {
  assert.match(forgotten.headers[name].toString(), new RegExp(components.schemas.Decimal.pattern));
}
await Promise.all([producer.disconnect(), consumer.disconnect()]);
