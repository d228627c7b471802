/** What can go wrong, and whether it is the infrastructure, passing, or for good. */
package io.bactrian.failure;
