package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Chromium, driven as a person drives it. Where there is none, who asks for one is
 * skipped, saying so; under {@code CI=true} it fails.
 */
final class Chromium implements AutoCloseable {
  static final int DESKTOP = 1_280;
  static final int PHONE = 390;

  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "console");

  /** Those of docs/console.md. */
  private static final Path DOCUMENTED = Path.of("..", "docs", "images");

  private static final double PATIENCE_MILLIS = 60_000;
  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private final Playwright playwright;
  private final Browser browser;
  private final String axe;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Chromium(Playwright playwright, Browser browser, String axe) {
    this.playwright = playwright;
    this.browser = browser;
    this.axe = axe;
  }

  /**
   * Starts it.
   *
   * @param camera what its camera sees, a file of JPEGs one after another; null for no camera
   */
  static Chromium start(@Nullable Path camera) {
    if (!Files.isExecutable(EXECUTABLE)) {
      String missing = EXECUTABLE + " is not there: apt-get install chromium";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setArgs(arguments(camera)));
    return new Chromium(playwright, browser, axeSource());
  }

  private static List<String> arguments(@Nullable Path camera) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    if (camera != null) {
      arguments.add("--use-fake-ui-for-media-stream");
      arguments.add("--use-fake-device-for-media-stream");
      arguments.add("--use-file-for-fake-video-capture=" + camera);
    }
    return arguments;
  }

  private static String axeSource() {
    Path file =
        Path.of(System.getProperty("likeness.root"), "console/node_modules/axe-core/axe.min.js");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is not there; build console first", e);
    }
  }

  /** A page of somebody who was never here. Whatever its console complains of is remembered. */
  Page page() {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(DESKTOP, 800)
                .setLocale("en-GB")
                .setPermissions(List.of("camera")));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    Page page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        complaints.add(message.text());
      }
    });
    return page;
  }

  /** Errors of scripts, and what the page's own policy has stopped. */
  List<String> complaints() {
    return complaints;
  }

  /** Pictures of a page for people to look at, in both sizes and both colours; and axe's word. */
  void inspect(Page page, String name) {
    inspect(page, name, PHONE, ColorScheme.LIGHT);
    inspect(page, name, DESKTOP, ColorScheme.DARK);
    inspect(page, name, DESKTOP, ColorScheme.LIGHT);
  }

  private void inspect(Page page, String name, int width, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.setViewportSize(width, width == PHONE ? 844 : 800);
    awaitPictures(page);
    String file = name + "-" + width + (scheme == ColorScheme.DARK ? "-dark" : "") + ".png";
    byte[] picture = page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
    if (Boolean.getBoolean("likeness.docs.write") && file.equals(name + "-" + DESKTOP + ".png")) {
      replace(DOCUMENTED.resolve("console-" + name + ".png"), picture);
    }
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("%s does not scroll sideways at %s pixels", name, width)
        .isEqualTo(width);
    assertThat(violations(page)).as("what axe finds on %s at %s", name, width).isEmpty();
  }

  /** Whoever is in the window is shown, and no placeholder for a thumbnail that is on its way. */
  private static void awaitPictures(Page page) {
    await("the thumbnails in the window")
        .pollInSameThread()
        .atMost(Duration.ofMillis((long) PATIENCE_MILLIS))
        .untilAsserted(() ->
            assertThat(
                    page.evaluate(
                        """
                        [...document.querySelectorAll('.thumb .nobody[aria-hidden=true]')]
                          .filter((n) => n.getBoundingClientRect().top < innerHeight).length
                        """))
                .isEqualTo(0));
  }

  /** Writes a picture anew if the document has it. */
  private static void replace(Path file, byte[] picture) {
    if (Files.exists(file)) {
      try {
        Files.write(file, picture);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<?> violations(Page page) {
    page.evaluate(axe);
    return (List<?>)
        page.evaluate(
            """
            async (tags) => (await axe.run({ runOnly: tags })).violations
              .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html} ${n.failureSummary}`))
            """,
            TAGS);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
