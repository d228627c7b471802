/** Compares the settings of the instances in Evolution with what this program needs. */
package io.bactrian.audit;
