package dev.likeness.web;

import java.util.List;

/**
 * The photos of a request that takes several: file parts of one name, or a JSON array of base64.
 *
 * @param files at least one
 */
public record Photos(List<byte[]> files) {
  public Photos {
    files = List.copyOf(files);
  }
}
