package io.bactrian.chat;

import java.util.UUID;

/**
 * Something people look at has changed. Published as a Spring application event once the change is
 * committed, so whoever hears of it reads the new state by the id.
 *
 * @param type message, attachment, conversation or job: what {@code id} names
 * @param routingKey the key under which downstream systems hear of it on {@code bactrian.events},
 *     or null if they don't
 * @param id of the row that changed
 */
public record Change(String type, String routingKey, UUID id) {}
