package io.bactrian.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import io.bactrian.decode.NotUnderstoodException;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of the queue need not be what a hub put into it. */
class ShelterTest {

  private final Inbox inbox = mock(Inbox.class);
  private final Shelter shelter = new Shelter(inbox, null, null);
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, none",
        "x, none",
        "'', none",
        "f9a3c6d2-0000-0000-0000-000000000000, x",
        "f9a3c6d2-0000-0000-0000-000000000000, ''"
      })
  void whatNoHubPutThereIsNotUnderstood(String id, String fingerprint) {
    assertThatThrownBy(() -> shelter.unpack(new byte[] {1}, id, "x", "x", fingerprint, exchange))
        .isInstanceOf(NotUnderstoodException.class);
    verifyNoInteractions(inbox);
  }

  @Test
  void whatAHubPutThereIsTakenIn() throws Exception {
    UUID id = UUID.randomUUID();
    shelter.unpack(new byte[] {1}, id.toString(), "messages.upsert", "x", null, exchange);
    verify(inbox).open(eq(id), any(), eq("messages.upsert"), any());
  }
}
