package dev.likeness.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.likeness.e2e.Deployment.Part;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, used as people use it. Each test has a gallery of its own. */
@Order(6)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConsoleIT {
  private static final double PATIENCE_MILLIS = 60_000;
  private static final int MOST_BYTES = 200_000;
  private static final int FRAMES = 30;

  private Path directory;
  private Chromium chromium;
  private Installation likeness;
  private Command up;
  private Client client;
  private Page page;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    chromium = Chromium.start(camera(directory.resolve("camera.mjpeg")));
    likeness = new Installation(directory);
    up = likeness.upAndReady(directory.resolve("data"));
    client = new Client(likeness);
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
      up.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() {
    page = chromium.page();
  }

  @AfterEach
  void shouldNotComplain() {
    page.context().close();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  @Order(1)
  void shouldTakeANewcomerToAnAnswer() {
    // Given
    page.navigate(likeness.url());
    assertThat(heading("Nobody is enrolled yet")).isVisible();
    chromium.inspect(page, "first-run");

    // When
    button("Load the sample people").click();
    assertThat(page.getByText("The sample people are enrolled")).isVisible();
    page.locator(".probes button").nth(1).click();

    // Then
    assertThat(page.locator(".answers h2")).hasCount(3);
    assertThat(page.locator(".answers h2").first()).containsText("is person-3");
    assertThat(page.locator(".answers h2").nth(2)).containsText("is unknown");
    assertThat(page.locator(".candidates img").first()).isVisible();
    chromium.inspect(page, "search");

    // When
    page.locator(".candidates a").first().click();

    // Then
    assertThat(heading("person-3")).isVisible();
    assertThat(page.locator(".faces img")).isVisible();
    chromium.inspect(page, "subject");
    button("Details of face").click();
    assertThat(page.locator("dialog .photo img")).isVisible();
    chromium.inspect(page, "details");
  }

  @Test
  void shouldEnrollAFolderAndSayWhatFailed() throws IOException {
    // Given
    Path people = directory.resolve("people");
    photo(people.resolve("ada/1.jpg"), People.portrait(0, 0));
    photo(people.resolve("ada/2.jpg"), People.portrait(0, 40));
    photo(people.resolve("bob/1.jpg"), People.portrait(1, 0));
    photo(people.resolve("empty/wall.jpg"), wall());
    go("enroll/folder");

    // When
    choose(() -> button("Choose a folder").click(), people);
    button("Enroll 4 photos").click();

    // Then
    assertThat(page.getByText("3 enrolled, 1 not")).isVisible();
    assertThat(page.getByRole(AriaRole.ROW).filter(with("wall.jpg"))).containsText("No face");
    assertThat(button("Try the 1 that failed again")).isVisible();
    chromium.inspect(page, "enroll");

    // When
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See the gallery")).click();

    // Then
    assertThat(page.locator(".subjects li")).hasCount(3);
    assertThat(page.locator(".subjects img").first()).isVisible();
    page.getByRole(AriaRole.SEARCHBOX).fill("ad");
    assertThat(page.locator(".subjects li")).hasCount(1);
    assertThat(page.locator(".subjects li")).containsText("2 faces");
    chromium.inspect(page, "gallery");
    go("galleries");
    assertThat(heading("folder")).isVisible();
    chromium.inspect(page, "galleries");
    go("pipeline/rejections");
    assertThat(page.locator(".faces")).containsText("folder/empty");
    assertThat(page.locator(".faces img").first()).isVisible();
    chromium.inspect(page, "rejections");
  }

  @Test
  void shouldFindAndAskAgainAsTheThresholdMoves() throws IOException {
    // Given
    client.enrollFindably("find", "ada", "1", People.portrait(0, 0));
    client.enrollFindably("find", "bob", "1", People.portrait(1, 0));
    go("search/find");

    // When
    choose(() -> button("Choose a photo").click(), photo("ada.jpg", People.portrait(0, 60)));

    // Then
    assertThat(page.locator(".answers h2")).containsText("is ada");
    assertThat(page.locator(".candidates .below")).containsText("bob");

    // When
    page.getByLabel("Decide by").selectOption("threshold");
    page.getByLabel(Pattern.compile("^Similarity:")).fill("1");

    // Then
    assertThat(page.locator(".answers h2")).containsText("is unknown");
    assertThat(page.locator(".candidates .below").first()).containsText("ada");
  }

  @Test
  void shouldVerifyTwoPhotos() throws IOException {
    // Given
    client.enrollFindably("verify", "ada", "1", People.portrait(0, 0));
    Path ada = photo("one.jpg", People.portrait(0, 0));
    go("search/verify");

    // When
    choose(() -> button("Choose a photo").click(), ada);
    choose(() -> button("Choose a photo").click(), photo("two.jpg", People.portrait(0, 80)));

    // Then
    assertThat(page.locator(".answers h2")).containsText("The same person");
    assertThat(page.locator(".photo g.chosen")).hasCount(2);
    chromium.inspect(page, "verify");

    // When
    button("Remove this photo").nth(1).click();
    choose(() -> button("Choose a photo").click(), photo("other.jpg", People.portrait(1, 0)));

    // Then
    assertThat(page.locator(".answers h2")).containsText("Not the same person");
  }

  @Test
  void shouldSayWhyAPhotoCannotBeSearchedWith() throws IOException {
    // Given
    client.enrollFindably("refuse", "ada", "1", People.portrait(0, 0));
    go("search/refuse");

    // When
    choose(() -> button("Choose a photo").click(), photo("wall.jpg", wall()));

    // Then
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("No face was found");
  }

  @Test
  void shouldForgetASubjectWithAReceipt() {
    // Given
    client.enrollFindably("forget", "ada", "1", People.portrait(0, 0));
    client.enrollFindably("forget", "ada", "2", People.portrait(0, 30));
    client.enrollFindably("forget", "bob", "1", People.portrait(1, 0));
    go("galleries/forget/subjects/ada");

    // When
    button("Forget this subject").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("2 faces and their photos");
    Locator forget =
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Forget"));
    assertThat(forget).isDisabled();
    chromium.inspect(page, "forget");
    dialog.getByRole(AriaRole.TEXTBOX).fill("ada");
    forget.click();

    // Then
    assertThat(dialog).containsText("2 faces forgotten on");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();
    assertThat(page.locator(".subjects li")).hasCount(1);
    assertThat(client.get(Part.SEARCH, Client.facesPath("forget", "ada")).code())
        .isEqualTo("404 UNKNOWN_SUBJECT");
  }

  @Test
  void shouldRenameASubjectAndChangeTheMetadataOfItsFace() {
    // Given
    client.enrollFindably("move", "adda", "1", People.portrait(0, 0));
    client.enrollFindably("move", "adda", "2", People.portrait(0, 30));
    go("galleries/move/subjects/adda");

    // When
    button("Move or rename").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    Locator move =
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Move or rename"));
    assertThat(move).isDisabled();
    dialog.getByLabel("Subject").fill("ada");
    chromium.inspect(page, "move");
    move.click();

    // Then
    assertThat(dialog).containsText("2 faces moved");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();
    assertThat(heading("ada")).isVisible();
    assertThat(page.locator(".faces li")).hasCount(2);
    assertThat(client.get(Part.SEARCH, Client.facesPath("move", "adda")).code())
        .isEqualTo("404 UNKNOWN_SUBJECT");

    // When
    button("Details of face 1").click();
    dialog.getByLabel("Metadata").fill("{\"team\": ");
    assertThat(dialog).containsText("This is no JSON object");
    dialog.getByLabel("Metadata").fill("{\"team\": \"crew\"}");
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replace the metadata"))
        .click();

    // Then
    assertThat(dialog).containsText("Replaced.");
    assertThat(page.locator(".faces li").first()).containsText("team: crew");
  }

  /** The last one: from the first key on nobody without one is answered. */
  @Test
  @Order(Integer.MAX_VALUE)
  void shouldMakeAKeyAskForItAndRevokeIt() throws Exception {
    // Given
    go("access");
    button("Create a key").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Name").fill("operator");
    for (String scope : new String[] {"admin", "audit"}) {
      dialog.getByLabel(scope, new Locator.GetByLabelOptions().setExact(true)).check();
    }
    chromium.inspect(page, "create-key");

    // When
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create a key"))
        .click();
    String secret = dialog.getByLabel("API key").inputValue();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();

    // Then
    assertThat(heading("An API key, please")).isVisible();
    chromium.inspect(page, "key-wanted");
    dialog.getByRole(AriaRole.TEXTBOX).fill("lk_guessed");
    button("Use this key").click();
    assertThat(page.getByText("That key was not accepted")).isVisible();
    dialog.getByRole(AriaRole.TEXTBOX).fill(secret);
    button("Use this key").click();
    assertThat(page.getByRole(AriaRole.ROW).filter(with("operator")).first()).isVisible();
    chromium.inspect(page, "access");

    // When another key is there: without any, nobody on this machine needs one
    makeKey("other", secret);
    button("Revoke: operator").click();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke")).click();

    // Then
    assertThat(heading("An API key, please")).isVisible();
  }

  @Test
  void shouldReindexWhileItIsSearched() {
    // Given
    go("pipeline");
    assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true))).isVisible();
    for (int photo = 0; photo < 12; photo++) {
      client.enrollFindably("reindex", "ada", "" + photo, People.portrait(0, photo));
    }
    assertThat(page.getByText(Pattern.compile("at most (?!0\\.0)[0-9.]+ a second"))).isVisible();
    chromium.inspect(page, "pipeline");
    int before = client.reindexing().path("serving").path("generation").asInt();

    // When
    button("Begin").click();
    for (int i = 0; i < 5; i++) {
      Client.Answer found = client.find("reindex", People.portrait(0, 50), Map.of());
      assertThat(found.status()).as(found.body().toString()).isEqualTo(200);
    }

    // Then
    assertThat(page.getByText("Generation " + (before + 1) + " with")).isVisible();
  }

  @Test
  void shouldSearchWithTheCamera() {
    // Given
    client.enrollFindably("camera", "ada", "1", People.portrait(0, 0));
    go("search/camera");

    // When
    button("Use the camera").click();
    button("Take the photo").click();

    // Then
    assertThat(page.locator(".answers h2")).containsText("is ada");
  }

  @Test
  void shouldShowTheModelsWithTheirErrorRates() {
    // When
    go("models");

    // Then
    assertThat(page.getByText("answers now")).isVisible();
    chromium.inspect(page, "models");
    go("models/" + DefaultModel.ID);
    assertThat(page.locator(".det")).isVisible();
    chromium.inspect(page, "model");
    go("pipeline/dead-letters");
    assertThat(page.getByText("There are no dead letters.")).isVisible();
    chromium.inspect(page, "dead-letters");
  }

  @Test
  void shouldBeLight() throws Exception {
    // When
    int bytes = 0;
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path : new String[] {"/", "/console/console.js", "/console/style.css"}) {
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(likeness.url() + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(answer.body());
        }
        bytes += packed.size();
      }
    }

    // Then
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  private void makeKey(String name, String secret) throws IOException {
    Path file = Files.writeString(directory.resolve("operator.key"), secret);
    Answered made =
        likeness.ask("keys", "create", name, "--scope", "read", "--key-file", file.toString());
    assertThat(made.exitCode()).as(made.output()).isZero();
  }

  private void go(String hash) {
    page.navigate(likeness.url() + "/#/" + hash);
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private Locator heading(String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private void choose(Runnable click, Path file) {
    FileChooser chooser = page.waitForFileChooser(click);
    chooser.setFiles(file);
  }

  private Path photo(String name, byte[] content) throws IOException {
    return photo(directory.resolve(name), content);
  }

  private static Path photo(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private static byte[] wall() throws IOException {
    return jpeg(new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR));
  }

  /** A person before the camera, in the form that Chromium's fake device reads. */
  private static Path camera(Path file) throws IOException {
    BufferedImage person = ImageIO.read(new ByteArrayInputStream(People.portrait(0, 20)));
    BufferedImage frame = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = frame.createGraphics();
    canvas.drawImage(person, 80, 0, 480, 480, null);
    canvas.dispose();
    byte[] jpeg = jpeg(frame);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < FRAMES; i++) {
      frames.writeBytes(jpeg);
    }
    return Files.write(file, frames.toByteArray());
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }
}
