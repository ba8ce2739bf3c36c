package dev.likeness.cli;

import dev.likeness.client.LikenessClient;
import dev.likeness.client.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that asks a running Likeness. */
public final class Asking extends Output {
  /** The environment variable that holds the key. */
  public static final String KEY = "LIKENESS_KEY";

  @Option(names = "--url", description = "Where Likeness answers (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = {
        "A file that holds the key to ask with (default: what the environment has as "
            + Asking.KEY
            + ")."
      })
  private @Nullable Path keyFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) of the authorities that https servers are believed by.")
  private @Nullable Path authorities;

  /** Asks and returns what {@code question} makes of the answer. */
  public <T> T ask(Function<LikenessClient, T> question) {
    if (url.getHost() == null || url.getScheme() == null || !url.getScheme().startsWith("http")) {
      throw new Failure("--url is '" + url + "', expected one such as http://127.0.0.1:8080");
    }
    try (LikenessClient client = new LikenessClient(url, key(), trusted())) {
      return question.apply(client);
    }
  }

  private @Nullable String key() {
    if (keyFile == null) {
      String kept = System.getenv(KEY);
      return kept == null || kept.isBlank() ? null : kept.strip();
    }
    try {
      return Files.readString(keyFile).strip();
    } catch (IOException e) {
      throw new Failure("--key-file " + keyFile + " cannot be read: " + e.getMessage(), e);
    }
  }

  private @Nullable SSLContext trusted() {
    try {
      return authorities == null ? null : Trust.in(authorities);
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure("--ca " + authorities + " cannot be used: " + e.getMessage(), e);
    }
  }
}
