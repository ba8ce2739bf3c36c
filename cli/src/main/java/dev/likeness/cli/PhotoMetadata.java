package dev.likeness.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata that is kept with each photo of one command: what was given for all of them, and the
 * name of the photo's file as {@code file}, unless that was given for all or is not wanted.
 */
final class PhotoMetadata {
  static final String FILE = "file";
  private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

  private final @Nullable Map<String, Object> given;
  private final boolean fileNames;

  private PhotoMetadata(@Nullable Map<String, Object> given, boolean fileNames) {
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
        return new PhotoMetadata(JsonMapper.shared().convertValue(object, ATTRIBUTES), fileNames);
      }
    } catch (JacksonException e) {
      throw new Failure("--metadata is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new Failure(
        "--metadata is " + json + ", expected a JSON object such as {\"team\":\"x\"}");
  }

  /** The attributes of one photo; null if there are none. */
  @Nullable Map<String, Object> of(Path photo) {
    if (!fileNames) {
      return given;
    }
    Map<String, Object> all = given == null ? new LinkedHashMap<>() : new LinkedHashMap<>(given);
    if (!all.containsKey(FILE)) {
      all.put(FILE, photo.getFileName().toString());
    }
    return all;
  }

  /** The attributes of a face at the end of its line. */
  static String text(@Nullable Map<String, Object> metadata) {
    return metadata == null ? "" : "  " + JsonMapper.shared().writeValueAsString(metadata);
  }
}
