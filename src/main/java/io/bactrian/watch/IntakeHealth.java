package io.bactrian.watch;

import io.bactrian.job.DatabaseWatch;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready is who can accept: one store that takes a webhook is enough. */
@Component("intakeHealthIndicator")
public class IntakeHealth implements HealthIndicator {

  private final DatabaseWatch database;
  private final ConnectionFactory broker;

  public IntakeHealth(DatabaseWatch database, ConnectionFactory broker) {
    this.database = database;
    this.broker = broker;
  }

  @Override
  public Health health() {
    if (!database.isAway()) {
      return Health.up().withDetail("store", "database").build();
    }
    return brokerAnswers()
        ? Health.up().withDetail("store", "broker").build()
        : Health.outOfService().withDetail("store", "none").build();
  }

  private boolean brokerAnswers() {
    try (Connection connection = broker.createConnection()) {
      return connection.isOpen();
    } catch (AmqpException e) {
      return false;
    }
  }
}
