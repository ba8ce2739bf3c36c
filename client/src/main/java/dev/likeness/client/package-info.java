/**
 * Likeness asked from outside, over HTTP, as any client does.
 *
 * <p>Start reading at {@link dev.likeness.client.LikenessClient}. The routes, in {@code AdminApi},
 * {@code CompareApi}, {@code EnrollApi} and {@code FacesApi}, and the package {@code model} are
 * made of {@code docs/openapi.yaml} when this module is built, by the templates in {@code
 * src/main/openapi}; what they are sent by is written by hand. This package must not know who asks,
 * nor anything of what runs at the other end.
 */
@NullMarked
package dev.likeness.client;

import org.jspecify.annotations.NullMarked;
