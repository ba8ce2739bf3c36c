package dev.likeness.web;

import dev.likeness.faces.Reason;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a record of the fields that were given. Safe for all threads. */
final class RecordReader {
  private final Constructor<?> constructor;

  /** By the component's own name, in order. */
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if a component is of a type that no field has
   */
  RecordReader(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(type.getName() + " is no record");
    }
    for (RecordComponent component : components) {
      fields.put(component.getName(), new Field(type, component));
    }
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has a canonical constructor", e);
    }
  }

  /** In order. */
  Collection<Field> fields() {
    return fields.values();
  }

  /** What may be given. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    fields.values().forEach(field -> names.add(field.name()));
    return names;
  }

  /** Whether a field may be given several times. */
  boolean isRepeated(String name) {
    return fields.values().stream().anyMatch(f -> f.name().equals(name) && f.isRepeated());
  }

  /**
   * The record.
   *
   * @param given by name, as {@link FieldType#read} takes it; of known names only
   * @throws Problem naming the first field that is missing, cannot be read, or is out of range
   */
  Object read(Map<String, ?> given, Validator validator) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    for (Field field : fields.values()) {
      values.add(field.read(given.get(field.name())));
    }
    Object made = make(values.toArray());
    Set<ConstraintViolation<Object>> violations = validator.validate(made);
    if (!violations.isEmpty()) {
      throw told(violations, given);
    }
    return made;
  }

  private Object make(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Problem told(Set<ConstraintViolation<Object>> violations, Map<String, ?> given)
      throws IOException {
    List<String> order = List.copyOf(fields.keySet());
    ConstraintViolation<?> first =
        violations.stream()
            .min(Comparator.comparingInt(violation -> order.indexOf(component(violation))))
            .orElseThrow();
    Field field = fields.get(component(first));
    if (field == null) {
      return Problem.of(Code.BAD_FIELD, first.getMessage());
    }
    Class<?> rule = first.getConstraintDescriptor().getAnnotation().annotationType();
    if (rule == NotNull.class) {
      return Problem.missing(field.name(), first.getMessage());
    }
    return rule == Segment.class
        ? Problem.of(Reason.BAD_KEY, first.getMessage()).with("field", field.name())
        : Problem.bad(field.name(), given(given.get(field.name())), field.expected());
  }

  private static String given(@Nullable Object value) throws IOException {
    return value == null ? "" : FieldType.told(value);
  }

  /** The component of the record; of an element of a list the list. */
  private static String component(ConstraintViolation<?> violation) {
    return violation.getPropertyPath().iterator().next().getName();
  }
}
