package dev.likeness.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a controller's method: a record of the fields of a request. Its components are
 * read from where {@link #value} says, by their types, and then validated by their constraints
 * (Jakarta Validation). What the record does not name is refused.
 *
 * <p>A component is called as in Java, or as its {@code @JsonProperty} says. One that was not given
 * has the {@code defaultValue} of its {@code @Schema}, or is null. {@link FieldType} has the types.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Fields {
  /** Where in the request they are. */
  In value();

  /** Where fields of a request can be. */
  enum In {
    /** The variables of the path. */
    PATH,
    /** The parameters of the query. */
    QUERY,
    /** The parts of a multipart form, or the members of a JSON object with photos in base64. */
    FORM,
    /** The members of a JSON object; a request without a body has none. */
    JSON
  }
}
