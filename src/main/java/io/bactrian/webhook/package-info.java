/** The HTTP side of a webhook: authentication, the body and its limits, the answer. */
package io.bactrian.webhook;
