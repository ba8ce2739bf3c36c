package dev.likeness.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.likeness.e2e.Deployment.Part;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on a gallery of 100,000 subjects. */
@Tag("soak")
final class LargeGalleryIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final int SUBJECTS = 100_000;
  private static final int A_PAGE = 48;
  private static final int PAGES = 30;

  @TempDir private Path directory;
  private Chromium chromium;
  private Command up;
  private Client client;
  private Installation likeness;

  @BeforeEach
  void start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    chromium = Chromium.start(null);
    likeness = new Installation(directory);
    up = likeness.upAndReady(directory.resolve("data"));
    client = new Client(likeness);
  }

  @AfterEach
  void stop() {
    client.close();
    up.close();
    chromium.close();
  }

  @Test
  void shouldPageThroughItAndFindASubject() {
    // Given
    try (Log log = new Log(likeness.bootstrap())) {
      Crowd.publish(log, "crowd", SUBJECTS);
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class) // a reader waits for the burst
        .untilAsserted(() ->
            assertThat(client.get(Part.SEARCH, "/v1/galleries/crowd").body().path("faces").asInt())
                .isEqualTo(SUBJECTS));
    List<String> sorted =
        IntStream.range(0, SUBJECTS).mapToObj(i -> "subject-" + i).sorted().toList();
    Page page = chromium.page();
    // These faces have vectors and no photos, and looking for one that is not there takes its time.
    page.route("**/thumbnail", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));

    // When
    page.navigate(likeness.url() + "/#/galleries/crowd");

    // Then
    Locator subjects = page.locator(".subjects li");
    Locator next = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Next"));
    for (int i = 0; i < PAGES; i++) {
      assertThat(page.locator(".pager [role=status]"))
          .containsText(String.format(Locale.ROOT, "%,d to", i * A_PAGE + 1));
      assertThat(subjects).hasCount(A_PAGE);
      assertThat(subjects.first().locator(".name")).hasText(sorted.get(i * A_PAGE));
      next.click();
    }

    // When
    page.getByRole(AriaRole.SEARCHBOX).fill("subject-9999");

    // Then
    assertThat(subjects).hasCount(11);
    assertThat(subjects.last()).containsText("subject-99999");
    chromium.inspect(page, "large-gallery");
    assertThat(chromium.complaints()).isEmpty();
  }
}
