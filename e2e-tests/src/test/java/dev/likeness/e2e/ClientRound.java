package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.client.ApiProblem;
import dev.likeness.client.CompareApi.Find;
import dev.likeness.client.CompareApi.Verify;
import dev.likeness.client.EnrollApi.EnrollFace;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.model.EnrollAnswer;
import dev.likeness.client.model.Match;
import dev.likeness.client.model.SubjectAnswer;
import dev.likeness.client.model.SubjectMoveRequest;
import java.net.URI;
import java.util.Map;

/** A whole round through the HTTP API, by the client that is made of docs/openapi.yaml. */
final class ClientRound {
  private static final Map<String, Object> SALES = Map.of("department", "sales");

  private ClientRound() {}

  /** Enrolls, compares, moves and forgets one person, of whom there are two photos. */
  static void run(String url, String gallery, byte[] first, byte[] second) {
    try (LikenessClient client = new LikenessClient(URI.create(url))) {
      EnrollAnswer enrolled =
          client
              .enroll()
              .enrollFace(
                  gallery,
                  "ada",
                  new EnrollFace().photo(first).face("1").metadata(SALES).wait("PT30S"));
      assertThat(enrolled.status()).isEqualTo("searchable");

      Verify same =
          new Verify()
              .photo(second)
              .gallery(gallery)
              .subject("ada")
              .minPosition(enrolled.position())
              .wait("PT30S");
      assertThat(client.compare().verify(same).verified()).isTrue();
      assertThat(client.compare().verify(new Verify().photo(first).reference(second)).verified())
          .isTrue();

      Find asked = new Find().photo(second).gallery(gallery).filter(SALES);
      Match found = client.compare().find(asked).faces().getFirst().matches().getFirst();
      assertThat(found.subject()).isEqualTo("ada");
      assertThat(found.metadata()).isEqualTo(SALES);

      assertThat(client.faces().listSubjects(gallery, null, null, null).subjects())
          .containsExactly(new SubjectAnswer("ada", 1));
      assertThat(client.faces().getPhoto(gallery, "ada", "1")).isNotEmpty();

      SubjectMoveRequest move = new SubjectMoveRequest(null, "lovelace");
      assertThat(client.faces().moveSubject(gallery, "ada", move).faces().getFirst().to().subject())
          .isEqualTo("lovelace");
      assertThat(client.faces().forgetSubject(gallery, "lovelace").status()).isEqualTo("forgotten");
      assertThatThrownBy(() -> client.faces().getSubject(gallery, "lovelace"))
          .isInstanceOfSatisfying(
              ApiProblem.class, e -> assertThat(e.code()).isEqualTo("UNKNOWN_SUBJECT"));
    }
  }
}
