package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The driver gets the very same text each time, by which it finds what it has prepared. */
class NamedStatementsTest {

  private final DataSource database = mock(DataSource.class);
  private final PreparedStatement statement = mock(PreparedStatement.class);
  private final List<String> prepared = new ArrayList<>();
  private JdbcClient jdbc;

  @BeforeEach
  void connect() throws Exception {
    Connection connection = mock(Connection.class);
    when(database.getConnection()).thenReturn(connection);
    doAnswer(
            call -> {
              prepared.add(call.getArgument(0));
              return statement;
            })
        .when(connection)
        .prepareStatement(anyString());
    jdbc = JdbcClient.create(new NamedStatements(new JdbcTemplate(database)));
  }

  @Test
  void aStatementIsWrittenOnceForAllItsExecutions() {
    rename("one", 1);
    rename("two", 2);

    assertThat(prepared.get(0)).isEqualTo("update chat set name = ? where id = ? and name <> ?");
    assertThat(prepared.get(1)).isSameAs(prepared.get(0));
  }

  @Test
  void everyParameterGoesToItsPositions() throws Exception {
    rename("one", 1);

    verify(statement).setString(1, "one");
    verify(statement).setObject(2, 1);
    verify(statement).setString(3, "one");
  }

  @Test
  void aCollectionHasAsManyPositionsAsItHasElements() {
    delete(List.of(1, 2));
    delete(List.of(1, 2, 3));

    assertThat(prepared)
        .containsExactly(
            "delete from chat where id in (?, ?)", "delete from chat where id in (?, ?, ?)");
  }

  private void rename(String name, int id) {
    jdbc.sql("update chat set name = :name where id = :id and name <> :name")
        .param("name", name)
        .param("id", id)
        .update();
  }

  private void delete(List<Integer> ids) {
    jdbc.sql("delete from chat where id in (:ids)").param("ids", ids).update();
  }
}
