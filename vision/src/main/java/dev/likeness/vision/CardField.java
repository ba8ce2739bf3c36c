package dev.likeness.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A field of a card and where it stands, so that what is wrong with it can be said.
 *
 * @param file the card's name
 * @param path of the field, such as {@code input.width}; empty for the whole card
 * @param value what it holds
 */
record CardField(String file, String path, JsonNode value) {
  /**
   * A card as a whole.
   *
   * @throws IllegalArgumentException if it is not a JSON object
   */
  static CardField parse(byte[] json, String file) {
    try {
      JsonNode card = JsonMapper.shared().readTree(json);
      if (card == null || !card.isObject()) {
        throw new IllegalArgumentException(file + " is not a model card: expected a JSON object");
      }
      return new CardField(file, "", card);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          file + " is not a model card: " + e.getOriginalMessage(), e);
    }
  }

  boolean has(String field) {
    JsonNode member = value.get(field);
    return member != null && !member.isNull();
  }

  /** A field in this one, which has to be there. */
  CardField get(String field) {
    if (!value.isObject()) {
      throw wrong("an object");
    }
    if (!has(field)) {
      throw new IllegalArgumentException(file + " lacks the field " + under(field));
    }
    return new CardField(file, under(field), value.get(field));
  }

  /** Refuses fields that mean nothing: a misspelt one would silently be left out. */
  CardField only(String... fields) {
    Set<String> known = Set.of(fields);
    for (String field : value.propertyNames()) {
      if (!known.contains(field)) {
        throw new IllegalArgumentException(
            file + ": " + under(field) + " is not known; " + path + " has " + List.of(fields));
      }
    }
    return this;
  }

  Map<String, CardField> members() {
    if (!value.isObject()) {
      throw wrong("an object");
    }
    Map<String, CardField> members = new TreeMap<>();
    value.properties().forEach(e -> members.put(e.getKey(), get(e.getKey())));
    return members;
  }

  <T> List<T> list(Function<CardField, T> read) {
    if (!value.isArray()) {
      throw wrong("a list");
    }
    List<T> result = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      result.add(read.apply(new CardField(file, path + "[" + i + "]", value.get(i))));
    }
    return result;
  }

  String text() {
    if (!value.isString()) {
      throw wrong("a text");
    }
    return value.asString();
  }

  int integer() {
    if (!value.isInt()) {
      throw wrong("a whole number");
    }
    return value.asInt();
  }

  long wide() {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong("a whole number");
    }
    return value.asLong();
  }

  float number() {
    return (float) decimal();
  }

  double decimal() {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong("a number");
    }
    return value.asDouble();
  }

  boolean truth() {
    if (!value.isBoolean()) {
      throw wrong("true or false");
    }
    return value.asBoolean();
  }

  /** One of an enumeration's names, in upper or lower case as {@code spelling} has it. */
  <E extends Enum<E>> E oneOf(E[] values, Function<E, String> spelling) {
    for (E one : values) {
      if (value.isString() && spelling.apply(one).equals(value.asString())) {
        return one;
      }
    }
    throw wrong(
        "one of " + String.join(", ", java.util.Arrays.stream(values).map(spelling).toList()));
  }

  /** The name of an enumeration's value in small letters. */
  static String small(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What {@code make} makes of this field.
   *
   * @throws IllegalArgumentException with the field's path before the message of what it throws
   */
  <T> T as(Function<CardField, T> make) {
    try {
      return make.apply(this);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (message.startsWith(file)) {
        throw e;
      }
      throw new IllegalArgumentException(
          file + ": " + (path.isEmpty() ? "" : path + ".") + message, e);
    }
  }

  IllegalArgumentException wrong(String expected) {
    String is =
        value.isContainer()
            ? value.getNodeType().name().toLowerCase(Locale.ROOT)
            : value.toString();
    return new IllegalArgumentException(
        file + ": " + path + " is " + is + ", expected " + expected);
  }

  private String under(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
