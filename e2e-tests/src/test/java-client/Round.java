import dev.likeness.generated.ApiClient;
import dev.likeness.generated.api.CompareApi;
import dev.likeness.generated.api.EnrollApi;
import dev.likeness.generated.api.FacesApi;
import dev.likeness.generated.model.EnrollAnswer;
import dev.likeness.generated.model.FindAnswer;
import dev.likeness.generated.model.Problem;
import dev.likeness.generated.model.SubjectMoveRequest;
import dev.likeness.generated.model.SubjectPage;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.web.client.HttpClientErrorException;

/**
 * A whole round through the HTTP API, by a client made of docs/openapi.yaml. Arguments: the address
 * of an instance, a gallery, and two photos of one person.
 */
final class Round {
  private Round() {}

  public static void main(String[] arguments) throws IOException {
    String gallery = arguments[1];
    FileSystemResource first = new FileSystemResource(arguments[2]);
    FileSystemResource second = new FileSystemResource(arguments[3]);
    ApiClient client = new ApiClient().setBasePath(arguments[0]);
    FacesApi faces = new FacesApi(client);
    CompareApi compare = new CompareApi(client);

    EnrollAnswer enrolled =
        new EnrollApi(client)
            .enrollFace(
                gallery, "ada", first, "PT30S", null, "1", null, Map.of("department", "sales"));
    require("searchable", enrolled.getStatus().getValue());

    require(
        true,
        compare
            .verify(
                second, null, null, null, gallery, "ada", null, null, null, null,
                enrolled.getPosition(), "PT30S")
            .getVerified());

    FindAnswer found =
        compare.find(
            second, null, null, null, gallery, null, null, null, null, null, null,
            Map.of("department", "sales"), null, null, null);
    require("ada", found.getFaces().getFirst().getMatches().getFirst().getSubject());
    require(
        Map.of("department", "sales"),
        found.getFaces().getFirst().getMatches().getFirst().getMetadata());

    SubjectPage listed = faces.listSubjects(gallery, null, null, null);
    require(1, listed.getSubjects().size());
    require(1L, listed.getSubjects().getFirst().getFaces());
    require(true, faces.getPhoto(gallery, "ada", "1").contentLength() > 0);

    SubjectMoveRequest move = new SubjectMoveRequest().subject("lovelace");
    require(
        "lovelace",
        faces.moveSubject(gallery, "ada", move).getFaces().getFirst().getTo().getSubject());
    require("forgotten", faces.forgetSubject(gallery, "lovelace").getStatus());

    try {
      faces.getSubject(gallery, "lovelace");
      throw new AssertionError("a forgotten subject was found");
    } catch (HttpClientErrorException.NotFound e) {
      require("UNKNOWN_SUBJECT", e.getResponseBodyAs(Problem.class).getCode());
    }
  }

  private static void require(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
