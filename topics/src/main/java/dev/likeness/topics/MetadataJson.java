package dev.likeness.topics;

import dev.likeness.faces.Metadata;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads the metadata of an enrollment: a JSON object (RFC 8259) of at most 4 KiB. */
public final class MetadataJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private MetadataJson() {}

  /**
   * Reads UTF-8 JSON.
   *
   * @throws InvalidMetadataException if it is no JSON object, repeats a member, or is too long
   */
  public static Metadata parse(byte[] utf8) {
    if (utf8.length > Metadata.MAX_BYTES) {
      throw new InvalidMetadataException(
          "metadata has " + utf8.length + " bytes, at most " + Metadata.MAX_BYTES + " are allowed");
    }
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidMetadataException("metadata of " + utf8.length + " bytes is not UTF-8");
    } catch (JacksonException e) {
      throw new InvalidMetadataException("metadata is not a JSON object: " + told(e));
    }
  }

  /** As {@link #parse(byte[])}, of text. */
  public static Metadata parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** What the parser objects to. Only what it cannot read has a place, not what breaks a limit. */
  private static String told(JacksonException e) {
    TokenStreamLocation place = e.getLocation();
    return place == null
        ? e.getOriginalMessage()
        : e.getOriginalMessage() + " at column " + place.getColumnNr();
  }

  private static Metadata read(String json) {
    Map<String, String> attributes = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidMetadataException(
            "metadata is not a JSON object, such as {\"department\":\"sales\"}");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          attributes.put(name, parser.getString());
        }
      }
      if (parser.nextToken() != null) {
        throw new InvalidMetadataException("metadata has text after its JSON object");
      }
    }
    return new Metadata(json, attributes);
  }
}
