package dev.likeness.web;

import dev.likeness.faces.Box;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Segments;
import dev.likeness.faces.Vector;
import dev.likeness.topics.InvalidMetadataException;
import dev.likeness.topics.MetadataJson;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The types that fields of requests have, and how each is read from text or from JSON. Text that is
 * none is a {@link Problem}; whether it is in range is for the record's constraints to say.
 */
enum FieldType {
  TEXT(String.class) {
    @Override
    Object of(Field field, String text) {
      return field.isSegment() ? Segments.normalize(text) : text;
    }
  },
  WHOLE(int.class, Integer.class) {
    @Override
    Object of(Field field, String text) {
      return Integer.valueOf(text.strip());
    }
  },
  LONG(long.class, Long.class) {
    @Override
    Object of(Field field, String text) {
      return Long.valueOf(text.strip());
    }
  },
  DECIMAL(double.class, Double.class) {
    @Override
    Object of(Field field, String text) {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
      throw new NumberFormatException(text);
    }
  },
  FLAG(boolean.class, Boolean.class) {
    @Override
    Object of(Field field, String text) {
      return switch (text.strip()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(text);
      };
    }
  },
  DURATION(Duration.class) {
    @Override
    Object of(Field field, String text) {
      return DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
    }
  },
  /** One of an enum's constants. */
  CHOICE(Enum.class) {
    @Override
    Object of(Field field, String text) {
      return field.choice(text);
    }
  },
  BOX(Box.class) {
    @Override
    Object of(Field field, String text) {
      return Box.parse(text);
    }
  },
  /** A JSON object, also as text. */
  OBJECT(Metadata.class) {
    @Override
    Object of(Field field, String text) {
      try {
        return MetadataJson.parse(text);
      } catch (InvalidMetadataException e) {
        throw Problem.of(Reason.BAD_METADATA, "field '" + field.name() + "': " + e.getMessage())
            .with("field", field.name());
      }
    }

    @Override
    Object of(Field field, JsonNode json) {
      return of(field, json.toString());
    }
  },
  /** Whole numbers, in JSON alone. */
  LIST(List.class) {
    @Override
    Object of(Field field, String text) {
      throw new IllegalArgumentException(text);
    }

    @Override
    Object of(Field field, JsonNode json) {
      List<Long> numbers = new ArrayList<>();
      for (JsonNode number : json) {
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
          throw new IllegalArgumentException(number.toString());
        }
        numbers.add(number.asLong());
      }
      if (!json.isArray()) {
        throw new IllegalArgumentException(json.toString());
      }
      return List.copyOf(numbers);
    }
  },
  /** The components of a vector, a JSON array of numbers, also as text; it is normalised. */
  VECTOR(Vector.class) {
    @Override
    Object of(Field field, String text) {
      try {
        return of(field, JsonMapper.shared().readTree(text));
      } catch (JacksonException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    Object of(Field field, JsonNode json) {
      if (!json.isArray() || json.isEmpty()) {
        throw new IllegalArgumentException("no array");
      }
      float[] components = new float[json.size()];
      for (int i = 0; i < components.length; i++) {
        if (!json.get(i).isNumber()) {
          throw new IllegalArgumentException(json.get(i).toString());
        }
        components[i] = json.get(i).floatValue();
      }
      return Vector.normalized(components);
    }
  },
  /** Several image files: file parts of one name, or base64 in a JSON array. */
  PHOTOS(Photos.class) {
    @Override
    Object of(Field field, String text) {
      throw new IllegalArgumentException("no array");
    }
  },
  /** The bytes of an image file: a file part, or base64 in JSON. */
  PHOTO(byte[].class) {
    @Override
    Object of(Field field, String base64) {
      int data = base64.startsWith("data:") ? base64.indexOf(',') + 1 : 0;
      return Base64.getDecoder().decode(WHITE_SPACE.matcher(base64.substring(data)).replaceAll(""));
    }
  };

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<Class<?>> types;

  FieldType(Class<?>... types) {
    this.types = List.of(types);
  }

  /**
   * The type of a record's component.
   *
   * @throws IllegalArgumentException if requests have no fields of its type
   */
  static FieldType of(Class<?> type) {
    return Arrays.stream(values())
        .filter(known -> known.types.contains(type.isEnum() ? Enum.class : type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no field is a " + type.getName()));
  }

  /**
   * Reads text.
   *
   * @throws IllegalArgumentException if it is none, or what is told of it otherwise
   */
  abstract Object of(Field field, String text);

  /** Reads a JSON object or array. */
  Object of(Field field, JsonNode json) {
    throw new IllegalArgumentException(json.toString());
  }

  /**
   * Reads what was given: a {@code String}, a {@code JsonNode} or a {@code Part}.
   *
   * @throws Problem naming the field if it is none
   */
  final Object read(Field field, Object given) throws IOException {
    if (this == PHOTO) {
      return photo(field, given);
    }
    if (this == PHOTOS) {
      return photos(field, given);
    }
    Object plain = given instanceof Part ? told(given) : given;
    try {
      return plain instanceof JsonNode json && json.isContainer()
          ? of(field, json)
          : of(field, told(plain));
    } catch (InvalidBoxException e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw Problem.bad(field.name(), told(plain), field.expected());
    }
  }

  private static Photos photos(Field field, Object given) throws IOException {
    List<byte[]> files = new ArrayList<>();
    switch (given) {
      case List<?> parts -> {
        for (Object part : parts) {
          files.add(PHOTO.photo(field, part));
        }
      }
      case JsonNode json when json.isArray() && !json.isEmpty() -> {
        for (JsonNode one : json) {
          files.add(PHOTO.photo(field, one));
        }
      }
      default -> files.add(PHOTO.photo(field, given));
    }
    return new Photos(files);
  }

  private byte[] photo(Field field, Object given) throws IOException {
    if (given instanceof Part part) {
      String type = part.getContentType();
      if (part.getSubmittedFileName() == null && (type == null || type.startsWith("text/"))) {
        throw Problem.bad(field.name(), "text", "a file part, or base64 in a JSON body");
      }
      return part.getInputStream().readAllBytes();
    }
    if (given instanceof JsonNode json && !json.isString()) {
      throw Problem.bad(field.name(), json.getNodeType(), field.expected());
    }
    try {
      return (byte[]) of(field, told(given));
    } catch (IllegalArgumentException e) {
      throw Problem.bad(field.name(), "text", field.expected());
    }
  }

  /** What was given, as text. */
  static String told(Object given) throws IOException {
    return switch (given) {
      case Part part -> text(part);
      case JsonNode json when json.isString() -> json.asString();
      default -> given.toString();
    };
  }

  private static String text(Part part) throws IOException {
    return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
