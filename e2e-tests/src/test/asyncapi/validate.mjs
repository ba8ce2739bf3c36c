// Exits with 0 only if the document that is named is a valid AsyncAPI document, its Protobuf schema included.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { ProtoBuffSchemaParser } from '@asyncapi/protobuf-schema-parser';

const parser = new Parser();
parser.registerSchemaParser(ProtoBuffSchemaParser());
const { document, diagnostics } = await parser.parse(await readFile(process.argv[2], 'utf8'));
for (const { severity, code, message, path } of diagnostics) {
  if (severity < 2) {
    console.error(code, path.join('.'), message);
  }
}
process.exit(document && diagnostics.every(({ severity }) => severity > 1) ? 0 : 1);
