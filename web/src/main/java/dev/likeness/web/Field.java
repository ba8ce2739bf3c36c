package dev.likeness.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.validator.constraints.time.DurationMax;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record of {@link Fields}: what it is called, how it is read, what it may be.
 */
final class Field {
  private final String name;
  private final Class<?> type;
  private final FieldType reads;
  private final java.lang.reflect.Field annotated;
  private final @Nullable String ifAbsent;
  private final Map<String, Object> choices;
  private final String expected;

  Field(Class<?> record, RecordComponent component) {
    try {
      this.annotated = record.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a record has a field a component", e);
    }
    this.type = component.getType();
    this.reads = FieldType.of(type);
    JsonProperty called = annotated.getAnnotation(JsonProperty.class);
    this.name = called == null ? component.getName() : called.value();
    Schema schema = annotated.getAnnotation(Schema.class);
    this.ifAbsent =
        schema == null || schema.defaultValue().isEmpty() ? null : schema.defaultValue();
    this.choices = choices(type);
    this.expected = describe();
  }

  /** By what requests call them, the constants of an enum; nothing of another type. */
  private static Map<String, Object> choices(Class<?> type) {
    Map<String, Object> choices = new LinkedHashMap<>();
    for (java.lang.reflect.Field constant : type.getDeclaredFields()) {
      if (constant.isEnumConstant()) {
        JsonProperty called = constant.getAnnotation(JsonProperty.class);
        choices.put(called == null ? constant.getName() : called.value(), value(constant));
      }
    }
    return choices;
  }

  private static Object value(java.lang.reflect.Field constant) {
    try {
      constant.setAccessible(true);
      return Objects.requireNonNull(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(constant + " cannot be read", e);
    }
  }

  /** What requests call it. */
  String name() {
    return name;
  }

  /** What it may be, for a sentence. */
  String expected() {
    return expected;
  }

  FieldType type() {
    return reads;
  }

  /** What it may be called if it is one of an enum's constants. */
  Set<String> choices() {
    return choices.keySet();
  }

  /** Whether a request without it is refused. */
  boolean isRequired() {
    return annotated.isAnnotationPresent(NotNull.class);
  }

  <A extends Annotation> Optional<A> annotation(Class<A> type) {
    return Optional.ofNullable(annotated.getAnnotation(type));
  }

  /** Whether it may be given several times. */
  boolean isRepeated() {
    return reads == FieldType.PHOTOS;
  }

  boolean isSegment() {
    return annotated.isAnnotationPresent(Segment.class);
  }

  /**
   * The constant of its enum that requests call so.
   *
   * @throws IllegalArgumentException if there is none
   */
  Object choice(String text) {
    Object chosen = choices.get(text);
    if (chosen == null) {
      throw new IllegalArgumentException(text);
    }
    return chosen;
  }

  /**
   * Its value.
   *
   * @param given null if it was not given
   * @throws Problem naming the field if it cannot be read
   */
  @Nullable Object read(@Nullable Object given) throws IOException {
    Object value = given == null ? ifAbsent : given;
    return value == null ? null : reads.read(this, value);
  }

  private String describe() {
    return switch (reads) {
      case WHOLE, LONG ->
          "a whole number"
              + said(Min.class, least -> " from " + least.value())
              + said(Max.class, most -> " to " + most.value());
      case DECIMAL ->
          said(DecimalMin.class, Field::from) + said(DecimalMax.class, most -> most.value());
      case FLAG -> "true or false";
      case DURATION ->
          "a duration from PT0S"
              + said(DurationMax.class, most -> " to " + Duration.ofMinutes(most.minutes()))
              + ", such as 5 (seconds), 5s or PT5S";
      case CHOICE -> String.join(" or ", choices.keySet());
      case LIST ->
          "a list of "
              + said(Size.class, size -> size.min() + " to " + size.max() + " ")
              + "whole numbers, such as [3, 5]";
      case PHOTO -> "an image in base64";
      case TEXT -> {
        String form = said(Pattern.class, Pattern::message);
        yield form.isEmpty() ? "a text" : form;
      }
      case PHOTOS -> "images, as file parts or as an array of base64";
      case BOX -> "x,y,width,height";
      case VECTOR -> "an array of numbers that are not all 0, as embed answers it";
      case OBJECT -> "a JSON object";
    };
  }

  private static String from(DecimalMin least) {
    return least.inclusive()
        ? "a number from " + least.value() + " to "
        : "a rate above " + least.value() + " and at most ";
  }

  private <A extends Annotation> String said(Class<A> constraint, Function<A, String> words) {
    return annotation(constraint).map(words).orElse("");
  }
}
