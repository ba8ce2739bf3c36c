package dev.likeness.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;

final class BrokerSettingsTest {
  private static final Secured SECURED =
      new Secured(DefaultSslEngineFactory.class, Map.of("where", "there"), 20_001);

  @Test
  void shouldLetItsOwnClientsComeByLoopbackWhereOthersMustProveWhoTheyAre() {
    // Given
    BrokerSettings open = new BrokerSettings("0.0.0.0", 9_092, null, null);
    BrokerSettings secured = new BrokerSettings("0.0.0.0", 9_092, "photos.example:443", SECURED);

    // Then
    assertThat(open.bootstrap()).isEqualTo("127.0.0.1:9092");
    assertThat(secured.bootstrap()).isEqualTo("127.0.0.1:20001");
    assertThat(secured.advertisedAddress()).isEqualTo("photos.example:443");
  }

  @Test
  void shouldTellClientsThePortThatWasChosen() {
    // Given
    BrokerSettings any = new BrokerSettings("192.0.2.1", 0, "photos.example:0", SECURED);

    // When
    BrokerSettings chosen = any.on(20_002, SECURED);

    // Then
    assertThat(any.choosesPorts()).isTrue();
    assertThat(chosen.choosesPorts()).isFalse();
    assertThat(chosen.advertisedAddress()).isEqualTo("photos.example:20002");
  }

  @Test
  void shouldDemandANameThatClientsCanConnectTo() {
    assertThatThrownBy(() -> new BrokerSettings("0.0.0.0", 9_092, null, SECURED))
        .hasMessageContaining("host is 0.0.0.0")
        .hasMessageContaining("--kafka-advertised");
  }
}
