package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.InvalidFaceKeyException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccessKeyTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static AccessKey.Made made(List<Scope> scopes, List<String> galleries) {
    return AccessKey.make("desk", scopes, galleries, NOW, NOW.plusSeconds(60), 5, 1_000L);
  }

  @Test
  void shouldComeBackFromItsRecordWithoutTheSecret() {
    // Given
    AccessKey.Made made = made(List.of(Scope.SEARCH, Scope.READ), List.of("staff", "guests"));

    // When
    var record = AccessState.create(made.key());
    AccessState read = AccessState.NOTHING.after(record.key(), record.value());

    // Then
    assertThat(read.keys()).containsExactly(Map.entry(made.key().id(), made.key()));
    assertThat(new String(record.value(), StandardCharsets.UTF_8))
        .doesNotContain(made.token().secret());
    assertThat(AccessState.parse(read.toBytes())).isEqualTo(read);
    assertThat(made.token().toString()).doesNotContain(made.token().secret());
    assertThat(made.key().toString()).doesNotContain(made.key().digest());
  }

  @Test
  void shouldBeOpenedByItsTokenAlone() {
    // Given
    AccessKey.Made one = made(List.of(Scope.SEARCH), List.of());
    AccessKey.Made other = made(List.of(Scope.SEARCH), List.of());

    // Then
    assertThat(AccessToken.parse(one.token().text())).hasValue(one.token());
    assertThat(one.key().isOpenedBy(one.token())).isTrue();
    assertThat(one.key().isOpenedBy(other.token())).isFalse();
    assertThat(one.key().isOpenedBy(new AccessToken(one.key().id(), other.token().secret())))
        .isFalse();
    assertThat(AccessToken.parse("lk_" + "0".repeat(16) + "_short")).isEmpty();
  }

  @Test
  void shouldBeUnknownOnceRevoked() {
    // Given
    AccessKey key = made(List.of(Scope.SEARCH), List.of()).key();
    var created = AccessState.create(key);
    var revoked = AccessState.revoke(key.id());

    // When
    AccessState state =
        AccessState.NOTHING
            .after(created.key(), created.value())
            .after(revoked.key(), revoked.value());

    // Then
    assertThat(state).isEqualTo(AccessState.NOTHING);
  }

  @Test
  void shouldSeeItsGalleriesAndEndInTime() {
    // Given
    AccessKey bound = made(List.of(Scope.SEARCH), List.of("staff")).key();

    // Then
    assertThat(bound.sees("staff")).isTrue();
    assertThat(bound.sees("guests")).isFalse();
    assertThat(made(List.of(Scope.SEARCH), List.of()).key().sees("guests")).isTrue();
    assertThat(bound.isExpired(NOW.plusSeconds(59))).isFalse();
    assertThat(bound.isExpired(NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void shouldProduceOnlyWhereABrokerCanHoldItToWhatItMay() {
    // Given
    List<Scope> both = List.of(Scope.ENROLL, Scope.FORGET);

    // Then
    assertThat(producer(both, List.of(), null, null, null).mayProduce()).isTrue();
    assertThat(producer(List.of(Scope.ENROLL), List.of(), null, null, null).mayProduce()).isFalse();
    assertThat(producer(List.of(Scope.FORGET), List.of(), null, null, null).mayProduce()).isFalse();
    assertThat(producer(both, List.of("staff"), null, null, null).mayProduce()).isFalse();
    assertThat(producer(both, List.of(), NOW.plusSeconds(1), null, null).mayProduce()).isFalse();
    assertThat(producer(both, List.of(), null, 1, null).mayProduce()).isFalse();
    assertThat(producer(both, List.of(), null, null, 1L).mayProduce()).isFalse();
  }

  private static AccessKey producer(
      List<Scope> scopes,
      List<String> galleries,
      @Nullable Instant expires,
      @Nullable Integer requestsPerSecond,
      @Nullable Long bytesInFlight) {
    return AccessKey.make("p", scopes, galleries, NOW, expires, requestsPerSecond, bytesInFlight)
        .key();
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> made(List.of(), List.of())).hasMessageContaining("scopes is empty");
    assertThatThrownBy(() -> made(List.of(Scope.ADMIN), List.of("staff")))
        .hasMessageContaining("scope admin holds for all");
    assertThatThrownBy(() -> made(List.of(Scope.READ), List.of("a/b")))
        .isInstanceOf(InvalidFaceKeyException.class);
    assertThatThrownBy(() -> Scope.parse("root")).hasMessageContaining("search");
    assertThatThrownBy(() -> AccessKey.parse("id", "[]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Set.of(Scope.values())).hasSize(8);
  }
}
