package dev.likeness.topics;

import dev.likeness.faces.Metadata;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
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

  /** Where the parser names its own classes. */
  private static final Pattern OWN_NAMES = Pattern.compile(", from `[^`]*`");

  /** Digits of a whole number that is written out. */
  private static final int LONGEST_PLAIN = 40;

  private MetadataJson() {}

  /**
   * Reads UTF-8 JSON.
   *
   * @throws InvalidMetadataException if it is no JSON object, repeats a member, or is too long
   */
  public static Metadata parse(byte[] utf8) {
    return parse("metadata", utf8);
  }

  private static Metadata parse(String what, byte[] utf8) {
    if (utf8.length > Metadata.MAX_BYTES) {
      throw new InvalidMetadataException(
          what + " has " + utf8.length + " bytes, at most " + Metadata.MAX_BYTES + " are allowed");
    }
    try {
      return read(
          what, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidMetadataException(what + " of " + utf8.length + " bytes is not UTF-8");
    } catch (JacksonException e) {
      throw new InvalidMetadataException(what + " is not a JSON object: " + told(e));
    }
  }

  /** As {@link #parse(byte[])}, of text. */
  public static Metadata parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what a filter asks for: as metadata, but each member has to be a string, a number or a
   * boolean.
   *
   * @return values as in {@link Metadata#attributes}
   * @throws InvalidMetadataException as for metadata, or naming the first member that is none
   */
  public static Map<String, String> filter(String json) {
    Metadata wanted = parse("filter", json.getBytes(StandardCharsets.UTF_8));
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart() || value == JsonToken.VALUE_NULL) {
          throw new InvalidMetadataException(
              "filter's member '" + name + "' is neither a string nor a number nor a boolean");
        }
      }
    }
    return wanted.attributes();
  }

  /** Numbers are compared as numbers: 1, 1.0 and 1e0 are one. */
  private static String number(String text) {
    try {
      BigDecimal value = new BigDecimal(text).stripTrailingZeros();
      return value.scale() <= 0 && value.precision() - value.scale() <= LONGEST_PLAIN
          ? value.toPlainString()
          : value.toString();
    } catch (ArithmeticException | NumberFormatException e) {
      return text;
    }
  }

  /** What the parser objects to. Only what it cannot read has a place, not what breaks a limit. */
  private static String told(JacksonException e) {
    TokenStreamLocation place = e.getLocation();
    String message = OWN_NAMES.matcher(e.getOriginalMessage()).replaceAll("");
    return place == null ? message : message + " at column " + place.getColumnNr();
  }

  private static Metadata read(String what, String json) {
    Map<String, String> attributes = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidMetadataException(
            what + " is not a JSON object, such as {\"department\":\"sales\"}");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          String text = parser.getString();
          attributes.put(name, value.isNumeric() ? number(text) : text);
        }
      }
      if (parser.nextToken() != null) {
        throw new InvalidMetadataException(what + " has text after its JSON object");
      }
    }
    return new Metadata(json, attributes);
  }
}
