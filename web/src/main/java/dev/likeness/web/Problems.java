package dev.likeness.web;

import dev.likeness.faces.Reason;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems that a route may answer and that do not follow from the fields it takes, for the
 * OpenAPI document.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Problems {
  /** By the state of the service and of what is asked for. */
  Code[] value() default {};

  /** By what is in a photo or a name. */
  Reason[] reasons() default {};
}
