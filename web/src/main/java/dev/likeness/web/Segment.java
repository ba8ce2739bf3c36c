package dev.likeness.web;

import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Segments;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * The text is a segment of a face key, and of a gallery that callers may use. It is brought to
 * Unicode normalisation form C before. A text that is none is {@code BAD_KEY}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = Segment.Rule.class)
public @interface Segment {
  /** Which segment it is. */
  Of value();

  /** Replaced by the rule that is broken. */
  String message() default "is no segment of a face key";

  /** None. */
  Class<?>[] groups() default {};

  /** None. */
  Class<? extends Payload>[] payload() default {};

  /** The segments of a face key. */
  enum Of {
    GALLERY,
    SUBJECT,
    FACE
  }

  /** Asks {@link Segments}. */
  final class Rule implements ConstraintValidator<Segment, String> {
    private Of segment = Of.FACE;

    @Override
    public void initialize(Segment constraint) {
      segment = constraint.value();
    }

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      if (value == null) {
        return true;
      }
      try {
        check(value);
        return true;
      } catch (InvalidFaceKeyException e) {
        context.disableDefaultConstraintViolation();
        context
            .buildConstraintViolationWithTemplate(Segment.Rule.literal(e.getMessage()))
            .addConstraintViolation();
        return false;
      }
    }

    private void check(String value) {
      switch (segment) {
        case GALLERY -> Segments.requireGallery(value);
        case SUBJECT -> Segments.require("subject", value);
        case FACE -> Segments.require("face", value);
      }
    }

    /** A message as it stands: what a caller sent is no template. */
    private static String literal(String message) {
      return message.replaceAll("[\\\\{}$]", "\\\\$0");
    }
  }
}
