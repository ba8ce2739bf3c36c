package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator looks at, as everybody can ask for it. */
final class LookingIT extends PipelineTestCase {
  private static final int THUMBNAIL = 192;

  @Test
  void shouldShowThumbnailsOfWhatIsKnownNow() throws IOException {
    // Given
    client.enrollFindably("thumbnails", "ada", "1", People.portrait(0, 0));
    String subject = "/v1/galleries/thumbnails/subjects/ada";

    // When
    Answer face = client.get(Part.SEARCH, subject + "/faces/1/thumbnail");
    Answer again = client.get(Part.SEARCH, subject + "/faces/1/thumbnail");
    Answer first = client.get(Part.SEARCH, subject + "/thumbnail");

    // Then
    assertThat(face.status()).isEqualTo(200);
    assertThat(face.raw().headers().firstValue("content-type")).hasValue("image/jpeg");
    assertThat(face.raw().headers().firstValue("cache-control")).hasValue("no-store");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(face.raw().body()));
    assertThat(Math.max(picture.getWidth(), picture.getHeight())).isLessThanOrEqualTo(THUMBNAIL);
    assertThat(again.raw().body()).isEqualTo(face.raw().body());
    assertThat(first.raw().body()).isEqualTo(face.raw().body());

    // When
    client.delete(Part.SEARCH, subject);

    // Then
    assertThat(client.get(Part.SEARCH, subject + "/faces/1/thumbnail").code())
        .isEqualTo("404 UNKNOWN_FACE");
    assertThat(client.get(Part.SEARCH, subject + "/thumbnail").code())
        .isEqualTo("404 UNKNOWN_SUBJECT");
  }

  @Test
  void shouldListTheSubjectsWhoseNamesBeginSo() {
    // Given
    for (String name : List.of("ada", "adam", "bob")) {
      client.enrollFindably("prefixes", name, "1", People.portrait(0, 0));
    }
    String path = "/v1/galleries/prefixes/subjects";

    // Then
    assertThat(subjects(path + "?prefix=ad&limit=1")).containsExactly("ada");
    assertThat(subjects(path + "?prefix=ad&limit=2&after=ada")).containsExactly("adam");
    assertThat(subjects(path + "?prefix=Ad")).isEmpty();
  }

  private List<String> subjects(String path) {
    Answer answer = client.get(Part.SEARCH, path);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer
        .body()
        .path("subjects")
        .valueStream()
        .map(s -> s.path("subject").asString())
        .toList();
  }

  @Test
  void shouldListWhatWasRejectedAndWhy() throws IOException {
    // Given
    client.enroll("rejections", "text", "1", "no image".getBytes(StandardCharsets.UTF_8));
    Answer wall = client.enroll("rejections", "wall", "1", wall());
    assertThat(wall.code()).isEqualTo("422 NO_FACE");
    client.get(
        Part.SEARCH,
        Client.facesPath("rejections", "wall") + "/1?min_position=" + wall.text("position"));
    String path = "/v1/admin/rejections?gallery=rejections";

    // When
    JsonNode all = client.get(Part.SEARCH, path).body();
    JsonNode first = client.get(Part.SEARCH, path + "&limit=1").body();
    JsonNode second =
        client.get(Part.SEARCH, path + "&limit=1&after=" + first.path("next").asString()).body();
    JsonNode noFace = client.get(Part.SEARCH, path + "&reason=NO_FACE").body();

    // Then
    assertThat(reasons(all)).contains("NO_FACE");
    assertThat(reasons(first)).hasSize(1);
    assertThat(reasons(second)).isNotEqualTo(reasons(first));
    assertThat(reasons(noFace)).containsExactly("NO_FACE");
    assertThat(noFace.path("rejections").path(0).path("subject").asString()).isEqualTo("wall");
    assertThat(client.get(Part.SEARCH, path + "&reason=UGLY").code()).isEqualTo("400 BAD_FIELD");
    assertThat(client.get(Part.SEARCH, path + "&after=x").code()).isEqualTo("400 BAD_FIELD");
  }

  private static List<String> reasons(JsonNode page) {
    return page.path("rejections").valueStream().map(face -> face.path("code").asString()).toList();
  }

  private static byte[] wall() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR), "jpeg", bytes);
    return bytes.toByteArray();
  }

  @Test
  void shouldTellThePipelineInFiguresOnceAndAsEvents() throws Exception {
    // Given
    client.enrollFindably("figures", "ada", "1", People.portrait(0, 0));

    // When
    JsonNode now = client.get(Part.SEARCH, "/v1/admin/pipeline").body();
    JsonNode told = firstEvent();

    // Then
    for (JsonNode look : List.of(now, told)) {
      assertThat(look.path("model").asString()).isEqualTo(DefaultModel.ID);
      assertThat(look.path("partitions").valueStream())
          .isNotEmpty()
          .anyMatch(p -> p.path("published").asLong() > 0 && p.path("indexed").asLong() > 0);
      assertThat(look.path("workers").isEmpty()).as(look.toString()).isFalse();
      assertThat(look.path("instances").isEmpty()).as(look.toString()).isFalse();
    }
  }

  private JsonNode firstEvent() throws Exception {
    URI uri = URI.create(deployment.http(Part.SEARCH) + "/v1/admin/events");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("event:pipeline");
        return JsonMapper.shared().readTree(lines.readLine().substring("data:".length()));
      } finally {
        http.shutdownNow();
      }
    }
  }

  @Test
  void shouldShowTheInstalledModelsWithTheirCards() {
    // When
    JsonNode all = client.get(Part.SEARCH, "/v1/models").body();
    Answer one = client.get(Part.SEARCH, "/v1/models/" + DefaultModel.ID);

    // Then
    assertThat(all.path("serving").asString()).isEqualTo(DefaultModel.ID);
    assertThat(all.path("models").valueStream().map(m -> m.path("id").asString()))
        .contains(DefaultModel.ID, "dlib-resnet-128");
    assertThat(one.body().path("card").path("thresholds").path("measured").isEmpty()).isFalse();
    assertThat(client.get(Part.SEARCH, "/v1/models/nobody").code()).isEqualTo("404 UNKNOWN_MODEL");
  }
}
