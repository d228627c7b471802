/** Records what a webhook said in one transaction, or keeps it where it is durable meanwhile. */
package io.bactrian.intake;
