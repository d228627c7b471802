package io.bactrian.reconcile;

/**
 * A page of Evolution's messages.
 *
 * @param found how many messages it has
 * @param pages how many pages there are
 */
public record ReconciliationPage(int found, int pages) {}
