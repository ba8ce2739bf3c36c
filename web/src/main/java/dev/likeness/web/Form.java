package dev.likeness.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a request, however they came: as a multipart form, as a JSON object with photos in
 * base64, or as a bare image whose fields are query parameters. A controller that takes a {@code
 * Form} accepts all three.
 */
public final class Form {
  private final Map<String, String> texts;
  private final Map<String, byte[]> photos;

  Form(Map<String, String> texts, Map<String, byte[]> photos) {
    this.texts = new LinkedHashMap<>(texts);
    this.photos = new LinkedHashMap<>(photos);
  }

  /**
   * Refuses fields the endpoint does not know, so that a misspelt option is not silently ignored.
   *
   * @throws Problem {@link Code#BAD_FIELD} naming the first unknown field
   */
  public Form allow(String... names) {
    Set<String> known = new TreeSet<>(Set.of(names));
    Set<String> given = new TreeSet<>(texts.keySet());
    given.addAll(photos.keySet());
    given.removeAll(known);
    for (String unknown : given) {
      throw Problem.of(
              Code.BAD_FIELD, "field '" + unknown + "' is not known here, known are " + known)
          .with("field", unknown);
    }
    return this;
  }

  /** The text of a field; empty if it was not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /**
   * The text of a field that must be there.
   *
   * @throws Problem {@link Code#MISSING_FIELD}
   */
  public String requiredText(String name, String remedy) {
    return text(name).orElseThrow(() -> Problem.missing(name, remedy));
  }

  /** The bytes of a photo; empty if it was not given. */
  public Optional<byte[]> photo(String name) {
    if (!photos.containsKey(name) && texts.containsKey(name)) {
      throw Problem.bad(name, "text", "a file part, or base64 in a JSON body");
    }
    return Optional.ofNullable(photos.get(name));
  }

  /**
   * The bytes of a photo that must be there.
   *
   * @throws Problem {@link Code#MISSING_FIELD}
   */
  public byte[] requiredPhoto(String name) {
    return photo(name)
        .orElseThrow(
            () -> Problem.missing(name, "send the image as a file part, or as base64 in JSON"));
  }

  /**
   * A whole number.
   *
   * @throws Problem {@link Code#BAD_FIELD} if it is none, or outside [least, most]
   */
  public int integer(String name, int ifAbsent, int least, int most) {
    String text = texts.get(name);
    if (text == null) {
      return ifAbsent;
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.bad(name, text, "a whole number from " + least + " to " + most);
  }

  /**
   * A decimal number; empty if it was not given.
   *
   * @throws Problem {@link Code#BAD_FIELD} if it is none, or outside [least, most]
   */
  public OptionalDouble decimal(String name, double least, double most) {
    String text = texts.get(name);
    if (text == null) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= least && value <= most) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.bad(name, text, "a number from " + least + " to " + most);
  }

  /**
   * An error rate; empty if it was not given.
   *
   * @throws Problem {@link Code#BAD_FIELD} if it is no number above 0 and at most 1
   */
  public OptionalDouble rate(String name) {
    String text = texts.get(name);
    if (text == null) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text.strip());
      if (value > 0 && value <= 1) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.bad(name, text, "a rate above 0 and at most 1");
  }

  /**
   * Yes or no; no if it was not given.
   *
   * @throws Problem {@link Code#BAD_FIELD} if it is neither true nor false
   */
  public boolean flag(String name) {
    String text = texts.getOrDefault(name, "false");
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.bad(name, text, "true or false");
    };
  }

  /**
   * A duration, {@code PT5S} or {@code 5s}; empty if it was not given.
   *
   * @throws Problem {@link Code#BAD_FIELD} if it is none, negative, or longer than {@code longest}
   */
  public Optional<Duration> duration(String name, Duration longest) {
    return text(name).map(text -> Durations.parse(name, text, longest));
  }
}
