/** Takes messages that the API is asked to send, and says what is wrong with them. */
package io.bactrian.api.send;
