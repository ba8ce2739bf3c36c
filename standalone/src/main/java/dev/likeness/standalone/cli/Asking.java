package dev.likeness.standalone.cli;

import dev.likeness.standalone.client.LikenessClient;
import java.io.PrintWriter;
import java.net.URI;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The options of every command that asks a running Likeness. */
final class Asking {
  @Option(names = "--url", description = "Where Likeness answers (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  /** Asks and returns what {@code question} makes of the answer. */
  <T> T ask(Function<LikenessClient, T> question) {
    if (url.getHost() == null || url.getScheme() == null || !url.getScheme().startsWith("http")) {
      throw new Failure("--url is '" + url + "', expected one such as http://127.0.0.1:8080");
    }
    try (LikenessClient client = new LikenessClient(url)) {
      return question.apply(client);
    }
  }

  /** Prints {@code answer} as JSON if that was asked for, else as {@code text}. */
  void print(PrintWriter out, Object answer, String text) {
    out.println(
        json
            ? JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer)
            : text);
  }

  boolean json() {
    return json;
  }
}
