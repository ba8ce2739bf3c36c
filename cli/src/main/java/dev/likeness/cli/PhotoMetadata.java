package dev.likeness.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata that is kept with each photo of one command: what was given for all of them, and the
 * name of the photo's file as {@code file}, unless that was given for all or is not wanted.
 */
final class PhotoMetadata {
  static final String FILE = "file";

  private final @Nullable ObjectNode given;
  private final boolean fileNames;

  private PhotoMetadata(@Nullable ObjectNode given, boolean fileNames) {
    this.given = given;
    this.fileNames = fileNames;
  }

  /**
   * @param json a JSON object for all photos, if any
   * @param fileNames whether file names are kept
   * @throws Failure if {@code json} is no JSON object
   */
  static PhotoMetadata of(@Nullable String json, boolean fileNames) {
    if (json == null) {
      return new PhotoMetadata(null, fileNames);
    }
    try {
      if (JsonMapper.shared().readTree(json) instanceof ObjectNode object) {
        return new PhotoMetadata(object, fileNames);
      }
    } catch (JacksonException e) {
      throw new Failure("--metadata is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new Failure(
        "--metadata is " + json + ", expected a JSON object such as {\"team\":\"x\"}");
  }

  /** The JSON object for one photo; empty if there is none. */
  Optional<String> of(Path photo) {
    if (!fileNames) {
      return Optional.ofNullable(given).map(ObjectNode::toString);
    }
    ObjectNode all = given == null ? JsonMapper.shared().createObjectNode() : given.deepCopy();
    if (!all.has(FILE)) {
      all.put(FILE, photo.getFileName().toString());
    }
    return Optional.of(all.toString());
  }
}
