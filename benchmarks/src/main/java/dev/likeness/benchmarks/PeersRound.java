package dev.likeness.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same photos through other software, where it is installed. */
final class PeersRound implements Round {
  private static final String SCRIPT = "benchmarks/peers/deepface_peer.py";
  private static final int ABSENT = 3;
  private static final int MINUTES = 60;

  @Override
  public void run(Plan plan, Report report) throws Exception {
    Path script = plan.launcher().resolveSibling(SCRIPT);
    Path photos = Files.createDirectories(plan.scratch().resolve("peers"));
    try (Portfolio portfolio = new Portfolio(ServedModel.standard())) {
      for (int i = 0; i < portfolio.people(); i++) {
        Files.write(photos.resolve("photo-" + i + ".jpg"), portfolio.photo(i));
      }
    }
    for (int faces : plan.faces()) {
      report.note("asking the peers about " + faces + " faces");
      JsonNode measured = ask(plan, script, photos, faces);
      if (measured == null) {
        report.note(
            "no DeepFace for "
                + plan.python()
                + ", skipped; "
                + script
                + " says how to install it");
        return;
      }
      for (JsonNode row : measured) {
        report.add(
            Row.figure(
                row.get("name").asString(),
                row.get("p50").asDouble(),
                "ms",
                Row.with(
                    "faces", faces,
                    "dimension", row.get("dimension").asInt(),
                    "queries", row.get("queries").asInt(),
                    "callers", 1,
                    "p99 ms", row.get("p99").asDouble(),
                    "as", row.get("as").asString())));
      }
    }
    Scratch.delete(photos);
  }

  /** What the script printed; null if the peer is not installed. */
  private static @Nullable JsonNode ask(Plan plan, Path script, Path photos, int faces)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  plan.python(),
                  script.toString(),
                  "--photos",
                  photos.toString(),
                  "--faces",
                  Integer.toString(faces))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return null;
    }
    String printed;
    try (InputStream out = process.getInputStream()) {
      printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(script + " did not end within " + MINUTES + " minutes");
    }
    if (process.exitValue() == ABSENT) {
      return null;
    }
    if (process.exitValue() != 0) {
      throw new IOException(script + " ended with status " + process.exitValue());
    }
    return JsonMapper.shared().readTree(printed.substring(printed.lastIndexOf("[{")));
  }
}
