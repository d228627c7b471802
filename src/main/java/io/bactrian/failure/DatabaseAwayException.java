package io.bactrian.failure;

import org.springframework.dao.DataAccessResourceFailureException;

/** Nobody asked the database: it did not answer last. Says nothing new about it. */
public class DatabaseAwayException extends DataAccessResourceFailureException {

  private static final long serialVersionUID = 1L;

  public DatabaseAwayException() {
    super("the database did not answer last");
  }
}
