/**
 * What is enrolled, over HTTP: galleries, subjects and their faces, with photos and thumbnails, and
 * which photos were rejected.
 *
 * <p>Start reading at {@link dev.likeness.search.faces.FacesController}. This package must not know
 * how faces are compared.
 */
@NullMarked
package dev.likeness.search.faces;

import org.jspecify.annotations.NullMarked;
