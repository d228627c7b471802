package io.bactrian.embedded;

import java.util.Comparator;
import java.util.List;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The embedded broker wants an exchange's alternate to be there before the exchange, where RabbitMQ
 * looks for it only when it routes: so the exchanges that name none are declared first.
 */
final class AlternatesFirst implements BeanPostProcessor {

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof Declarables declarables
        && declarables.getDeclarables() instanceof List<Declarable> list) {
      list.sort(Comparator.comparing(AlternatesFirst::namesAlternate));
    }
    return bean;
  }

  private static boolean namesAlternate(Declarable declarable) {
    return declarable instanceof Exchange exchange
        && exchange.getArguments().containsKey("alternate-exchange");
  }
}
