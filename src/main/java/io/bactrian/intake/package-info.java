/**
 * The way in: authenticate, take the body, decode what Evolution sends, record it in one
 * transaction.
 */
package io.bactrian.intake;
