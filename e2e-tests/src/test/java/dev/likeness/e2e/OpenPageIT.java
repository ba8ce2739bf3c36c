package dev.likeness.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the pipeline, left open for an hour, which is played to it in five minutes. */
@Tag("soak")
final class OpenPageIT {
  private static final int PATIENCE_MILLIS = 900_000;
  private static final int EVENTS = 3_600;

  /** After these the charts are full, and nothing more is kept. */
  private static final int FULL = 600;

  private static final double LEVEL = 1.1;

  /**
   * Gives the page one event of the server's again and again, each a second later than the last.
   */
  private static final String PLAYER =
      """
      (() => {
        const real = window.fetch.bind(window);
        window.played = 0;
        window.fetch = async (path, init) => {
          const answer = await real(path, init);
          if (path !== '/v1/admin/events') return answer;
          const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
          let text = '';
          while (!/\\n\\n/.test(text)) text += (await reader.read()).value;
          await reader.cancel();
          const look = JSON.parse(text.match(/data:(.*)/)[1]);
          const encoder = new TextEncoder();
          const stream = new ReadableStream({
            async pull(sink) {
              await new Promise((ok) => setTimeout(ok, 80));
              look.at = new Date(Date.parse(look.at) + 1000).toISOString();
              look.lag.embedding = window.played % 50;
              for (const part of look.partitions) {
                part.published += 7;
                part.embedded += 6;
                part.indexed += 5;
              }
              window.played++;
              sink.enqueue(encoder.encode(`event:pipeline\\ndata:${JSON.stringify(look)}\\n\\n`));
            },
          });
          return new Response(stream, { headers: answer.headers });
        };
      })();
      """;

  @TempDir private Path directory;
  private Chromium chromium;
  private Command up;
  private Installation likeness;

  @BeforeEach
  void start() {
    chromium = Chromium.start(null);
    likeness = new Installation(directory);
    up = likeness.upAndReady(directory.resolve("data"));
  }

  @AfterEach
  void stop() {
    up.close();
    chromium.close();
  }

  @Test
  void shouldNeedNoMoreMemoryAfterAnHour() {
    // Given
    Page page = chromium.page();
    page.addInitScript(PLAYER);
    CDPSession session = page.context().newCDPSession(page);

    // When
    page.navigate(likeness.url() + "/#/pipeline");
    awaitPlayed(page, FULL);
    Held before = Held.by(session);
    awaitPlayed(page, EVENTS);
    Held after = Held.by(session);

    // Then
    System.out.println("an hour of events: " + before + ", then " + after);
    assertThat(page.locator("svg.chart")).hasCount(2);
    assertThat((double) after.bytes()).isLessThan(LEVEL * before.bytes());
    assertThat((double) after.nodes()).isLessThan(LEVEL * before.nodes());
    assertThat(chromium.complaints()).isEmpty();
  }

  private static void awaitPlayed(Page page, int events) {
    page.waitForFunction(
        "n => window.played >= n",
        events,
        new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
  }

  /**
   * What a page holds once its garbage is collected.
   *
   * @param bytes on the heap of its scripts
   * @param nodes of documents
   */
  private record Held(long bytes, long nodes) {
    static Held by(CDPSession session) {
      session.send("HeapProfiler.collectGarbage");
      JsonObject heap = session.send("Runtime.getHeapUsage");
      JsonObject counters = session.send("Memory.getDOMCounters");
      return new Held(heap.get("usedSize").getAsLong(), counters.get("nodes").getAsLong());
    }
  }
}
