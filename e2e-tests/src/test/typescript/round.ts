// A whole round through the HTTP API, by a client made of docs/openapi.yaml.
// Arguments: the address of an instance, a gallery, and two photos of one person.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import createClient from "openapi-fetch";
import type { paths } from "./likeness.js";

const [baseUrl, gallery, first, second] = process.argv.slice(2) as [string, string, string, string];
const client = createClient<paths>({ baseUrl });

/** Writes the fields as the parts of a form; what the type says is binary is given as a Blob here. */
function form(fields: Record<string, unknown>): FormData {
  const parts = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one instanceof Blob) {
        parts.append(name, one, "photo.jpg");
      } else {
        parts.append(name, typeof one === "object" ? JSON.stringify(one) : String(one));
      }
    }
  }
  return parts;
}

/** The types say that a file is text, as a document can say no more of it. */
async function photo(path: string): Promise<string> {
  return new Blob([await readFile(path)]) as unknown as string;
}

const enrolled = await client.POST("/v1/galleries/{gallery}/subjects/{subject}/faces", {
  params: { path: { gallery, subject: "ada" }, query: { wait: "PT30S" } },
  body: { photo: await photo(first), face: "1", metadata: { department: "sales" } },
  bodySerializer: form,
});
assert.equal(enrolled.response.status, 201, JSON.stringify(enrolled.error));
assert.equal(enrolled.data?.status, "searchable");
const position = enrolled.data.position;

const verified = await client.POST("/v1/verify", {
  body: {
    photo: await photo(second), gallery, subject: "ada", min_position: position, wait: "PT30S",
  },
  bodySerializer: form,
});
assert.equal(verified.data?.verified, true, JSON.stringify(verified.error));

const found = await client.POST("/v1/find", {
  body: { photo: await photo(second), gallery, filter: { department: "sales" } },
  bodySerializer: form,
});
assert.equal(found.data?.faces[0]?.matches[0]?.subject, "ada", JSON.stringify(found.error));
assert.deepEqual(found.data.faces[0].matches[0].metadata, { department: "sales" });

const listed = await client.GET("/v1/galleries/{gallery}/subjects", {
  params: { path: { gallery } },
});
assert.deepEqual(listed.data?.subjects, [{ subject: "ada", faces: 1 }]);

const moved = await client.POST("/v1/galleries/{gallery}/subjects/{subject}/move", {
  params: { path: { gallery, subject: "ada" } },
  body: { subject: "lovelace" },
});
assert.equal(moved.data?.faces[0]?.to.subject, "lovelace", JSON.stringify(moved.error));

const forgotten = await client.DELETE("/v1/galleries/{gallery}/subjects/{subject}", {
  params: { path: { gallery, subject: "lovelace" } },
});
assert.equal(forgotten.data?.status, "forgotten", JSON.stringify(forgotten.error));

const gone = await client.GET("/v1/galleries/{gallery}/subjects/{subject}", {
  params: { path: { gallery, subject: "lovelace" } },
});
assert.equal(gone.response.status, 404);
assert.equal(gone.error?.code, "UNKNOWN_SUBJECT");
