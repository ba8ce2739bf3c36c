package dev.likeness.topics;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * At which error rates questions about a gallery are decided where they do not say. Rates, never
 * similarities: those belong to a model.
 *
 * @param fmr the false match rate of a verification, above 0 and at most 1; null if not set
 * @param fpir the false positive identification rate of a search, above 0 and at most 1; null if
 *     not set
 */
public record GalleryRates(@Nullable Double fmr, @Nullable Double fpir) {
  /** Nothing is set. */
  public static final GalleryRates NONE = new GalleryRates(null, null);

  private static final JsonFactory JSON = new JsonFactory();
  private static final String FMR = "fmr";
  private static final String FPIR = "fpir";

  public GalleryRates {
    require(FMR, fmr);
    require(FPIR, fpir);
  }

  private static void require(String name, @Nullable Double rate) {
    if (rate != null && !(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(name + " is " + rate + ", expected above 0 and at most 1");
    }
  }

  /**
   * Reads what {@link #toBytes} writes; members it does not know are passed over.
   *
   * @throws IllegalArgumentException if it is no JSON object, or a rate is none
   */
  static GalleryRates parse(byte[] utf8) {
    Double fmr = null;
    Double fpir = null;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("rates are not a JSON object, such as {\"fmr\":0.001}");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isNumeric() && name.equals(FMR)) {
          fmr = parser.getDoubleValue();
        } else if (value.isNumeric() && name.equals(FPIR)) {
          fpir = parser.getDoubleValue();
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "rates are not a JSON object: " + e.getOriginalMessage(), e);
    }
    return new GalleryRates(fmr, fpir);
  }

  /** A JSON object in UTF-8 with the rates that are set, such as {@code {"fmr":1.0E-4}}. */
  byte[] toBytes() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      if (fmr != null) {
        json.writeNumberProperty(FMR, fmr);
      }
      if (fpir != null) {
        json.writeNumberProperty(FPIR, fpir);
      }
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
