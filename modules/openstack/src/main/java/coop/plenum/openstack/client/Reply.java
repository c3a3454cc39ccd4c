package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import java.net.http.HttpHeaders;

/** An answer that was no refusal. */
public record Reply(int status, Values body, HttpHeaders headers) {}
