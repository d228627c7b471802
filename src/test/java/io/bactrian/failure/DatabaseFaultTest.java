package io.bactrian.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseFaultTest {

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "53300", "53100", "57P01", "57P03", "58030", "25006"})
  void aServerThatTakesNothingFromAnybodyIsAway(String state) {
    assertThat(DatabaseFault.isAway(translated(state))).isTrue();
    assertThat(DatabaseFault.isPassing(translated(state))).isTrue();
  }

  /** A row too large for its index is class 54, which Spring takes for a failing resource. */
  @ParameterizedTest
  @ValueSource(strings = {"54000", "54001", "22021", "22P05", "23505", "42P01", "42501"})
  void aServerThatRefusesThisOneStatementIsThere(String state) {
    assertThat(DatabaseFault.isAway(translated(state))).isFalse();
    assertThat(DatabaseFault.isPassing(translated(state))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03", "57014"})
  void aBusyServerIsThereAndMayTakeItLater(String state) {
    assertThat(DatabaseFault.isAway(translated(state))).isFalse();
    assertThat(DatabaseFault.isPassing(translated(state))).isTrue();
    assertThat(DatabaseFault.isPassing(new CannotAcquireLockException("busy"))).isTrue();
  }

  @Test
  void whoGetsNoConnectionFindsItAwayWhateverTheReason() {
    SQLException refused = new SQLException("no such database", "3D000");
    assertThat(DatabaseFault.isAway(new CannotGetJdbcConnectionException("none", refused)))
        .isTrue();
    assertThat(DatabaseFault.isAway(new CannotCreateTransactionException("none", refused)))
        .isTrue();
    assertThat(DatabaseFault.isAway(new SQLTransientConnectionException("timed out"))).isTrue();
  }

  @Test
  void whatTheDriverCannotTellIsTakenForTheServer() {
    SQLException closed = new SQLException("closed", new SocketTimeoutException());
    assertThat(DatabaseFault.isAway(new IllegalStateException(closed))).isTrue();
    assertThat(DatabaseFault.isAway(new DataAccessResourceFailureException("away"))).isTrue();
    assertThat(DatabaseFault.isPassing(new IllegalStateException("ours"))).isFalse();
  }

  private static RuntimeException translated(String state) {
    SQLException failure = new SQLException("refused", state);
    var translated = new SQLStateSQLExceptionTranslator().translate("insert", null, failure);
    return translated == null ? new IllegalStateException(failure) : translated;
  }
}
