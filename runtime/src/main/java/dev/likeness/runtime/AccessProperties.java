package dev.likeness.runtime;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask, under {@code likeness.access}.
 *
 * @param initialKeyFile a file with the text of a key that gets all scopes where there is no key
 *     yet
 * @param insecure whether a process that others can reach answers without keys
 * @param hosts names, besides those of loopback, that requests may be addressed to while there are
 *     no keys
 * @param origins of web pages that browsers may let ask, such as {@code https://desk.example.org};
 *     none by default
 * @param audit how it is kept who asked what
 */
@ConfigurationProperties("likeness.access")
public record AccessProperties(
    @Nullable Path initialKeyFile,
    @DefaultValue("false") boolean insecure,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> origins,
    @DefaultValue("buffered") Audit audit) {
  /** How well it is kept who asked what. */
  public enum Audit {
    /** Not at all. */
    OFF,
    /** Answers do not wait; what is lost is counted. */
    BUFFERED,
    /** Answers wait for the broker, and are 503 without it. */
    REQUIRED
  }
}
