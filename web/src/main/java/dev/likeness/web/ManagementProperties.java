package dev.likeness.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port for health and metrics, under {@code likeness.management}.
 *
 * @param address it listens on; this machine alone by default
 * @param port 0 for any that is free; if not set, the HTTP port and 100, or any that is free where
 *     HTTP has any that is free
 */
@ConfigurationProperties("likeness.management")
public record ManagementProperties(
    @DefaultValue("127.0.0.1") String address, @Nullable Integer port) {
  private static final int ABOVE_HTTP = 100;
  private static final int HIGHEST = 65_535;

  /** The port to listen on. */
  int port(int http) {
    return port == null ? beside(http) : port;
  }

  /** The port that goes with an HTTP port; 0, any that is free, with 0. */
  public static int beside(int http) {
    int above = http + ABOVE_HTTP;
    return http == 0 ? 0 : above <= HIGHEST ? above : http - ABOVE_HTTP;
  }
}
