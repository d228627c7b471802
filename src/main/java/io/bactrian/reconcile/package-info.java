/** Asks Evolution for what its webhooks never delivered. */
package io.bactrian.reconcile;
