package dev.likeness.client;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a Likeness is, or a part of one.
 *
 * @param status UP, or what it says instead
 * @param components its parts, by name
 * @param details what it tells of itself
 */
public record Health(String status, Map<String, Health> components, Map<String, Object> details) {
  public Health(
      @Nullable String status,
      @Nullable Map<String, Health> components,
      @Nullable Map<String, Object> details) {
    this.status = Objects.requireNonNullElse(status, "UNKNOWN");
    this.components = Objects.requireNonNullElse(components, Map.of());
    this.details = Objects.requireNonNullElse(details, Map.of());
  }
}
