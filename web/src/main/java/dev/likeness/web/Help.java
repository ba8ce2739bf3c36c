package dev.likeness.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service answers to {@code --help}: the settings that it knows, without being started. */
public final class Help {
  private static final List<String> ASKED = List.of("-h", "--help");
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private Help() {}

  /**
   * Prints the help of a service if that is asked for.
   *
   * @param does what it does, in a sentence
   * @return whether it was asked for, and there is nothing else to do
   */
  public static boolean printed(
      PrintStream out, String service, String does, List<String> arguments) {
    if (arguments.stream().noneMatch(ASKED::contains)) {
      return false;
    }
    out.println("Usage: likeness " + service + " [--SETTING=VALUE]…");
    out.println(does);
    out.println();
    out.println("Settings, here, in the environment (LIKENESS_MANAGEMENT_PORT=8180) or in a file");
    out.println("application.yml where it is started; all of Spring Boot are known as well:");
    settings().forEach((name, text) -> out.println("  --" + name + "\n      " + text));
    return true;
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("server.address", "Address HTTP listens on. (127.0.0.1)");
    settings.put("server.port", "Port of HTTP; 0 for any that is free.");
    try {
      for (URL file :
          Collections.list(Thread.currentThread().getContextClassLoader().getResources(METADATA))) {
        try (InputStream in = file.openStream()) {
          for (JsonNode setting : JsonMapper.shared().readTree(in).path("properties")) {
            String name = setting.path("name").asString();
            if (name.startsWith("likeness.")) {
              settings.put(name, text(setting));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  private static String text(JsonNode setting) {
    String text = setting.path("description").asString("").strip().replaceAll("\\s+", " ");
    JsonNode value = setting.path("defaultValue");
    return value.isMissingNode() ? text : text + " (" + value.asString() + ")";
  }
}
